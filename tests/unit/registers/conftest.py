from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from saraban.agencies.service import add_unit, find_unit
from saraban.audit.content import AuditTrail
from saraban.core.desk import Desk
from saraban.people.actor import Actor
from saraban.registers.content import Registers
from tests.common.actors import actor_with
from tests.common.roots import desk_in_memory


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    with desk_in_memory(tmp_path, {"audit": AuditTrail, "registers": Registers}) as desk:
        add_unit(desk.root, code="d54", title="สำนักงานเขตหนองจอก", kind="agency", prefix="กท 5401")
        add_unit(desk.root, code="school", title="โรงเรียน", kind="school", parent="d54")
        add_unit(
            desk.root,
            code="split",
            title="ฝ่ายการคลัง",
            kind="section",
            parent="d54",
            prefix="กท 5408",
            since=date(2024, 1, 1),
        )
        find_unit(desk.root, "split").splits = frozenset({"memo"})
        desk.tm.commit()
        desk.tm.begin()
        yield desk


@pytest.fixture
def registrar() -> Actor:
    return actor_with("registrar")


@pytest.fixture
def administrator() -> Actor:
    return actor_with("administrator", person="u-admin")
