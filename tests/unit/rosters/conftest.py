"""A city of two districts, and who imports into the first."""

from datetime import date

import pytest

from saraban.agencies.service import add_unit, set_prefix
from saraban.people.rights import actor_for
from saraban.people.service import add_person, add_post, appoint, grant_role
from saraban.rosters.hands import Hands
from tests.common.tables import store

DAY = date(2024, 3, 1)


@pytest.fixture
def desk(tmp_path):
    """A city of two districts; ``boss`` administers the first, ``clerk`` works there, ``other`` in the second."""
    with store(tmp_path) as desk:
        root = desk.root
        add_unit(root, code="bma", title="กรุงเทพมหานคร", kind="city")
        for code in ("d53", "d54"):
            add_unit(root, code=code, title=f"สำนักงานเขต {code}", kind="agency", parent="bma")
        add_unit(root, code="d54-a", title="ฝ่ายปกครอง", kind="section", parent="d54", abbreviation="ปค.")
        set_prefix(root, "d54-a", "กท 5401", date(1982, 1, 1))
        for person, unit in (("boss", "d54"), ("clerk", "d54-a"), ("other", "d53")):
            add_person(root, id=person, name=f"นายสมมติ {person}", email=f"{person}@example.go.th")
            add_post(root, id=f"{unit}.{person}", unit=unit, title="เจ้าหน้าที่")
            appoint(root, person=person, post=f"{unit}.{person}", since=DAY)
        grant_role(root, unit="d54", role="administrator", post="d54.boss", inherit=True)
        grant_role(root, unit="d54-a", role="registrar", post="d54-a.clerk")
        desk.tm.commit()
        desk.tm.begin()
        yield desk


@pytest.fixture
def boss(desk):
    return lambda: Hands(desk, actor_for(desk.root, "boss", "", desk.today))
