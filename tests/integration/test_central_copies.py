"""สำเนาสำหรับสารบรรณกลาง: one of each issued letter, given with the signature; who reads it, who does not."""

import pytest

from saraban.agencies.service import add_unit, central_for, set_active
from saraban.central.giving import copies_of, give_copy, keeps_copy
from saraban.documents.read_back import SheetDiffers
from saraban.exchange.receiving import register_delivery, return_delivery
from saraban.exchange.sending import send
from saraban.filing.service import add_folder
from saraban.letters import closing, issuing, records
from saraban.letters.content import Letter
from saraban.letters.drafting import Draft, void_letter, write_draft
from saraban.people import service as people
from saraban.search.interfaces import Query
from saraban.search.service import find
from saraban.signatures import issuing as module
from tests.common.issuing_world import HEAD, OFFICER, UNIT, open_signing_office
from tests.matrix.stage import Approval

CENTRAL, KEEPER, SCOPE = "central", "u-central-clerk", "c:central"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_signing_office(tmp_path_factory.mktemp("central"))
    yield office
    office.web.office.close()


@pytest.fixture
def desk(office):
    with office.web.office.desk() as desk:
        yield desk


@pytest.fixture
def who(office, desk):
    return lambda person, post="": office.web.office.actor(desk, person, post)


def given(desk, letter, central=CENTRAL):
    return [unit for at, unit, _when, key in copies_of(desk.root).given if (at, key) == (central, letter)]


def anew(desk):
    desk.tm.commit()
    desk.tm.begin()


def test_a_signed_letter_leaves_one_copy_for_its_unit_and_for_all(office):
    letter = office.draft()
    with office.web.office.desk() as desk:
        assert given(desk, letter) == []
    office.sign(letter)
    with office.web.office.desk() as desk:
        there = records.letter_by_id(desk.root, letter)
        assert given(desk, letter) == ["", UNIT]
        assert there.scopes == ("u:d54-edu", SCOPE)


def test_the_same_request_again_leaves_one_copy(office):
    letter = office.draft()
    office.sign(letter, request="r-1")
    office.sign(letter, request="r-1")
    with office.web.office.desk() as desk:
        assert give_copy(desk, letter=records.letter_by_id(desk.root, letter)) == CENTRAL
        assert given(desk, letter) == ["", UNIT]
        assert records.letter_by_id(desk.root, letter).scopes.count(SCOPE) == 1


def test_a_signing_that_failed_leaves_none_and_the_next_one_does(office, monkeypatch):
    def failing(*_given):
        raise SheetDiffers("x")

    letter = office.draft()
    monkeypatch.setattr(module, "set_letter", failing)
    office.refused(letter)
    with office.web.office.desk() as desk:
        assert given(desk, letter) == []
    monkeypatch.undo()
    office.sign(letter)
    with office.web.office.desk() as desk:
        assert given(desk, letter) == ["", UNIT]


class TestNone:
    """Which letters leave no copy."""

    def test_for_those_named_alone_and_classified(self, desk):
        for state in ({"handling": "concerned"}, {"handling": "personal"}, {"secrecy": "secret"}):
            assert self.copied(desk, UNIT, **state) == ("", [], ())
        assert self.copied(desk, UNIT)[0] == CENTRAL

    def test_of_central_saraban_itself_and_of_a_unit_that_has_none(self, desk):
        add_unit(desk.root, code="apart", title="หน่วยอิสระ", kind="agency")
        assert self.copied(desk, CENTRAL) == ("", [], ())
        assert self.copied(desk, "apart") == ("", [], ())

    @staticmethod
    def copied(desk, unit, **state):
        letter = Letter(abs(hash((unit, *state.values()))) % 10**12)
        letter.from_unit = unit
        vars(letter).update(state)
        records.add_letter(desk.root, letter)
        return give_copy(desk, letter=letter), given(desk, letter.id), letter.scopes


class TestNearest:
    """Which central saraban gets it."""

    def test_one_of_the_agency_before_that_of_the_city_and_no_closed_one(self, desk):
        root = desk.root
        for code in (UNIT, "d54", "bma", "d54-sch-1"):
            assert central_for(root, code) == CENTRAL
        add_unit(root, code="d54-central", title="สารบรรณกลางเขต", kind="central", parent="d54")
        add_unit(root, code="d54-desk", title="งานรับส่ง", kind="section", parent="d54-central")
        for code in (UNIT, "d54", "d54-desk"):
            assert central_for(root, code) == "d54-central"
        assert (central_for(root, "env"), central_for(root, "d54-central")) == (CENTRAL, "")
        set_active(root, "d54-central", False)
        assert central_for(root, UNIT) == CENTRAL


class TestReading:
    """Who reads a letter by its copy."""

    @pytest.fixture
    def letter(self, office):
        letter = office.draft(word := 7, subject=f"เรื่องสำเนากลาง {word}")
        office.sign(letter)
        return letter

    def test_those_who_keep_the_books_of_central_saraban(self, letter, desk, who):
        there, keeper = records.letter_by_id(desk.root, letter), who(KEEPER)
        for role in ("auditor", "clerk", "head", "registrar", "member", "administrator", "secret_registrar"):
            self.person(desk, role)
        assert {x for x in ("auditor", "clerk", "head", "registrar") if who(f"x-{x}").scopes & {SCOPE}} == {
            "auditor", "clerk", "head", "registrar",
        }  # fmt: skip
        for role in ("member", "administrator", "secret_registrar"):
            assert SCOPE not in who(f"x-{role}").scopes
        assert records.read_letter(desk.root, keeper, there.key) is there
        assert keeps_copy(desk.root, keeper, there)
        assert keeps_copy(desk.root, who("x-member"), there)  # who does not read the letter, whatever is asked then
        assert not keeps_copy(desk.root, who("u-d54-clerk"), there)
        assert SCOPE not in who("u-d54-clerk").scopes

    def test_they_find_it_and_nobody_else_does(self, office, letter, desk, who):
        def found(person):
            return find(desk, office.web.office.registry, who(person), Query("เรื่องสำเนากลาง")).total

        assert found(KEEPER) == found(HEAD) > 0
        assert found("u-sch-1-teacher") == found("u-d54-clerk") == 0

    def test_a_delivery_that_comes_back_takes_the_unit_off_and_not_the_copy(self, letter, desk, who):
        there = records.letter_by_id(desk.root, letter)
        sent = send(desk, who("u-d54-edu-clerk"), letter=there)
        return_delivery(desk, who("u-d54-clerk"), delivery=sent[0], reason="ไม่ใช่ของหน่วย")
        assert there.scopes == ("u:d54-edu", SCOPE)

    def test_a_list_of_its_own_where_central_filed_it_ends_reading_by_the_copy(self, desk, who):
        officer = who(OFFICER)
        form = Draft(subject="เรื่องแฟ้มเฉพาะ", to_text="สารบรรณกลาง", addressees=("unit:central",))
        there = write_draft(desk, officer, unit=UNIT, form=form)
        anew(desk)
        head = who(HEAD)
        issuing.sign(desk, head, letter=there, proof=Approval(HEAD), typed_name=head.name)
        sent = send(desk, who("u-d54-edu-clerk"), letter=there)
        self.person(desk, "head")
        anew(desk)
        keeper = who(KEEPER)
        paper = register_delivery(desk, keeper, delivery=sent[0]).paper
        assert there.scopes == ("u:d54-edu", SCOPE, "u:central")
        folder = add_folder(desk, keeper, unit=CENTRAL, title="เฉพาะ", posts=("x.head",))
        closing.close(desk, keeper, paper=paper, result="แล้วเสร็จ")
        closing.file_paper(desk, keeper, paper=paper, folder=folder.id)
        assert there.scopes == ("u:d54-edu", f"f:{folder.id}")
        assert given(desk, there.id) == ["", UNIT]

    def test_a_void_letter_keeps_its_copy(self, letter, desk, who):
        there = records.letter_by_id(desk.root, letter)
        void_letter(desk, who(HEAD), letter=there, reason="ออกผิด")
        assert (there.state, SCOPE in there.scopes, given(desk, letter)) == ("void", True, ["", UNIT])

    @staticmethod
    def person(desk, role):
        root = desk.root
        people.add_person(root, id=f"x-{role}", name=f"นายสมมติ {role}")
        people.add_post(root, id=f"x.{role}", unit=CENTRAL, title=f"ตำแหน่ง {role}")
        people.grant_role(root, unit=CENTRAL, role=role, post=f"x.{role}")
        people.appoint(root, person=f"x-{role}", post=f"x.{role}", since=desk.today)
