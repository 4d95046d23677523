"""ตารางชนิดหนังสือ: shipped as data, changed by newer versions with a day of effect, never written over."""

import copy
from datetime import date, timedelta

import pytest

from saraban.core.errors import Conflict, Invalid, Missing
from saraban.kinds import service
from saraban.kinds.shapes import BUILT_IN
from tests.common.office import open_office

ADMIN, CLERK = "u-bma-admin", "u-d54-clerk"
ALL = {
    "external", "memo", "seal", "order", "regulation", "announcement", "statement", "news", "certificate", "minutes",
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("kinds"))
    yield office
    office.close()


@pytest.fixture
def desk(office):
    with office.desk() as desk:
        yield desk
        desk.tm.abort()


@pytest.fixture
def boss(office, desk):
    return office.actor(desk, ADMIN)


@pytest.fixture
def data(desk):
    return service.table_of(service.version(desk.root, 1))


def kind(data, key):
    return next(k for k in data["kinds"] if k["key"] == key)


class TestShipped:
    def test_every_kind_of_the_regulation(self, desk):
        book = service.book_on(desk.root, desk.today)
        assert {k.key for k in book.kinds} == ALL
        assert [k.form for k in book.kinds] == [1, 2, 3, 4, 5, 7, 8, 9, 10, 11]
        assert {s.key for s in book.kind("memo").subkinds} == {"report", "invitation", "chair", "guest"}
        assert {s.key for s in book.kind("order").subkinds} == {"city", "agency", "bureau"}

    @pytest.mark.parametrize(
        ("key", "salutation", "closing"),
        [
            ("ordinary", "เรียน", "ขอแสดงความนับถือ"),
            ("highest", "กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง"),
            ("patriarch", "กราบทูล", "ควรมิควรแล้วแต่จะโปรด"),
            ("somdet", "นมัสการ", "ขอนมัสการด้วยความเคารพอย่างยิ่ง"),
            ("phra-rachakhana", "นมัสการ", "ขอนมัสการด้วยความเคารพอย่างสูง"),
            ("monk", "นมัสการ", "ขอนมัสการด้วยความเคารพ"),
        ],
    )
    def test_words_by_addressee(self, desk, key, salutation, closing):
        found = service.book_on(desk.root, desk.today).addressee_class(key)
        assert (found.salutation, found.closing) == (salutation, closing)

    def test_words_for_royalty_are_typed_each_time(self, desk):
        assert service.book_on(desk.root, desk.today).addressee_class("royal").free

    @pytest.mark.parametrize(
        ("key", "series", "signing"),
        [
            ("external", "external", "signature"), ("seal", "seal", "initials"), ("order", "order", "signature"),
            ("regulation", "", "signature"), ("statement", "", "none"), ("certificate", "certificate", "signature"),
        ],
    )  # fmt: skip
    def test_number_and_signature(self, desk, key, series, signing):
        found = service.book_on(desk.root, desk.today).kind(key)
        assert (found.series, found.signing) == (series, signing)

    def test_a_subkind_adds_its_fields_before_the_text(self, desk):
        found = service.book_on(desk.root, desk.today).kind("memo", "chair")
        names = [f.name for f in found.fields]
        assert names.index("event_place") + 1 == names.index("body")
        assert found.field("to").must
        assert all(f.type for f in found.own)
        assert all(f.name not in BUILT_IN for f in found.own)

    def test_unknown_kinds_are_none(self, desk):
        book = service.book_on(desk.root, desk.today)
        assert (book.kind("telegram"), book.kind("memo", "x"), book.addressee_class("x"), book.matter("x")) == (
            None,
        ) * 4


class TestVersions:
    def test_a_new_version_holds_from_its_day(self, desk, boss, data):
        later = desk.today + timedelta(days=10)
        kind(data, "external")["title"] = "หนังสือภายนอก (ใหม่)"
        made = service.change_kinds(desk, boss, data=data, since=later, why="ปรับชื่อ", seen=1)
        assert (made.n, made.name, made.why) == (2, boss.name, "ปรับชื่อ")
        assert service.book_on(desk.root, desk.today).n == 1
        assert service.book_on(desk.root, later).kind("external").title == "หนังสือภายนอก (ใหม่)"
        assert service.book_of(desk.root, 1).kind("external").title == "หนังสือภายนอก"
        assert service.differences(service.version(desk.root, 1), made) == [
            ("kinds.external.title", "หนังสือภายนอก", "หนังสือภายนอก (ใหม่)")
        ]

    def test_undone_by_a_further_version(self, desk, boss, data):
        kind(data, "memo")["heading"] = "บันทึก"
        service.change_kinds(desk, boss, data=data, since=desk.today, why="ลอง")
        back = service.restore_kinds(desk, boss, n=1, since=desk.today, why="กลับไปใช้เดิม", seen=2)
        assert (back.n, back.restores) == (3, 1)
        assert service.book_on(desk.root, desk.today).kind("memo").heading == "บันทึกข้อความ"
        assert [v.n for v in service.versions(desk.root)] == [3, 2, 1]

    def test_kept_with_the_first_letter_under_it(self, desk):
        service.keep_first(desk.root)
        assert list(desk.root["kinds"].versions) == [1]
        service.keep_first(desk.root)
        assert service.versions(desk.root)[0].n == 1

    def test_refused_when_somebody_was_faster(self, desk, boss, data):
        kind(data, "memo")["heading"] = "บันทึก"
        service.change_kinds(desk, boss, data=data, since=desk.today, why="ลอง")
        kind(data, "memo")["heading"] = "บันทึก ๒"
        with pytest.raises(Conflict):
            service.change_kinds(desk, boss, data=data, since=desk.today, why="ลอง", seen=1)

    def test_by_administrators_of_the_whole_office_alone(self, office, desk, data):
        for person in (CLERK, "u-d54-admin"):
            with pytest.raises(Missing):
                service.change_kinds(desk, office.actor(desk, person), data=data, since=desk.today, why="x")

    @pytest.mark.parametrize(("days", "why", "field"), [(-1, "x", "since"), (0, " ", "why"), (0, "x" * 1001, "why")])
    def test_a_day_to_come_and_a_reason(self, desk, boss, data, days, why, field):
        kind(data, "memo")["heading"] = "บันทึก"
        with pytest.raises(Invalid) as refused:
            service.change_kinds(desk, boss, data=data, since=desk.today + timedelta(days=days), why=why)
        assert refused.value.field == field

    def test_nothing_changed_is_no_version(self, desk, boss, data):
        with pytest.raises(Invalid):
            service.change_kinds(desk, boss, data=data, since=desk.today, why="x")

    def test_no_such_version(self, desk):
        with pytest.raises(Missing):
            service.version(desk.root, 9)
        assert service.version_on(desk.root, date(1990, 1, 1)).n == 1


def _set(place, value):
    def change(data):
        thing = data
        for step in place[:-1]:
            thing = thing[step]
        if value is KeyError:
            del thing[place[-1]]
        else:
            thing[place[-1]] = value

    return change


WRONG = {
    "not a table": (lambda _d: [], "data"),
    "an unknown member": (_set(["colour"], "red"), "colour"),
    "no kinds": (_set(["kinds"], []), "kinds"),
    "no classes": (_set(["classes"], []), "kinds"),
    "kinds that are no list": (_set(["kinds"], "memo"), "kinds"),
    "a kind that is no table": (_set(["kinds", 0], "memo"), "kinds.1"),
    "a kind without a layout": (_set(["kinds", 0, "layout"], KeyError), "kinds.external.layout"),
    "an unknown layout": (_set(["kinds", 0, "layout"], "poster"), "kinds.external.layout"),
    "a book that there is not": (_set(["kinds", 0, "series"], "receive"), "kinds.external.series"),
    "an unknown level": (_set(["kinds", 0, "level"], "section-7"), "kinds.external.level"),
    "a flag that is none": (_set(["kinds", 0, "circular"], "yes"), "kinds.external.circular"),
    "a size that is none": (_set(["kinds", 0, "garuda"], True), "kinds.external.garuda"),
    "a bad key": (_set(["kinds", 0, "key"], "External!"), "kinds.External!"),
    "a kind twice": (_set(["kinds", 1, "key"], "external"), "kinds.external"),
    "a control character": (_set(["kinds", 0, "title"], "a\x00b"), "kinds.external.title"),
    "a number for a name": (_set(["kinds", 0, "title"], 5), "kinds.external.title"),
    "an empty name": (_set(["kinds", 0, "title"], " "), "kinds.external.title"),
    "no subject": (_set(["kinds", 0, "fields"], [{"name": "body"}]), "kinds.external.fields"),
    "an own field without a type": (
        _set(["kinds", 0, "fields"], [{"name": "subject"}, {"name": "body"}, {"name": "mine"}]),
        "kinds.external.fields.mine.type",
    ),
    "an unknown kind of unit": (
        _set(["kinds", 3, "subkinds", 0, "unit_kinds"], ["planet"]),
        "kinds.order.subkinds.city.unit_kinds",
    ),
    "an unknown kind of issuer": (_set(["kinds", 4, "issuers"], ["planet"]), "kinds.regulation.issuers"),
    "too many": (
        _set(["classes"], [{"key": f"c{n}", "title": "", "salutation": "", "closing": ""} for n in range(61)]),
        "classes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_no_table_can_be(desk, data, name):
    change, field = WRONG[name]
    changed = copy.deepcopy(data)
    changed = change(changed) if name == "not a table" else (change(changed), changed)[1]
    with pytest.raises(Invalid) as refused:
        service.check_table(changed)
    assert refused.value.field == field


class TestSigners:
    """ที่ลงนามของผู้ลงนามหลายคน."""

    def test_shipped_for_minutes(self, desk):
        minutes = service.book_on(desk.root, desk.today).kind("minutes")
        assert [(p.key, p.must, p.anyone) for p in minutes.signers] == [
            ("recorder", False, True), ("reviewer", False, False),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("key", "signers", "place"),
        [
            ("seal", [{"key": "a", "label": "ก"}], "kinds.seal.signers"),
            ("memo", [{"key": "a", "label": "ก", "anyone": True}], "kinds.memo.signers"),
            ("minutes", [{"key": "a", "label": "ก"}, {"key": "a", "label": "ข"}], "kinds.minutes.signers.a"),
            ("minutes", [{"key": "a"}], "kinds.minutes.signers.a.label"),
            ("minutes", [{"key": "a", "label": "ก", "must": "yes"}], "kinds.minutes.signers.a.must"),
        ],
    )
    def test_what_cannot_be(self, desk, boss, data, key, signers, place):
        kind(data, key)["signers"] = signers
        with pytest.raises(Invalid) as refused:
            service.change_kinds(desk, boss, data=data, since=desk.today, why="ทดสอบ")
        assert refused.value.field == place
