"""ลงนามบนแผ่น: the stamp and the notes of a unit grow the sheet by signatures; what is refused leaves all as it was."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from saraban.letters import endorsing, records
from saraban.letters.notes import Note
from saraban.signatures import enrolling
from saraban.signatures import on_sheet as module
from saraban.signatures.certificates import current_of
from saraban.signatures.known import known_documents
from saraban.signatures.on_sheet import OnSheet
from saraban.signatures.proofs import _put, proofs_of
from saraban.signatures.validation import Checker
from tests.common.sheet_world import CLERK, FIRST, NOTE, SECOND, open_sheet_office
from tests.common.signed_letters import mutool, pdfsig, trust_in

ORDER = Note("order", "ให้รวบรวมข้อมูลแล้วรายงาน", "มอบดำเนินการ", assign_to=("unit:d54-civil",))


@pytest.fixture(scope="module")
def world(tmp_path_factory, authority):
    world = open_sheet_office(tmp_path_factory.mktemp("sheets"), authority)
    yield world
    world.office.web.office.close()


@pytest.fixture(autouse=True)
def set_up(world):
    world.set_up()
    yield
    assert world.office.problems() == []


@pytest.fixture
def paper(world):
    return world.paper()


class TestStory:
    def test_issued_stamped_and_two_notes_of_two_people(self, world, authority, paper):
        """Every signature holds after each step, by three readers; the issued file is what it was."""
        files = [world.look(paper)["issued"]]
        for person, note in ((CLERK, None), (FIRST, NOTE), (SECOND, ORDER)):
            world.write(paper, person, note)
            files.append(world.look(paper)["sheet"])
        for n, content in enumerate(files, 1):
            report = Checker(trust_in(authority), known=known_in(world)).check(content)
            assert (report.outcome, len(report.signatures)) == ("valid", n)
            assert (report.known.number, report.known.state) == (world.look(paper)["number"], "issued")
            assert {one.level for one in report.signatures} == {"B-LTA"}
            assert len([one for one in report.signatures if one.post]) == n
            assert pdfsig(content).count("Signature is Valid") == n
            assert mutool(content).count("Signature") >= n
        assert all(later.startswith(before) for before, later in pairwise(files))
        now = world.look(paper)
        assert [one.post for one in report.signatures[1:]] == [" ".join(m.block.lines[1:]) for m in now["marks"]]
        assert now["issued"] == files[0]
        assert [(act, level) for act, _text, level, _field, _name in now["notes"]] == [
            ("acknowledge", "section-28"), ("order", "section-28"),
        ]  # fmt: skip
        assert (now["state"], [m.what for m in now["marks"]]) == ("ordered", ["stamp", "note", "note"])
        assert now["history"][-2:] == ["endorsed-order", "sheet-signed"]

    def test_the_same_request_acts_once(self, world, paper):
        first = world.write(paper, request="r1")
        again = world.write(paper, request="r1", code="000000")
        assert (first, len(world.look(paper)["marks"])) == (again, 1)

    def test_a_note_on_the_sheet_is_not_taken_back(self, world, paper):
        note = world.write(paper, FIRST, Note("propose", "เพื่อโปรดทราบ", to="ผู้อำนวยการเขต", to_post="d54.director"))
        office = world.office.web.office
        with office.desk() as desk:
            there, actor = records.paper_by_id(desk.root, paper), office.actor(desk, FIRST)
            with pytest.raises(endorsing.Conflict) as refused:
                endorsing.withdraw(desk, actor, paper=there, endorsement=note)
        assert refused.value.slug == "on-the-sheet"

    def test_its_proofs_are_due_once_by_the_newest_stamp_and_renewed_in_its_place(self, world, paper):
        world.write(paper, FIRST)
        world.write(paper, SECOND, ORDER)
        before = world.look(paper)["sheet"]
        with world.office.web.office.desk() as desk:
            due = [key for key in proofs_of(desk.root).due if key[1] == paper]
            assert len(due) == 1
            _put(desk, proofs_of(desk.root), due[0], before + b"\n%%EOF")
            desk.tm.commit()
        now = world.look(paper)
        assert now["sheet"] == before + b"\n%%EOF"
        assert (len(now["marks"]), now["issued"] != now["sheet"]) == (2, True)

    def test_another_units_paper_is_not_touched(self, world, paper):
        other = world.paper()
        world.write(paper)
        assert world.look(other)["sheet"] is None


class TestRefused:
    """Nothing is stored, and the sheet is as it was."""

    def left_alone(self, world, paper, *given, **options):
        before = world.look(paper)
        slug = world.refused(paper, *given, **options)
        assert world.look(paper) == before
        return slug

    def test_no_certificate(self, world, paper):
        assert self.left_alone(world, paper, "u-d54-asst") == "no-certificate"

    def test_no_pdf_that_was_signed(self, world):
        assert self.left_alone(world, world.paper(signed=False)) == "no-signed-sheet"

    @pytest.mark.parametrize(
        ("given", "slug"),
        [
            ({"code": "000000"}, "otp-refused"),
            ({"pin": "x"}, "wrong-signing-code"),
            ({"name": "คนอื่น"}, "invalid"),
            ({"seen": "0" * 64}, "changed-meanwhile"),
        ],
    )
    def test_what_the_signer_gives_is_wrong(self, world, paper, given, slug):
        assert self.left_alone(world, paper, **given) == slug

    def test_a_code_signs_once(self, world, paper):
        code = world.office.web.code(FIRST)
        world.write(paper, code=code)
        assert self.left_alone(world, paper, code=code) == "otp-refused"

    def test_no_room(self, world, paper):
        long = replace(NOTE, text="ขอให้ทุกฝ่ายดำเนินการตามที่กำหนดไว้ในแผนงาน " * 85)
        code = world.office.web.code(FIRST)
        assert self.left_alone(world, paper, FIRST, long, code=code) == "no-room-on-sheet"

    def test_the_note_itself_is_refused(self, world, paper):
        assert self.left_alone(world, paper, SECOND, replace(ORDER, assign_to=())) == "invalid"

    def test_whose_letters_these_are_not(self, world, paper):
        assert self.left_alone(world, paper, "u-d54-edu-head") in {"not-found", "not-allowed"}

    def test_who_gives_no_orders(self, world, paper):
        assert self.left_alone(world, paper, CLERK, ORDER) == "not-allowed"

    def test_stamped_twice(self, world, paper):
        world.write(paper, CLERK, None)
        assert self.left_alone(world, paper, CLERK, None) == "stamped-already"

    def test_stamped_by_who_keeps_no_register(self, world, paper):
        assert self.left_alone(world, paper, SECOND, None) == "not-allowed"

    @pytest.mark.parametrize("state", ["void", "secret"])
    def test_void_or_classified(self, world, paper, state):
        with Changed(world, paper, **({"state": "void"} if state == "void" else {"secrecy": "secret"})):
            slug = self.left_alone(world, paper)
        assert slug == ("letter-void" if state == "void" else "no-signed-sheet")

    def test_void_meanwhile(self, world, paper, monkeypatch):
        judge, made = OnSheet._level, Changed(world, paper, state="void")

        def meanwhile(*given):
            found = judge(*given)
            made.__enter__()
            return found

        before = world.look(paper)
        monkeypatch.setattr(OnSheet, "_level", meanwhile)
        assert world.refused(paper) == "letter-void"
        made.__exit__()
        assert world.look(paper) == before

    def test_cut_off_after_it_was_signed(self, world, paper, monkeypatch):
        before = world.look(paper)
        with monkeypatch.context() as broken:
            broken.setattr(module, "_confirm", cut_off)
            with pytest.raises(Cut):
                world.write(paper, request="r2")
        assert world.look(paper) == before
        world.write(paper, request="r2")
        assert len(world.look(paper)["marks"]) == 1

    def test_what_was_made_does_not_hold(self, world, authority, paper):
        world.change(checker=Checker(replace(trust_in(authority), certified=())))
        assert self.left_alone(world, paper) == "sheet-not-kept"

    def test_the_certificate_ended(self, world, paper):
        world.change(room=replace(world.signs.room, clock=Late()))
        assert self.left_alone(world, paper) == "certificate-expired"

    def test_the_certificate_is_revoked_here(self, world, paper):  # the last one of SECOND
        office = world.office.web.office
        with office.desk() as desk:
            n = current_of(desk.root, SECOND).n
            enrolling.revoke(desk, office.actor(desk, "u-bma-admin"), n=n, since=desk.clock.now(), why="กุญแจหาย")
            desk.tm.commit()
        assert self.left_alone(world, paper, SECOND, ORDER) == "certificate-revoked"


class Cut(BaseException):
    """The process ends here."""


def cut_off(*_given):
    raise Cut


class Late:
    """A clock long after every certificate has ended."""

    def now(self):
        return datetime.now(UTC) + timedelta(days=40 * 365)


class Changed:
    """The letter of a paper is otherwise for a while."""

    def __init__(self, world, paper, **fields):
        self.world, self.letter, self.fields = world, world.look(paper)["letter"], fields

    def __enter__(self):
        self.before = self.put(self.fields)

    def __exit__(self, *_error):
        self.put(self.before)

    def put(self, fields):
        with self.world.office.web.office.desk() as desk:
            letter = records.letter_by_id(desk.root, self.letter)
            before = {name: getattr(letter, name) for name in fields}
            for name, value in fields.items():
                setattr(letter, name, value)
            desk.tm.commit()
        return before


def known_in(world):
    def known(sha256):
        with world.office.web.office.desk() as desk:
            return known_documents(desk.root).find(sha256)

    return known
