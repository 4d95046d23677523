"""ลงนามร่วม with typed names: who stands in, what is cut off, the turn of the year; no second number, nothing lost."""

from types import SimpleNamespace

import pytest

from saraban.core.access import person_scope, post_scope
from saraban.core.errors import SarabanError
from saraban.core.permissions import Permission
from saraban.executives import acting, day_list
from saraban.letters import records
from saraban.people.service import end_acting, grant_acting
from saraban.scripts.check_references import check_references
from saraban.signatures import issuing as module
from saraban.signatures.unfinished import bring_back_stuck
from tests.common.cosigning_world import (
    FIRST,
    HEAD,
    SECOND,
    SECOND_POST,
    THIRD_POST,
    draft,
    look,
    minutes,
    refused,
    sign,
)
from tests.common.issuing_world import OFFICER, open_signing_office
from tests.common.office import at

DEPUTY = "u-d54-asst"


class Cut(BaseException):
    """The process ends here."""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    office = open_signing_office(tmp_path_factory.mktemp("cosigning"))
    for person in (FIRST, SECOND, DEPUTY, OFFICER):
        office.web.open_account(person)
    yield SimpleNamespace(office=office)
    office.web.office.close()


@pytest.fixture(autouse=True)
def whole(world):
    yield
    assert world.office.problems() == []


@pytest.fixture
def letter(world):
    letter = draft(world)
    sign(world, letter, HEAD)
    return letter


def numbers(world):
    """Which numbers were taken for announcements, with their states."""
    with world.office.web.office.desk() as desk:
        books = desk.root["registers"].books
        return {(name, n): entry.state for name, book in books.items() for n, entry in book.entries.items()}


class TestStandingIn:
    @pytest.fixture
    def grant(self, world):
        """The deputy acts for the director."""
        with world.office.web.office.desk() as desk:
            made = grant_acting(
                desk.root, person=DEPUTY, post=THIRD_POST, term="acting-for", instrument="คำสั่งที่ ๑/๒๕๖๗",
                since=at(1).date(), until=at(31).date(),
            )  # fmt: skip
            desk.tm.commit()
        yield made.id
        with world.office.web.office.desk() as desk:
            end_acting(desk.root, made.id, at(12).date())
            desk.tm.commit()

    def test_signs_as_acting(self, world, letter, grant):
        sign(world, letter, FIRST)
        assert refused(world, letter, DEPUTY) in {"not-allowed", "not-found"}  # in the post of his own
        sign(world, letter, DEPUTY, post=f"{THIRD_POST}~{grant}")
        last = look(world, letter)["signatures"][-1].block
        assert (last.acting_for, last.post) == ("ผู้อำนวยการเขตหนองจอก", THIRD_POST)
        assert last.lines[-1].endswith("ผู้อำนวยการเขตหนองจอก")

    def test_the_grant_ends_while_he_signs(self, world, letter, grant, monkeypatch):
        sign(world, letter, FIRST)
        made = module.Issuing._make

        def meanwhile(self, begun, secret):
            with world.office.web.office.desk() as desk:
                end_acting(desk.root, grant, at(12).date())
                desk.tm.commit()
            return made(self, begun, secret)

        with monkeypatch.context() as patched:
            patched.setattr(module.Issuing, "_make", meanwhile)
            assert refused(world, letter, DEPUTY, post=f"{THIRD_POST}~{grant}") == "not-allowed"
        now = look(world, letter)
        assert (now["state"], now["turn"], len(now["signatures"])) == ("cosigning", THIRD_POST, 2)
        sign(world, letter, SECOND)

    def test_nobody_signs_a_letter_twice(self, world):
        with world.office.web.office.desk() as desk:
            grant = grant_acting(
                desk.root, person=HEAD, post=SECOND_POST, term="acting-for", instrument="คำสั่งที่ ๒/๒๕๖๗",
                since=at(1).date(), until=at(31).date(),
            ).id  # fmt: skip
            desk.tm.commit()
        letter = draft(world)
        sign(world, letter, HEAD, post="d54-edu.head")
        assert refused(world, letter, HEAD, post=f"{SECOND_POST}~{grant}") == "signed-already"
        sign(world, letter, FIRST, SECOND)


class TestCutOff:
    """Whoever signs: between any two steps, and the letter waits for him as before."""

    @pytest.mark.parametrize("step", ["sheet_of", "_make", "_confirm", "keep"])
    @pytest.mark.parametrize("before", [(), (FIRST,)], ids=["second", "last"])
    def test_the_same_request_goes_on(self, world, letter, monkeypatch, step, before):
        sign(world, letter, *before)
        person, code = (SECOND if before else FIRST), world.office.web.code(SECOND if before else FIRST)
        held, taken = look(world, letter)["held"], len(numbers(world))
        if self.is_cut(world, letter, monkeypatch, step, person, code):
            assert look(world, letter)["held"] == held
            sign(world, letter, person, request="again", code=code)
        sign(world, letter, person, request="again", code=code)
        now = look(world, letter)
        assert (now["state"], len(now["signatures"])) == ("signed" if before else "cosigning", 3 if before else 2)
        assert len(numbers(world)) == taken
        if not before:
            sign(world, letter, SECOND)
        assert look(world, letter)["number"] == held

    def is_cut(self, world, letter, monkeypatch, step, person, code):
        """Was there anything to cut off: no pages are kept of a name that is gathered."""

        def cut(*_given, **_named):
            raise Cut

        with monkeypatch.context() as broken:
            broken.setattr(module.Issuing if step == "_make" else module, step, cut)
            try:
                sign(world, letter, person, request="again", code=code)
            except Cut:
                return True
        return False

    def test_the_worker_brings_it_back_to_the_same_signer(self, world, letter, monkeypatch):
        code = world.office.web.code(FIRST)
        assert self.is_cut(world, letter, monkeypatch, "_confirm", FIRST, code)
        assert look(world, letter)["state"] == "signing"
        world.office.web.office.clock.office = at(13, 10)
        with world.office.web.office.desk() as desk:
            assert bring_back_stuck(desk, 300) == 1
        world.office.web.office.clock.office = at(13)
        now = look(world, letter)
        assert (now["state"], now["turn"], now["steps"][-1]) == ("cosigning", SECOND_POST, "bring_back")
        sign(world, letter, FIRST, SECOND)
        assert look(world, letter)["number"] == now["held"]


class TestTogether:
    def test_first_and_further_signatures_by_one_code(self, world):
        """All of them or none: one waits for the head beside who wrote it down, one for him alone."""
        beside, alone = minutes(world), draft(world, SECOND_POST)
        sign(world, beside, OFFICER)
        with pytest.raises(SarabanError):
            world.office.sign(beside, alone, code="000000")
        assert [look(world, x)["state"] for x in (beside, alone)] == ["cosigning", "proposed"]
        world.office.sign(beside, alone)
        assert [look(world, x)["state"] for x in (beside, alone)] == ["signed", "cosigning"]


class TestBefore:
    """Where it lies for who is to sign next."""

    def test_an_executive_finds_it_in_the_day_list_and_returns_it_there(self, world):
        letter = draft(world, "dgov.head")
        sign(world, letter, HEAD)
        office = world.office.web.office
        with office.desk() as desk:
            dgov, key = office.actor(desk, "u-dgov"), f"l-{records.letter_by_id(desk.root, letter).key}"
            (matter,) = [m for m in day_list.day_list(desk.root, dgov) if m.letter.id == letter]
            assert (matter.task.what, matter.is_draft) == ("cosign", True)
            (done,) = acting.act_on_several(desk, dgov, keys=(key,), order_=acting.Order("return", text="แก้ข้อ ๒"))
            assert done.done
            desk.tm.commit()
        now = look(world, letter)
        assert (now["state"], now["signatures"], now["task"]) == ("draft", (), f"person:{OFFICER}")

    def test_a_letter_for_few_is_read_by_each_when_his_turn_comes(self, world):
        letter = draft(world)
        office = world.office.web.office
        with office.desk() as desk:
            there = records.letter_by_id(desk.root, letter)
            there.handling, there.scopes = "concerned", (post_scope("d54-edu.head"), person_scope(OFFICER))
            desk.tm.commit()

        def reads(person):
            with office.desk() as desk:
                there = records.letter_by_id(desk.root, letter)
                return office.actor(desk, person).may(Permission.LETTER_READ, there)

        sign(world, letter, HEAD)
        assert (reads(FIRST), reads(SECOND)) == (True, False)
        sign(world, letter, FIRST)
        assert reads(SECOND)
        sign(world, letter, SECOND)


class TestCheck:
    """``saraban check`` names what does not fit together."""

    @pytest.mark.parametrize(
        ("damage", "slug"),
        [
            (lambda letter: setattr(letter, "cosigning", None), "cosigning-lost"),
            (lambda letter: setattr(letter, "state", "draft"), "cosigning-left-over"),
            (lambda letter: setattr(letter, "cosigners", ()), "cosigning-count"),
            (lambda letter: setattr(letter, "dropped", (SimpleNamespace(id=1),)), "cosigning-file"),
        ],
    )
    def test_damage(self, world, letter, damage, slug):
        with world.office.web.office.desk() as desk:
            damage(records.letter_by_id(desk.root, letter))
            assert slug in {one.slug for one in check_references(desk.root)}
            desk.tm.abort()
        sign(world, letter, FIRST, SECOND)


class TestYears:
    def test_a_number_whose_year_has_closed(self, world, letter):
        clock = world.office.web.office.clock
        sign(world, letter, FIRST)
        before, clock.office = clock.office, at(3, month=1, year=2025)
        try:
            assert refused(world, letter, SECOND) == "number-given-up"
        finally:
            clock.office = before
        sign(world, letter, SECOND)
