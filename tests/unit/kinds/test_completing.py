"""เติมตารางชนิดหนังสือรุ่นเดิม: a store of an earlier release gets what came since; what was edited and written stays."""

import json
from datetime import date, timedelta

import pytest

from saraban.kinds import service
from saraban.kinds.completing import ADDED, FORM
from saraban.kinds.content import KindVersion
from tests.common.office import at, open_office

ADMIN = "u-bma-admin"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("old-kinds"))
    office.clock.office = at(13, 9, 0)
    yield office
    office.close()


@pytest.fixture
def desk(office):
    with office.desk() as desk:
        yield desk
        desk.tm.abort()


def row(data, key):
    kind, _dot, sub = key.partition(".")
    found = next(k for k in data["kinds"] if k["key"] == kind)
    return next(s for s in found["subkinds"] if s["key"] == sub) if sub else found


def old_form():
    """The table as an earlier release shipped it."""
    data = json.loads(service.shipped())
    for one in ADDED:
        if one.instead_of:
            row(data, one.kind)[one.member] = one.instead_of
        else:
            row(data, one.kind).pop(one.member)
    return data


def keep(root, *tables, since=(service.FIRST_DAY,), made=(None,)):
    """Keep versions as an earlier release did: without the mark of how complete they are."""
    for n, data in enumerate(tables, 1):
        version = KindVersion(n, service.written(data), since=since[n - 1], at=made[n - 1], by="", name="", why="")
        assert "form" not in vars(version)
        root["kinds"].versions[n] = version


class TestReading:
    def test_what_is_lacking_is_as_shipped(self, desk):
        keep(desk.root, old_form())
        book = service.book_on(desk.root, desk.today)
        assert [place.key for place in book.kind("minutes").signers] == ["recorder", "reviewer"]
        assert book.kind("regulation").issuers == ("city", "agency")
        assert book.kind("order", "city").issuers == ("city",)
        assert "แบบที่ ๕" in book.kind("regulation").note
        assert "แบบที่ ๗" in book.kind("announcement").note

    def test_letters_of_the_kept_version_stay_under_it(self, desk):
        keep(desk.root, old_form())
        assert service.book_of(desk.root, 1).kind("minutes").signers == ()
        assert service.book_on(desk.root, desk.today).n == 2
        assert service.book_of(desk.root, 2).kind("minutes").signers

    def test_what_was_edited_stays(self, desk):
        edited = old_form()
        row(edited, "minutes")["title"] = "รายงานการประชุมของเรา"
        row(edited, "announcement")["note"] = "ออกเลขทุกฉบับ"
        row(edited, "regulation")["issuers"] = ["agency"]
        edited["classes"].pop()
        keep(desk.root, edited)
        data = service.table_of(service.version_on(desk.root, desk.today))
        assert row(data, "minutes")["title"] == "รายงานการประชุมของเรา"
        assert row(data, "announcement")["note"] == "ออกเลขทุกฉบับ"
        assert row(data, "regulation")["issuers"] == ["agency"]
        assert data["classes"] == edited["classes"]
        assert row(data, "minutes")["signers"]

    def test_what_was_taken_out_stays_out(self, desk):
        with_all, without = json.loads(service.shipped()), json.loads(service.shipped())
        row(without, "minutes").pop("signers")
        keep(desk.root, with_all, without, since=(service.FIRST_DAY, desk.today), made=(None, desk.now))
        assert service.book_on(desk.root, desk.today).kind("minutes").signers == ()
        assert service.versions(desk.root)[0].n == 2

    def test_what_does_not_go_with_an_edited_kind_is_left_out(self, desk):
        edited = old_form()
        row(edited, "minutes")["series"] = "certificate"  # numbered: then nobody but who signs for the unit begins
        keep(desk.root, edited)
        book = service.book_on(desk.root, desk.today)
        assert (book.kind("minutes").series, book.kind("minutes").signers) == ("certificate", ())
        assert book.kind("regulation").issuers == ("city", "agency")

    def test_a_kind_that_is_there_no_more_does_not_come_back(self, desk):
        edited = old_form()
        edited["kinds"].remove(row(edited, "regulation"))
        keep(desk.root, edited)
        assert service.book_on(desk.root, desk.today).kind("regulation") is None

    def test_a_version_of_a_day_to_come_holds_from_that_day(self, desk):
        later, coming = desk.today + timedelta(days=30), old_form()
        row(coming, "memo")["heading"] = "บันทึกใหม่"
        keep(desk.root, old_form(), coming, since=(service.FIRST_DAY, later), made=(None, desk.now))
        now, then = service.book_on(desk.root, desk.today), service.book_on(desk.root, later)
        assert (now.kind("memo").heading, then.kind("memo").heading) == ("บันทึกข้อความ", "บันทึกใหม่")
        assert now.kind("minutes").signers
        assert then.kind("minutes").signers
        assert (now.n, then.n) == (3, 4)

    def test_versions_that_hold_no_more_are_followed_by_none(self, desk):
        days = [service.FIRST_DAY, *(date(2024, 3, n) for n in range(1, 6))]
        keep(desk.root, *[old_form()] * 6, since=days, made=[None, *[desk.now - timedelta(days=9)] * 4, desk.now])
        assert [v.n for v in service.versions(desk.root)] == [7, 6, 5, 4, 3, 2, 1]
        assert service.book_on(desk.root, desk.today).n == 7

    def test_a_store_of_this_release_has_nothing_to_complete(self, desk):
        service.keep_first(desk.root)
        assert [(v.n, v.form) for v in service.versions(desk.root)] == [(1, FORM)]


class TestKeeping:
    def test_kept_with_the_first_letter_under_it(self, desk):
        keep(desk.root, old_form())
        service.keep_first(desk.root)
        service.keep_first(desk.root)
        kept = desk.root["kinds"].versions
        assert list(kept) == [1, 2]
        assert (kept[2].completes, kept[2].form) == (1, FORM)
        assert service.book_on(desk.root, desk.today).n == 2

    def test_a_change_is_made_from_the_completed_one(self, office, desk):
        keep(desk.root, old_form())
        boss = office.actor(desk, ADMIN)
        newest = service.versions(desk.root)[0]
        data = service.table_of(newest)
        row(data, "minutes").pop("signers")  # on purpose
        made = service.change_kinds(desk, boss, data=data, since=desk.today, why="ไม่ใช้", seen=newest.n)
        assert made.n == 3
        assert service.book_on(desk.root, desk.today).kind("minutes").signers == ()
        assert list(desk.root["kinds"].versions) == [1, 2, 3]

    def test_an_old_one_that_is_brought_back_is_completed(self, office, desk):
        keep(desk.root, old_form())
        boss = office.actor(desk, ADMIN)
        data = service.table_of(service.versions(desk.root)[0])
        row(data, "memo")["heading"] = "บันทึก"
        service.change_kinds(desk, boss, data=data, since=desk.today, why="ลอง")
        service.restore_kinds(desk, boss, n=1, since=desk.today, why="กลับไปใช้เดิม")
        book = service.book_on(desk.root, desk.today)
        assert book.kind("memo").heading == "บันทึกข้อความ"
        assert book.kind("minutes").signers
