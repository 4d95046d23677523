"""รูปแบบการพิมพ์หนังสือ: by versions of the table of kinds; a letter is printed by the one it was written under."""

from datetime import timedelta

import pytest

from saraban.core.errors import Invalid, Missing
from saraban.documents.sheet import CM, Style
from saraban.documents.sheet_data import data_of
from saraban.kinds import service as kinds
from saraban.kinds.style import FLAGS, FOOTER, SIZES, check_style, style_of, whole_style
from saraban.letters.drafting import Draft, write_draft
from saraban.letters.sheets import sheet_of
from saraban.letters.styling import change_style, samples
from tests.common.office import open_office

ADMIN, OFFICER = "u-bma-admin", "u-d54-edu-officer"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("style"))
    yield office
    office.close()


@pytest.fixture
def desk(office):
    with office.desk() as desk:
        yield desk
        desk.tm.abort()


def draft(office, desk):
    return write_draft(
        desk, office.actor(desk, OFFICER), unit="d54-edu", form=Draft(kind="memo", subject="ก", body="ข")
    )


class TestShipped:
    def test_it_is_the_style_of_the_sheets(self):
        assert style_of({}) == Style()
        assert set(SIZES) | set(FLAGS) == set(Style.__dataclass_fields__)

    @pytest.mark.parametrize("name", list(SIZES))
    def test_the_bounds_hold_at_both_ends(self, name):
        low, high, shipped = SIZES[name]
        assert low <= shipped <= high
        for value in (low - 0.01, high + 0.01, float("nan"), True, "3"):
            with pytest.raises(Invalid) as caught:
                check_style({name: value})
            assert caught.value.field == f"style.{name}"


class TestChanging:
    def test_a_letter_keeps_the_style_it_was_written_under(self, office, desk):
        before = draft(office, desk)
        style = {"left": 3.5, "qr_shown": False, "footer_lines": ["ท้าย"]}
        change_style(desk, office.actor(desk, ADMIN), style=style, since=desk.today, why="ปรับ")
        after = draft(office, desk)
        old, new = sheet_of(desk.root, before), sheet_of(desk.root, after)
        assert (old.style, old.footer) == (Style(), FOOTER)
        assert (new.style.left, new.style.right, new.footer) == (3.5 * CM, 2 * CM, ("ท้าย",))
        assert data_of(new)["qr"] is None

    def test_a_day_to_come(self, office, desk):
        day = desk.today + timedelta(days=1)
        change_style(desk, office.actor(desk, ADMIN), style={"right": 2.5}, since=day, why="ปรับ")
        assert sheet_of(desk.root, draft(office, desk)).style == Style()
        assert kinds.book_on(desk.root, day).style.right == 2.5 * CM

    def test_it_stands_in_the_audit_chain_with_its_version(self, office, desk, monkeypatch):
        kept = []
        monkeypatch.setattr(
            "saraban.audit.service.record", lambda _desk, unit, what, **more: kept.append((unit, what, more["about"]))
        )
        change_style(desk, office.actor(desk, ADMIN), style={"right": 2.5}, since=desk.today, why="ปรับ")
        assert kept == [("bma", "kinds-changed", {"version": 2})]

    def test_nobody_else_and_nothing_that_cannot_be_printed(self, office, desk):
        with pytest.raises(Missing):
            change_style(desk, office.actor(desk, OFFICER), style={"left": 3.5}, since=desk.today, why="x")
        with pytest.raises(Invalid) as caught:
            change_style(desk, office.actor(desk, ADMIN), style={"label": 18}, since=desk.today, why="x")
        assert caught.value.field == "style"
        assert kinds.versions(desk.root)[0].n == 1

    def test_samples_of_a_letter_and_a_memo(self, desk):
        table = kinds.table_of(kinds.version(desk.root, 1))
        made = samples(desk.root, {**table, "style": whole_style({})})
        assert [one.pages for one in made] == [2, 2]
        assert all(one.marks for one in made)
