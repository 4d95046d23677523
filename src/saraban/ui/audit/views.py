"""หน้าบันทึกการตรวจสอบของหน่วยงาน (a unit's chain): newest first, with its verified state; ids only, no subjects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import ROLE_PERMISSIONS, Permission, Role
from saraban.ui.audit.words import DAMAGE, event_words
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.readers import small_number

PAGE_SIZE = 50
OTHER_UNITS = 60
#: So many of the newest records are verified for each look; the whole chain when that is asked for (``?verify=whole``).
VERIFIED = 2000


@dataclass(frozen=True)
class Line:
    """บันทึกหนึ่งรายการ."""

    n: str
    at: Any
    event: Any
    person: str
    post: str
    about: str


def audited(request: Any) -> list[str]:
    """The units whose chain the post acted in may read, its own first."""
    actor = request.actor
    if actor is None:
        return []
    codes = {code for role, code in actor.duties if Permission.AUDIT_READ in ROLE_PERMISSIONS[Role(role)]}
    return sorted(codes, key=lambda code: (code != actor.unit, code))


def is_auditor(request: Any) -> bool:
    """Is there a chain for this post to read?"""
    return bool(audited(request))


def first_chain(request: Any) -> str:
    """Where the rail leads: the chain of the own unit, else the first one."""
    return f"/audit/{next(iter(audited(request)), '')}"


@view_config(route_name="audit", request_method="GET", renderer="templates/audit.pt")
def chain(request: Any) -> dict[str, Any]:
    """One page of the chain; what one may not read answers as what is not there."""
    request.rail = "audit"
    root, fmt = request.desk.root, formats_for(request)
    unit = find_unit(root, request.matchdict["unit"])
    if not request.actor.may(Permission.AUDIT_READ, unit):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    count = audit.heads(root).get(unit.code, (0, ""))[0]
    page = min(small_number(request.GET.get("page", "")) or 1, max(1, -(-count // PAGE_SIZE)))
    last = count - (page - 1) * PAGE_SIZE
    found = list(audit.records(root, unit.code, max(1, last - PAGE_SIZE + 1), last)) if last > 0 else []
    codes, whole = audited(request), request.GET.get("verify") == "whole" or count <= VERIFIED
    return {
        "unit": unit,
        "count": fmt.count(count),
        "verified": "" if whole else fmt.count(VERIFIED),
        "whole": f"/audit/{unit.code}?verify=whole",
        "lines": [_line(record, fmt) for record in reversed(found)],
        "problems": [
            (DAMAGE[found.slug], found.text)
            for found in audit.verify_unit(root, unit.code, None if whole else VERIFIED)
        ],
        "units": [(code, find_unit(root, code).title) for code in codes[:OTHER_UNITS] if code != unit.code],
        "newer": f"/audit/{unit.code}?page={page - 1}" if page > 1 else None,
        "older": f"/audit/{unit.code}?page={page + 1}" if last > PAGE_SIZE else None,
    }


def _line(record: audit.Record, fmt: Any) -> Line:
    about = " · ".join(f"{name} {value}" for name, value in record.about.items())
    at = fmt.time(record.at, clock=True)
    return Line(fmt.digits(str(record.n)), at, event_words(record.event), record.person, record.post, about)
