"""ทางเดินของร่าง: checked, returned step by step, opinions side by side, comments, locks, versions and what differs."""

from datetime import timedelta

import pytest

from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.letters import locking, reviewing, versions
from saraban.letters.drafting import Draft, change_draft, propose_draft, recall_draft, sign, void_letter, write_draft
from saraban.letters.makers import makers_of
from saraban.letters.values import Deadline
from saraban.scripts.office_circular import OnRecord
from saraban.tasks import service as tasks
from tests.common.office import at, open_office

HEAD, OFFICER, CLERK = "u-d54-edu-head", "u-d54-edu-officer", "u-d54-edu-clerk"
CHECKER = "d54-edu.registrar"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("path"))
    office.clock.office = at(13, 9, 0)
    yield office
    office.close()


@pytest.fixture
def officer(office, desk):
    return office.actor(desk, OFFICER)


@pytest.fixture
def checker(office, desk):
    return office.actor(desk, CLERK)


@pytest.fixture
def head(office, desk):
    return office.actor(desk, HEAD)


@pytest.fixture
def letter(desk, officer):
    due = (Deadline(desk.today + timedelta(days=3), "ส่ง"),)
    form = Draft(subject="ขอข้อมูล", to_text="หัวหน้า", body="๑. ขอข้อมูล\n๒. ภายในวันศุกร์", urgency="urgent", deadlines=due)
    return write_draft(desk, officer, unit="d54-edu", form=form)


def waiting(desk, letter):
    found = []
    for tray in (f"post:{CHECKER}", f"person:{OFFICER}", "post:d54-edu.head"):
        found += [(tray, t.what, t.due) for t in tasks.tray(desk.root, tray) if t.letter == letter.id]
    return found


class TestChecking:
    def test_from_the_writer_over_the_checker_to_the_signer(self, desk, officer, checker, letter):
        reviewing.submit(desk, officer, letter=letter, to_post=CHECKER, text="โปรดตรวจ")
        assert (letter.state, waiting(desk, letter)[0][:2]) == ("checking", (f"post:{CHECKER}", "check"))
        reviewing.check(desk, checker, letter=letter)
        assert (letter.state, waiting(desk, letter)[0][:2]) == ("checked", (f"person:{OFFICER}", "checked"))
        propose_draft(desk, officer, letter=letter, to_post="d54-edu.head")
        assert letter.state == "proposed"
        assert waiting(desk, letter) == [("post:d54-edu.head", "sign", desk.today + timedelta(days=3))]
        made = makers_of(desk.root, letter)
        assert made.drafter == made.typist == officer.name
        assert checker.name in made.checker

    def test_back_to_who_checked_and_back_to_who_wrote(self, desk, officer, checker, head, letter):
        reviewing.submit(desk, officer, letter=letter, to_post=CHECKER)
        reviewing.check(desk, checker, letter=letter)
        propose_draft(desk, officer, letter=letter, to_post="d54-edu.head")
        reviewing.return_previous(desk, head, letter=letter, text="ตรวจวันอีกครั้ง")
        assert (letter.state, waiting(desk, letter)[0][:2]) == ("checking", (f"post:{CHECKER}", "check"))
        assert makers_of(desk.root, letter).checker == ""
        reviewing.send_back(desk, checker, letter=letter, text="แก้วัน")
        assert (letter.state, waiting(desk, letter)[0][:2]) == ("draft", (f"person:{OFFICER}", "revise"))

    def test_taken_back_by_its_unit(self, desk, officer, letter):
        reviewing.submit(desk, officer, letter=letter, to_post=CHECKER)
        recall_draft(desk, officer, letter=letter)
        assert (letter.state, waiting(desk, letter)) == ("draft", [])

    def test_nobody_checks_what_he_wrote(self, desk, officer, letter):
        reviewing.submit(desk, officer, letter=letter, to_post=CHECKER)
        with pytest.raises(Conflict) as refused:
            reviewing.check(desk, officer, letter=letter)
        assert refused.value.slug == "own-draft"

    def test_by_a_post_that_works_on_drafts_of_the_unit(self, desk, officer, letter):
        with pytest.raises(Invalid) as refused:
            reviewing.submit(desk, officer, letter=letter, to_post="d53.clerk")
        assert refused.value.field == "to_post"

    def test_complete_before_it_is_checked(self, desk, officer):
        form = Draft(subject="ก", kind="external", to_text="ก")
        with pytest.raises(Invalid) as refused:
            reviewing.submit(
                desk, officer, letter=write_draft(desk, officer, unit="d54-edu", form=form), to_post=CHECKER
            )
        assert refused.value.slug == "incomplete"

    def test_returns_say_what_is_to_be_changed(self, desk, officer, checker, letter):
        reviewing.submit(desk, officer, letter=letter, to_post=CHECKER)
        with pytest.raises(Invalid):
            reviewing.send_back(desk, checker, letter=letter, text=" ")

    def test_no_way_back_to_nobody(self, desk, officer, head, letter):
        propose_draft(desk, officer, letter=letter, to_post="d54-edu.head")
        with pytest.raises(Conflict) as refused:
            reviewing.return_previous(desk, head, letter=letter, text="x")
        assert refused.value.slug == "nobody-checked"

    def test_of_other_units_nobody(self, office, desk, officer, letter):
        reviewing.submit(desk, officer, letter=letter, to_post=CHECKER)
        other = office.actor(desk, "u-d53-clerk")
        for act in (
            lambda: reviewing.check(desk, other, letter=letter),
            lambda: reviewing.send_back(desk, other, letter=letter, text="x"),
            lambda: reviewing.ask_opinions(desk, other, letter=letter, posts=(CHECKER,)),
            lambda: reviewing.comment(desk, other, letter=letter, paragraph=0, text="x"),
        ):
            with pytest.raises((Missing, NotAllowed)):
                act()


class TestOpinions:
    POSTS = ("d54-edu.registrar", "d54.director")

    def test_asked_side_by_side_and_collected(self, office, desk, officer, checker, letter):
        reviewing.ask_opinions(desk, officer, letter=letter, posts=self.POSTS, text="เห็นอย่างไร")
        assert [t.what for t in tasks.tray(desk.root, "post:d54.director") if t.letter == letter.id] == ["opinion"]
        director = office.actor(desk, "u-d54-dir")
        reviewing.give_opinion(desk, director, letter=letter, text="เห็นด้วย")
        assert [(o.post, o.is_open, o.answer) for o in letter.opinions] == [
            ("d54-edu.registrar", True, ""), ("d54.director", False, "เห็นด้วย"),
        ]  # fmt: skip
        assert not [t for t in tasks.tray(desk.root, "post:d54.director") if t.letter == letter.id]
        with pytest.raises(Conflict):
            reviewing.give_opinion(desk, director, letter=letter, text="อีกครั้ง")
        with pytest.raises(Invalid):
            reviewing.ask_opinions(desk, officer, letter=letter, posts=("d54-edu.registrar",))

    def test_nothing_is_asked_of_a_void_draft(self, desk, officer, letter):
        reviewing.ask_opinions(desk, officer, letter=letter, posts=self.POSTS)
        void_letter(desk, officer, letter=letter, reason="ไม่ใช้")
        assert not [t for t in tasks.tray(desk.root, "post:d54.director") if t.letter == letter.id]

    def test_nor_of_a_signed_one(self, desk, officer, head, letter):
        reviewing.ask_opinions(desk, officer, letter=letter, posts=self.POSTS)
        desk.tm.commit()
        desk.tm.begin()
        sign(desk, head, letter=letter, proof=OnRecord(HEAD), typed_name=head.name)
        assert not [t for t in tasks.tray(desk.root, "post:d54.director") if t.letter == letter.id]
        with pytest.raises(Conflict):
            reviewing.ask_opinions(desk, officer, letter=letter, posts=("d54-edu.head",))


class TestComments:
    def test_on_a_paragraph_and_settled(self, desk, officer, checker, letter):
        reviewing.comment(desk, checker, letter=letter, paragraph=2, text="วันไหน")
        reviewing.comment(desk, checker, letter=letter, paragraph=0, text="ดี")
        assert [(c.n, c.paragraph, c.quote) for c in letter.comments] == [(1, 2, "ภายในวันศุกร์"), (2, 0, "")]
        reviewing.settle(desk, officer, letter=letter, n=1)
        assert [c.settled_by for c in letter.comments] == [officer.name, ""]

    @pytest.mark.parametrize(("paragraph", "text"), [(3, "x"), (-1, "x"), (1, " ")])
    def test_refused(self, desk, checker, letter, paragraph, text):
        with pytest.raises(Invalid):
            reviewing.comment(desk, checker, letter=letter, paragraph=paragraph, text=text)

    def test_no_such_comment(self, desk, officer, letter):
        with pytest.raises(Missing):
            reviewing.settle(desk, officer, letter=letter, n=7)


class TestLocks:
    FORM = Draft(subject="ใหม่", to_text="หัวหน้า", body="ใหม่")

    def test_another_waits_or_takes_it_over_visibly(self, desk, officer, checker, letter):
        locking.lock(desk, officer, letter=letter)
        with pytest.raises(Conflict) as refused:
            change_draft(desk, checker, letter=letter, form=self.FORM)
        assert refused.value.slug == "locked"
        change_draft(desk, checker, letter=letter, form=self.FORM, take_over=True)
        assert (letter.steps[-1].verb, letter.steps[-1].text) == ("take_over", officer.name)

    def test_renewed_and_given_up(self, desk, officer, checker, letter):
        locking.lock(desk, officer, letter=letter)
        locking.lock(desk, officer, letter=letter)
        locking.unlock(desk, checker, letter=letter)
        assert locking.lock_of(desk, letter).person == OFFICER
        locking.unlock(desk, officer, letter=letter)
        assert locking.lock_of(desk, letter) is None

    def test_over_after_half_an_hour(self, office, desk, officer, checker, letter):
        locking.lock(desk, officer, letter=letter)
        office.clock.office = at(13, 9, 31)
        change_draft(desk, checker, letter=letter, form=self.FORM)
        office.clock.office = at(13, 9, 0)
        assert letter.subject == "ใหม่"


class TestVersions:
    def test_each_save_is_one_and_they_differ_by_words(self, desk, checker, letter):
        form = Draft(
            subject="ขอข้อมูล", to_text="หัวหน้า", body="๑. ขอข้อมูล\n๒. ภายในวันจันทร์", urgency="urgent",
            deadlines=letter.deadlines,
        )  # fmt: skip
        change_draft(desk, checker, letter=letter, form=form)
        change_draft(desk, checker, letter=letter, form=form)
        assert [(v.n, v.person) for v in letter.versions] == [(1, OFFICER), (2, CLERK)]
        [changed] = versions.compare(*letter.versions)
        assert changed.label == "ข้อความ"
        assert [c.kind for c in changed.changes] == ["same", "taken", "added"]
        assert changed.changes[1].text.endswith("ศุกร์")
        assert changed.changes[2].text.endswith("จันทร์")

    def test_the_first_and_the_last_ones_are_kept(self, desk, officer, letter, monkeypatch):
        monkeypatch.setattr(versions, "MOST", 3)
        for n in range(5):
            change_draft(desk, officer, letter=letter, form=Draft(subject=f"ครั้งที่ {n}"))
        assert [v.n for v in letter.versions] == [1, 5, 6]

    def test_no_such_version(self, letter):
        with pytest.raises(Missing):
            versions.version_of(letter, 9)
