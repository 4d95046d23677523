"""ลงนามร่วม: a letter that several sign grows by a signature each; what is refused leaves it as it was."""

import subprocess
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import pytest

from saraban.core.errors import Invalid, SarabanError
from saraban.letters import records
from saraban.registers.content import EntryRef
from saraban.registers.service import void
from saraban.signatures import enrolling
from saraban.signatures.certificates import current_of
from saraban.signatures.known import known_documents
from saraban.signatures.validation import Checker
from tests.common.cosigning_world import (
    FIRST,
    HEAD,
    OFFICER,
    SECOND,
    SECOND_POST,
    THIRD_POST,
    act,
    draft,
    look,
    minutes,
    name_of,
    open_cosigning_office,
    refused,
    sign,
)
from tests.common.signed_letters import mutool, pdfsig, room_of, signed_by, trust_in


@pytest.fixture(scope="module")
def world(tmp_path_factory, authority):
    world = open_cosigning_office(tmp_path_factory.mktemp("cosigning"), authority)
    yield world
    world.office.web.office.close()


@pytest.fixture(scope="module")
def waiting(world):
    """A letter that the head has signed with a certificate, and that nobody manages to sign."""
    letter = draft(world, SECOND_POST)
    sign(world, letter, HEAD)
    return letter


@pytest.fixture(autouse=True)
def set_up(world):
    world.set_up()
    yield
    assert world.office.problems() == []


def known(world, digest):
    """What anybody may be told of a file."""
    with world.office.web.office.desk() as desk:
        return known_documents(desk.root).find(digest)


def judged(world, authority, content, count):
    """Three readers find so many signatures, all valid."""
    report = Checker(trust_in(authority), known=lambda digest: known(world, digest)).check(content)
    assert (report.outcome, len(report.signatures)) == ("valid", count)
    assert {one.level for one in report.signatures} == {"B-LTA"}
    assert pdfsig(content).count("Signature is Valid") == count
    assert mutool(content).count("Signature") >= count
    return report


def text_of(content):
    """The words of a PDF, with those of its signatures, without spaces."""
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return "".join(done.stdout.decode().replace("\u200b", "").split())


class TestStory:
    def test_a_joint_announcement_of_three(self, world, authority):
        letter = draft(world, SECOND_POST, THIRD_POST)
        files = []
        for n, (person, turn) in enumerate(zip((HEAD, FIRST, SECOND), (SECOND_POST, THIRD_POST, ""), strict=True), 1):
            sign(world, letter, person)
            now = look(world, letter)
            files.append(now["file"])
            report = judged(world, authority, now["file"], n)
            assert (now["state"], now["turn"]) == ("cosigning" if turn else "signed", turn)
            assert now["task"] == (f"post:{turn}" if turn else "unit:d54-edu")
            assert (bool(now["number"]), bool(now["held"])) == (n == 3, n < 3)
            assert report.known.state == ("unfinished" if turn else "issued")
            assert [one.post for one in report.signatures] == [
                " ".join(made.block.lines[1:]) for made in now["signatures"]
            ]
        assert all(later.startswith(before) for before, later in pairwise(files))
        assert (report.known.state, report.known.number) == ("issued", now["number"])
        assert ([one.level for one in now["signatures"]], now["level"]) == (["section-28"] * 3, "section-28")
        assert now["steps"][-3:] == ["sign_first", "cosign", "cosign"]
        assert all("".join(name_of(p).split()) in text_of(now["file"]) for p in (HEAD, FIRST, SECOND))

    def test_what_only_some_signed_is_told_as_that_also_when_all_have_signed(self, world, authority):
        letter = draft(world, SECOND_POST)
        sign(world, letter, HEAD)
        half = look(world, letter)["file"]
        sign(world, letter, FIRST)
        report = judged(world, authority, half, 1)
        assert (report.known.state, report.known.number, bool(report.known.by)) == ("unfinished", "", True)
        by_somebody = Checker(trust_in(authority), known=lambda digest: known(world, digest)).check(
            signed_by(room_of(authority), "receiver", half).content
        )
        assert (by_somebody.known.state, by_somebody.signatures[-1].post) == ("unfinished", "")

    def test_minutes_are_signed_by_who_wrote_them_down_and_then_by_who_checks_them(self, world, authority):
        letter = minutes(world)
        sign(world, letter, OFFICER)
        assert look(world, letter)["turn"] == "d54-edu.head"
        sign(world, letter, HEAD)
        now = look(world, letter)
        judged(world, authority, now["file"], 2)
        assert (now["state"], now["number"], now["level"]) == ("signed", "", "section-28")
        text = text_of(now["file"])
        places = [text.index(words) for words in ("ผู้จดรายงานการประชุม", "ผู้ตรวจรายงานการประชุม")]
        assert text.index("".join(name_of(OFFICER).split())) < places[0] < places[1]

    def test_all_by_typed_names(self, world):
        """The names are gathered; the pages are set when the last is there."""
        letter = draft(world)
        for n, person in enumerate((HEAD, FIRST, SECOND), 1):
            assert look(world, letter)["file"] == b""
            sign(world, letter, person, typed_only=True)
            assert len(look(world, letter)["signatures"]) == n
        now = look(world, letter)
        assert (now["state"], now["level"], b"/ByteRange" in now["file"]) == ("signed", "section-9", False)
        assert all(text_of(now["file"]).count("".join(name_of(p).split())) == 2 for p in (HEAD, FIRST, SECOND))

    def test_the_same_request_acts_once(self, world):
        letter = draft(world)
        for person, request in ((HEAD, "r1"), (FIRST, "r2")):
            sign(world, letter, person, typed_only=True, request=request)
            sign(world, letter, person, typed_only=True, request=request, code="000000")
        assert [one.request for one in look(world, letter)["signatures"]] == ["r1", "r2"]


class TestRefused:
    """Each says what is wrong, and the letter waits as before for the same signer under the same number."""

    @pytest.fixture
    def letter(self, waiting):
        return waiting

    @pytest.fixture(autouse=True)
    def waits(self, world, letter):
        before = look(world, letter)
        yield
        now = look(world, letter)
        if now["state"] == "cosigning":
            assert {**now, "steps": []} == {**before, "steps": []}

    @pytest.mark.parametrize(
        ("person", "options", "slug"),
        [
            (FIRST, {"code": "000000"}, "otp-refused"),
            (FIRST, {"pin": "x"}, "wrong-signing-code"),
            (FIRST, {"name": "คนอื่น"}, "invalid"),
            (FIRST, {"seen": "0" * 64}, "changed-meanwhile"),
            (FIRST, {"typed_only": True}, "certificate-needed"),
            (HEAD, {}, "not-allowed"),
            (SECOND, {}, "not-found"),
            (OFFICER, {}, "not-allowed"),
        ],
    )
    def test_what_was_given(self, world, letter, person, options, slug):
        assert refused(world, letter, person, **options) == slug

    def test_nobody_stamps_the_time(self, world, authority, letter):
        world.office.change(room=replace(world.office.issuing.room, stampers=[authority.stamper("gone")]))
        assert refused(world, letter, FIRST) == "time-stamp-down"

    def test_what_was_made_does_not_hold(self, world, authority, letter):
        world.office.change(checker=Checker(replace(trust_in(authority), certified=())))
        assert refused(world, letter, FIRST) == "not-issued"

    def test_and_then_it_is_signed_with_the_number_that_was_held(self, world, letter):
        held = look(world, letter)["held"]
        sign(world, letter, FIRST)
        assert (look(world, letter)["state"], look(world, letter)["number"]) == ("signed", held)


class TestGoesBack:
    """The names of these are typed: what is told here is the same with certificates, and quicker."""

    @pytest.fixture
    def letter(self, world):
        letter = draft(world)
        sign(world, letter, HEAD, FIRST, typed_only=True)
        return letter

    @pytest.mark.parametrize(
        ("person", "verb", "given"), [(SECOND, "decline", {"text": "แก้ข้อ ๒"}), (OFFICER, "recall_draft", {})]
    )
    def test_what_was_signed_counts_no_more_and_the_number_stays_held(self, world, letter, person, verb, given):
        before = look(world, letter)
        act(world, person, verb, letter, **given)
        now = look(world, letter)
        assert (now["state"], now["signatures"], now["held"]) == ("draft", (), before["held"])
        sign(world, letter, HEAD, FIRST, SECOND, typed_only=True)
        assert look(world, letter)["number"] == before["held"]

    def test_the_file_that_was_signed_stays_as_evidence_and_is_known_as_not_issued(self, world):
        letter = draft(world)
        sign(world, letter, HEAD)
        digest = sha256(look(world, letter)["file"]).hexdigest()
        assert (known(world, digest).state, known(world, digest).number) == ("unfinished", "")
        act(world, FIRST, "decline", letter, text="แก้ข้อ ๒")
        assert look(world, letter)["dropped"] == [digest]
        assert (known(world, digest).state, known(world, digest).number) == ("dropped", "")

    def test_void_with_its_number(self, world, letter):
        act(world, HEAD, "void_letter", letter, reason="ไม่ประกาศแล้ว")
        now = look(world, letter)
        assert (now["state"], now["held"], now["number"], now["task"]) == ("void", "", "", "")

    def test_only_whose_turn_it_is_returns_it(self, world, letter):
        for person in (HEAD, FIRST, OFFICER):
            with pytest.raises(SarabanError) as error:
                act(world, person, "decline", letter, text="x")
            assert error.value.slug in {"not-allowed", "not-found"}

    def test_who_has_a_certificate_says_that_his_name_is_to_stand(self, world, letter):
        assert refused(world, letter, SECOND) == "names-gathered"

    def test_the_number_was_given_up(self, world, letter):
        held = look(world, letter)["held"]
        with world.office.web.office.desk() as desk:
            entry = records.letter_by_id(desk.root, letter).held.entry
            void(desk, world.office.web.office.actor(desk, "u-d54-edu-clerk"), EntryRef(*entry), "ให้เลขผิด")
            desk.tm.commit()
        assert refused(world, letter, SECOND, typed_only=True) == "number-given-up"
        act(world, SECOND, "decline", letter, text="เลขถูกยกเลิก")
        sign(world, letter, HEAD, FIRST, SECOND, typed_only=True)
        assert look(world, letter)["number"] not in {held, ""}


class TestNamed:
    @pytest.mark.parametrize(
        "posts", [("d54-admin.head", "d54-admin.head"), ("nobody",), tuple(f"p{n}" for n in range(10))]
    )
    def test_posts_that_cannot_be(self, world, posts):
        with pytest.raises(Invalid) as error:
            draft(world, *posts)
        assert error.value.field == "cosigners"

    def test_a_kind_that_a_seal_signs(self, world):
        with pytest.raises(Invalid) as error:
            draft(world, SECOND_POST, kind="seal", to_text="ผู้เกี่ยวข้อง")
        assert error.value.field == "cosigners"

    def test_who_signs_first_is_not_named_again(self, world):
        with pytest.raises(Invalid) as error:
            draft(world, "d54-edu.head")
        assert error.value.field == "to_post"

    def test_nobody_of_those_who_sign_minutes_signs_for_the_unit(self, world):
        with pytest.raises(Invalid) as error:
            minutes(world, "d54-edu.registrar")
        assert error.value.field == "cosigners"


class TestLost:
    """Last of all: who is to sign next has lost the certificate."""

    def test_revoked_while_the_letter_waits(self, world):
        letter = draft(world, SECOND_POST)
        sign(world, letter, HEAD)
        office = world.office.web.office
        with office.desk() as desk:
            n = current_of(desk.root, FIRST).n
            enrolling.revoke(desk, office.actor(desk, "u-bma-admin"), n=n, since=desk.clock.now(), why="กุญแจหาย")
            desk.tm.commit()
        assert refused(world, letter, FIRST) == "certificate-revoked"
        assert refused(world, letter, FIRST, typed_only=True) == "certificate-needed"
        act(world, FIRST, "decline", letter, text="ใบรับรองถูกเพิกถอน ขอลงนามด้วยชื่อที่พิมพ์")
        sign(world, letter, HEAD, FIRST, typed_only=True)
        assert look(world, letter)["level"] == "section-9"
