"""แบบข้อมูลของ API (schemas): every body that is taken or given, as JSON Schema 2020-12, by name."""

from __future__ import annotations

from saraban.api.schemas.answers import ANSWERS
from saraban.api.schemas.bodies import BODIES
from saraban.api.schemas.checking import CHECKING
from saraban.api.schemas.circulars import ANSWERS as CIRCULARS
from saraban.api.schemas.circulars import BODIES as CIRCULAR_BODIES
from saraban.api.schemas.copies import COPIES
from saraban.api.schemas.executives import EXECUTIVES
from saraban.api.schemas.finding import ANSWERS as FINDING
from saraban.api.schemas.finding import BODIES as FINDING_BODIES
from saraban.api.schemas.kinds import KINDS
from saraban.api.schemas.lists import LISTS
from saraban.api.schemas.named import FOR_FEW
from saraban.api.schemas.outside import OUTSIDE
from saraban.api.schemas.parts import Schema
from saraban.api.schemas.reading import READING
from saraban.api.schemas.reviewing import REVIEWING
from saraban.api.schemas.sheets import SHEETS
from saraban.api.schemas.templates import TEMPLATES

PARTS = (
    BODIES,
    CIRCULAR_BODIES,
    ANSWERS,
    LISTS,
    FINDING_BODIES,
    FINDING,
    CIRCULARS,
    READING,
    FOR_FEW,
    KINDS,
    REVIEWING,
    CHECKING,
    EXECUTIVES,
    OUTSIDE,
    COPIES,
    SHEETS,
    TEMPLATES,
)
SCHEMAS: dict[str, Schema] = {name: schema for part in PARTS for name, schema in part.items()}
