"""The demonstration office is the one the scenario plays in."""

from __future__ import annotations

import pytest

from saraban.agencies.service import expand_group, find_unit
from saraban.audit.service import verify
from saraban.core.permissions import Permission
from saraban.letters.records import by_number
from saraban.mail.service import room_of
from saraban.mail.writing import checked_address
from saraban.news.service import want_digest
from saraban.registers.checking import check
from saraban.registers.service import find, find_book
from saraban.scripts.console import Console
from saraban.scripts.worker import digest, send_mail
from tests.common.office import at, open_office


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    built = open_office(tmp_path_factory.mktemp("office"))
    yield built
    built.close()


@pytest.mark.parametrize(
    ("unit", "series", "n"),
    [
        ("ops-sec", "circular", 32),
        ("d54", "receive", 3398),
        ("d54-admin", "send", 511),
        ("d54-edu", "receive", 556),
        ("d54-edu", "send", 800),
    ],
)
def test_next_numbers(desk, unit, series, n):
    assert find_book(desk.root, unit, series, 2567).next == n


def test_the_books_and_chains_are_sound(desk):
    assert check(desk.root) == []
    assert verify(desk.root) == []


def test_every_person_has_an_address_that_nobody_else_can_have(desk):
    emails = [desk.root["people"][person].email for person in desk.root["people"]]
    assert emails
    assert all(checked_address(email).endswith("@bangkok.example") for email in emails)


def test_it_sends_nothing_out_unless_it_is_told_how(office):
    assert office.registry.saraban.mail.transport == ""
    console = Console(office.registry, office.database)
    console.desk = office.desk
    with office.desk() as desk:
        before = len(room_of(desk.root).messages)
        want_digest(desk, office.actor(desk, "u-d54-clerk"), wanted=True)
        desk.tm.commit()
    assert (digest(console), send_mail(console)) == (None, None)
    with office.desk() as desk:
        assert len(room_of(desk.root).messages) == before


def test_circulars_before(desk):
    assert [found.subject for found in by_number(desk.root, "กท ๐๔๐๓/ว ๒๘")]
    assert by_number(desk.root, "กท 0403/ว 27") == []
    assert find(desk.root, "ops-sec", "circular", 2567, 27).letter == 0
    days = [find(desk.root, "ops-sec", "circular", 2567, n).day for n in range(25, 32)]
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("code", "day", "prefix"),
    [
        ("ops-sec", at(4), "กท 0403"),
        ("d54-edu", at(4), "กท 5407"),
        ("d54-sch-1", at(4), None),
        ("sed", at(1, month=9, year=2023), "กท 19"),
        ("sed", at(4), "กท 18"),
    ],
)
def test_printed_codes(desk, code, day, prefix):
    assert find_unit(desk.root, code).prefix_on(day.date()) == prefix


@pytest.mark.parametrize(
    ("key", "count"),
    [
        ("office-directors", 6),
        ("district-directors", 4),
        ("ops-bureaus", 5),
        ("d54-section-heads", 10),
        ("d54-schools", 3),
    ],
)
def test_groups(desk, key, count):
    assert len(expand_group(desk.root, key)) == count


@pytest.mark.parametrize(
    ("person", "post", "permission", "unit", "may"),
    [
        ("u-d54-clerk", "", Permission.REGISTER_RECEIVE, "d54", True),
        ("u-d54-clerk", "", Permission.REGISTER_RECEIVE, "d54-edu", False),
        ("u-d54-dir", "", Permission.PAPER_ORDER, "d54", True),
        ("u-d54-asst", "", Permission.PAPER_ORDER, "d54", False),
        ("u-d54-adm-head", "", Permission.LETTER_SIGN, "d54-admin", True),
        ("u-d54-adm-act", "", Permission.LETTER_SIGN, "d54-admin", False),
        ("u-d54-adm-act", "acting", Permission.LETTER_SIGN, "d54-admin", True),
        ("u-opssec", "acting", Permission.LETTER_SIGN, "ops-sec", True),
        ("u-sch-1-teacher", "", Permission.REGISTER_RECEIVE, "d54-sch-1", False),
        ("u-sch-1-clerk", "", Permission.REGISTER_RECEIVE, "d54-sch-1", True),
        ("u-auditor", "", Permission.AUDIT_READ, "d54-sch-1", True),
        ("u-auditor", "", Permission.PAPER_ENDORSE, "d54", False),
        ("u-d54-admin", "", Permission.UNIT_MANAGE, "d54-edu", True),
        ("u-d54-admin", "", Permission.REGISTER_READ, "d54", False),
    ],
)
def test_who_may_do_what(office, desk, person, post, permission, unit, may):
    assert office.actor(desk, person, post).may(permission, find_unit(desk.root, unit)) is may


def test_the_acting_block_reads_as_printed(office, desk):
    assert office.actor(desk, "u-opssec", "acting").signing.lines[1:] == (
        "ผู้อำนวยการส่วนบริหารกลาง",
        "รักษาการในตำแหน่งผู้อำนวยการสำนักงานเลขานุการปลัดกรุงเทพมหานคร สำนักปลัดกรุงเทพมหานคร",
    )
