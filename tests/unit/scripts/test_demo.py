"""The demonstration office with its letters: complete, sound, and the same when its load was cut off."""

from __future__ import annotations

import hashlib

import pytest

from saraban.auth.service import demo_guide
from saraban.circulars.board import board
from saraban.core.clock import bangkok_date
from saraban.documents.read_back import bare, read_pages
from saraban.files.service import open_file
from saraban.letters.records import by_number, letters_of
from saraban.people.rights import actor_for
from saraban.registers.service import find_book
from saraban.scripts.console import opened
from saraban.scripts.main import parser
from saraban.scripts.office import OPENING, accounts
from saraban.scripts.office_stories import plan, room_before
from saraban.signatures.known import known_documents
from saraban.thai.digits import to_thai
from tests.common.commands import ini, saraban, saraban_json
from tests.common.letter_lines import write_organisation


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    place = tmp_path_factory.mktemp("demo") / "var"
    assert saraban(place, "demo") == 0
    return place


def test_it_is_sound(var, capsys):
    assert saraban_json(capsys, var, "check")["problems"] == []


def test_again_changes_nothing(var, capsys):
    before = (var / "Data.fs").stat().st_size
    capsys.readouterr()
    assert saraban(var, "demo") == 0
    assert "u-d54-clerk" not in capsys.readouterr().out
    assert (var / "Data.fs").stat().st_size - before < 20_000


def test_a_store_in_use_is_refused(tmp_path, capsys):
    saraban(tmp_path / "var", "init")
    saraban(tmp_path / "var", "load", "--org", str(write_organisation(tmp_path / "org.json")))
    assert saraban(tmp_path / "var", "demo") == 1


def test_the_plan_is_the_same_every_time():
    assert plan() == plan()
    assert len(plan()) > 190
    assert all(s.at < OPENING for s in plan())
    assert max(room_before().values()) < 500


class TestStore:
    @pytest.fixture
    def desk(self, var):
        args = parser().parse_args(["check", "--var", str(var), "--ini", str(ini(var))])
        with opened(args) as console, console.desk() as desk:
            yield desk

    def test_what_is_signed_is_there_as_issued_and_known_by_its_bytes(self, desk):
        signed = [x for x in letters_of(desk.root).letters.values() if x.signature is not None]
        assert len(signed) >= 4
        for letter in signed:
            with open_file(letter.issued) as file:
                pdf = file.read()
            assert known_documents(desk.root).letter_of(hashlib.sha256(pdf).hexdigest()) == letter.id
            words = "".join(page.text for page in read_pages(pdf))
            shown = (letter.subject, to_thai(letter.number), letter.signature.block.name)
            assert [part for part in shown if bare(part) not in words] == []

    def test_its_clock_plays_in_march_2567(self, desk):
        assert bangkok_date(desk.now) == OPENING.date()

    @pytest.mark.parametrize(
        ("unit", "series", "n"),
        [
            ("d54", "receive", 3398),
            ("d54-edu", "receive", 556),
            ("d54-edu", "send", 800),
            ("d54-admin", "send", 511),
            ("ops-sec", "circular", 33),
        ],
    )
    def test_the_scenario_can_go_on(self, desk, unit, series, n):
        assert find_book(desk.root, unit, series, 2567).next == n

    def test_the_circular_waits_at_the_district(self, desk):
        (letter,) = by_number(desk.root, "กท ๐๔๐๓/ว ๓๒")
        assert letter.signature.block.acting_term == "รักษาการในตำแหน่ง"
        exchange = desk.root["exchange"]
        mine = [exchange.deliveries[k] for _l, k in exchange.of_letter if exchange.deliveries[k].to_unit == "d54"]
        assert any(d.letter == letter.id and d.state == "delivered" for d in mine)

    def test_the_board_is_worth_searching(self, desk):
        teacher = actor_for(desk.root, "u-sch-1-teacher", "", desk.today)
        rows = board(desk.root, teacher, today=desk.today, limit=100).rows
        assert len(rows) > 40
        assert any("BMA OTP" in row.letter.body for row in rows)

    def test_every_guest_has_an_account(self, desk):
        assert len(demo_guide(desk.root)) == len(accounts()) > 15
