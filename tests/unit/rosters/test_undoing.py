"""งานย้อนการนำเข้า: the whole state as before, or every reason why not."""

from datetime import date

import pytest

from saraban.agencies.service import add_unit, rename_unit
from saraban.audit import service as audit
from saraban.auth.accounts import change_password
from saraban.core.errors import Missing
from saraban.core.trees import Roll
from saraban.filing.content import FilingFolder
from saraban.people.rights import actor_for
from saraban.people.service import add_person, add_post, appoint, grant_role, people_of
from saraban.registers.content import Book
from saraban.rosters.hands import Hands, console
from saraban.rosters.undoing import UndoRefused, undo
from tests.common.tables import csv_file, imported, store, whole

DAY = date(2024, 3, 1)
FILES = (
    csv_file("u", "code,title,kind,parent,active,splits", "a-new,ใหม่,section,a,,memo", "a-new-1,ย่อย,section,a-new,,",
             "a-old,ชื่อใหม่,section,a-new,ไม่,seal"),
    csv_file("x", "unit,prefix,since", "a-new,กท 9,1/1/67", "a-old,กท 8,1/1/25"),
    csv_file("p", "id,unit,title,rank", "a-new.head,a-new,หัวหน้า,", "a.chief,a,ชื่อใหม่,สูง"),
    csv_file("n", "id,name,email,active", "new,นายสมมติ ใหม่,,", "chief,นายสมมติ เปลี่ยนชื่อ,x@y.th,"),
    csv_file("h", "person,post,since,until", "new,a-new.head,1/3/67,", "chief,a.chief,1/3/67,30/9/67"),
    csv_file("g", "unit,role,post,inherit", "a-new,head,a-new.head,ใช่", "a,registrar,a.chief,ใช่"),
    csv_file("t", "person,post,term,instrument,since,until", "new,a.chief,รักษาการแทน,คำสั่ง,1/3/67,9/3/67"),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    with store(tmp_path) as desk:
        root = desk.root
        add_unit(root, code="a", title="เขต", kind="agency")
        add_unit(root, code="a-old", title="ฝ่ายเดิม", kind="section", parent="a", prefix="กท 7", since=date(1982, 1, 1))
        add_person(root, id="chief", name="นายสมมติ หัวหน้า")
        add_post(root, id="a.chief", unit="a", title="ผู้อำนวยการ")
        appoint(root, person="chief", post="a.chief", since=DAY)
        grant_role(root, unit="a", role="registrar", post="a.chief")
        grant_role(root, unit="a", role="administrator", post="a.chief", inherit=True)
        desk.tm.commit()
        desk.tm.begin()
        yield desk


@pytest.fixture
def done(desk):
    """An import that touches everything; and the state before it."""
    before = whole(desk.root)
    return imported(desk, *FILES, accounts=True), before


def refused(desk, n):
    desk.tm.commit()
    state = whole(desk.root)
    with pytest.raises(UndoRefused) as error:
        undo(console(desk), n)
    desk.tm.abort()
    desk.tm.begin()
    assert whole(desk.root) == state
    return [str(message.interpolate()) for message in error.value.obstacles]


class TestUndone:
    def test_everything_is_as_it_was(self, desk, done):
        imported_, before = done
        assert whole(desk.root) != before
        record = undo(console(desk), imported_.record.n)
        desk.tm.commit()
        desk.tm.begin()
        assert whole(desk.root) == before
        assert (record.undone_by, record.undone_at) == ("_console", desk.clock.now())
        assert audit.verify(desk.root) == []

    def test_twice_is_once(self, desk, done):
        for _time in range(2):
            undo(console(desk), 1)
            desk.tm.commit()
        desk.tm.begin()
        assert whole(desk.root) == done[1]

    def test_and_taken_in_again(self, desk, done):
        after = whole(desk.root)
        undo(console(desk), 1)
        desk.tm.commit()
        desk.tm.begin()
        again = imported(desk, *FILES, accounts=True)
        assert again.record.n == 2
        assert whole(desk.root) == after

    def test_the_latest_first(self, desk, done):
        imported(desk, csv_file("u", "code,title,kind", "a-new,ชื่ออื่น,section"))
        assert refused(desk, 1) == ["หน่วยงาน a-new was changed after the import."]
        for n in (2, 1):
            undo(console(desk), n)
            desk.tm.commit()
            desk.tm.begin()
        assert whole(desk.root) == done[1]


class TestWho:
    def test_who_manages_all_its_units(self, desk, done):
        undo(Hands(desk, actor_for(desk.root, "chief", "", desk.today)), 1)
        desk.tm.commit()
        desk.tm.begin()
        assert whole(desk.root) == done[1]

    def test_nobody_else_and_nothing_else(self, desk, done):
        stranger = Hands(desk, actor_for(desk.root, "new", "", desk.today))
        for hands, n in ((stranger, 1), (console(desk), 2)):
            with pytest.raises(Missing):
                undo(hands, n)
            desk.tm.abort()
            desk.tm.begin()
        assert whole(desk.root) != done[1]


class TestRefused:
    @pytest.mark.parametrize(
        ("build", "said"),
        [
            (lambda d: rename_unit(d.root, "a-new", title="อื่น"), "หน่วยงาน a-new was changed"),
            (lambda d: add_unit(d.root, code="a-z", title="อื่น", kind="section", parent="a-new"), "units below a-new"),
            (lambda d: add_post(d.root, id="a-z", unit="a-new-1", title="อื่น"), "belong to a-new-1"),
            (lambda d: grant_role(d.root, unit="a-new", role="clerk", post="a.chief"), "belong to a-new"),
            (lambda d: grant_role(d.root, unit="a", role="clerk", post="a-new.head"), "a-new.head is in use"),
            (lambda d: appoint(d.root, person="chief", post="a-new.head", since=DAY), "a-new.head is in use"),
            (lambda d: appoint(d.root, person="new", post="a.chief", since=DAY), "new holds another post"),
            (lambda d: d.root["filing"].add("f", FilingFolder("f", "a-new", "แฟ้ม")), "folders of a-new"),
            (lambda d: d.root["central_copies"].given.insert(("a-new", "", -1.0, 7)), "folders of a-new"),
            (lambda d: audit.record(d, "a-new-1", "letter-received", person="chief"), "done in a-new-1"),
            (lambda d: audit.record(d, "a", "clearance-given", person="chief", about={"who": "new"}), "names new"),
            (lambda d: audit.record(d, "a", "endorsed", person="new", post="a-new.head"), "new has used"),
            (
                lambda d: audit.record(d, "a", "endorsed", person="chief", post="a-new.head"),
                "worked in the post a-new.head",
            ),
        ],
    )
    def test_what_was_built_on_it(self, desk, done, build, said):
        build(desk)
        assert any(said in line for line in refused(desk, 1))

    def test_a_book_of_a_new_unit(self, desk, done):
        desk.root["registers"].books["a-new|receive|2567"] = Book("a-new", "receive", 2567)
        assert any("letters, numbers" in line for line in refused(desk, 1))

    def test_a_new_person_who_has_signed_in(self, desk, done):
        password = next(p.password for p in done[0].passwords if p.person == "new")
        change_password(desk, "new", old=password, new="แมวสามตัวนั่งริมคลองแสนแสบ")
        assert any("signed in" in line for line in refused(desk, 1))

    def test_every_reason_is_said(self, desk, done):
        add_post(desk.root, id="a-z", unit="a-new-1", title="อื่น")
        appoint(desk.root, person="chief", post="a-new.head", since=DAY)
        assert len(refused(desk, 1)) == 2

    def test_a_change_elsewhere_does_not_matter(self, desk, done):
        add_unit(desk.root, code="a-z", title="อื่น", kind="section", parent="a-old")
        appoint(desk.root, person="chief", post="a.chief", since=date(2025, 1, 1))
        desk.tm.commit()
        undo(console(desk), 1)
        assert people_of(desk.root).holdings
        assert isinstance(desk.root["imports"].records, Roll)
