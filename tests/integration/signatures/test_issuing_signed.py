"""ออกหนังสือที่ลงนามด้วยใบรับรอง: what was made is what counts; whatever is down, no number is lost and none taken twice."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest

from saraban.central.giving import copies_of
from saraban.documents.read_back import bare
from saraban.kinds import service as kinds
from saraban.people.service import find_person, rename_person
from saraban.signatures import enrolling
from saraban.signatures import issuing as module
from saraban.signatures.appearance import NO_HAND
from saraban.signatures.certificates import current_of
from saraban.signatures.enrolling import Wanted
from saraban.signatures.files_of_keys import KeyFiles
from saraban.signatures.interfaces import PKCS12, KeyReference
from saraban.signatures.issuing import Issuing
from saraban.signatures.keys import KeyStores
from saraban.signatures.validation import Checker
from tests.common.authority import PASSWORD
from tests.common.issuing_world import HEAD, open_signing_office
from tests.common.signed_letters import room_of, trust_in


@pytest.fixture(scope="module")
def office(tmp_path_factory, authority):
    office = open_signing_office(tmp_path_factory.mktemp("issuing"))
    office.sign(office.draft())
    enrol(office, authority)
    yield office
    office.web.office.close()


@pytest.fixture(autouse=True)
def set_up(office, authority):
    use(office, authority)
    yield
    assert office.problems() == []


@pytest.fixture
def letter(office):
    return office.draft()


def use(office, authority, **options):
    """The office signs in a room of this authority from now on."""
    room = room_of(authority, *options.pop("stampers", ()))
    trust = trust_in(authority, agency=options.get("agency", False))
    office.change(room=replace(room, trust=trust), checker=Checker(trust))


def enrol(office, authority, label="director", number="100-3", person=HEAD, admin="u-d54-admin"):
    """Put somebody's certificate down, as the administrator does; the head's unless said otherwise."""
    room = replace(room_of(authority), stores=KeyStores({PKCS12: KeyFiles(authority.directory, PASSWORD)}))
    clock, before = office.web.office.clock, office.web.office.clock.real
    clock.real = datetime.now(UTC)
    with office.web.office.desk() as desk:
        actor, ask = office.web.office.actor(desk, admin), Wanted(person, KeyReference(PKCS12, label), number)
        seen = enrolling.look(desk, actor, room, ask).marks.fingerprint
        enrolling.enrol(desk, actor, room, ask, seen=seen)
        desk.tm.commit()
    clock.real = max(before, clock.real)  # the phone's codes go on from where they were


class TestSigned:
    def test_with_a_certificate_of_a_certification_authority(self, office, authority, letter):
        office.sign(letter, pin=PASSWORD)
        now = office.look(letter)
        assert (now["state"], now["signature"].level) == ("signed", "section-28")
        report = Checker(trust_in(authority)).check(now["pdf"])
        (one,) = report.signatures
        assert (one.holds, one.section, one.level, report.pages) == (True, "26-28", "B-LTA", 1)
        assert one.fingerprint == now["signature"].certificate
        assert now["issued"].sha256 == report.sha256

    def test_with_one_of_the_office_itself(self, office, authority, letter):
        use(office, authority, agency=True)
        office.sign(letter, pin=PASSWORD)
        assert office.look(letter)["signature"].level == "section-26"

    def test_who_signed_is_read_once_and_in_the_field(self, office, letter):
        office.sign(letter, pin=PASSWORD)
        now = office.look(letter)
        block = now["signature"].block
        printed, seen = (as_read(now["pdf"], fields=fields) for fields in (False, True))
        for line in (*block.lines, NO_HAND):
            assert (printed.count(bare(line)), seen.count(bare(line))) == (0, 1)
        assert printed.count(bare("๑๓ มีนาคม ๒๕๖๗")) + 1 == seen.count(bare("๑๓ มีนาคม ๒๕๖๗"))

    def test_a_typed_name_is_read_above_the_printed_lines(self, office, letter):
        office.sign(letter, typed_only=True)
        now = office.look(letter)
        printed = as_read(now["pdf"])
        assert [line for line in now["signature"].block.lines if bare(line) not in printed] == []

    def test_by_a_typed_name_where_the_signer_says_so(self, office, letter):
        office.sign(letter, typed_only=True)
        now = office.look(letter)
        assert (now["signature"].level, now["signature"].certificate) == ("section-9", "")
        assert b"/ByteRange" not in now["pdf"]

    def test_a_kind_that_is_not_signed_in_a_place_of_its_own(self, office, letter):
        news = office.draft(kind="news", addressees=())
        office.sign(news, pin=PASSWORD)
        assert office.look(news)["signature"].level == "section-28"

    def test_leaves_its_copy_with_central_saraban_once(self, office, letter):
        office.sign(letter, pin=PASSWORD, request="copied")
        office.sign(letter, pin=PASSWORD, request="copied")
        with office.web.office.desk() as desk:
            copies = copies_of(desk.root)
            assert copies.of_letter[letter] == "central"
            assert [key for *_place, key in copies.given].count(letter) == 2  # for its unit, and for all


def as_read(pdf, *, fields=False):
    """The words of the pages, with or without those in fields."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    words = ""
    for n in range(len(document)):
        if fields:
            document[n].flatten()
        words += document[n].get_textpage().get_text_range()
    document.close()
    return bare(words)


def spelt(office, person, name):
    """The person is registered by another name from now on."""
    with office.web.office.desk() as desk:
        before = rename_person(desk.root, person, name).name
        desk.tm.commit()
    return before


@contextmanager
def renamed(office, name):
    with office.web.office.desk() as desk:
        before = find_person(desk.root, HEAD).name
    spelt(office, HEAD, name)
    yield
    spelt(office, HEAD, before)


def demanding(office):
    """An order, of a kind that demands a certificate from now on."""
    with office.web.office.desk() as desk:
        data = kinds.table_of(kinds.versions(desk.root)[0])
        kind = next(k for k in data["kinds"] if k["key"] == "order")
        if kind["level"] != "section-28":
            kind["level"], boss = "section-28", office.web.office.actor(desk, "u-bma-admin")
            kinds.change_kinds(desk, boss, data=data, since=desk.today, why="ต้องมีใบรับรอง")
            desk.tm.commit()
    return office.draft(kind="order", addressees=())


class TestFailures:
    """Each says what is wrong; the letter is as it was, the number stays held, and the next signing takes it."""

    def held_and_signed_later(self, office, authority, letter, **options):
        """Gives why it was refused the first time."""
        before = office.entries()
        slug = office.refused(letter, **{"pin": PASSWORD, **options}).slug
        now = office.look(letter)
        assert (now["state"], now["number"], now["issued"]) == ("proposed", "", None)
        n = now["held"].entry[3]
        assert {k: s for k, s in office.entries().items() if k not in before} == {n: "reserved"}
        use(office, authority)
        office.sign(letter, pin=PASSWORD)
        assert office.look(letter)["entry"][3] == n
        assert max(office.entries()) == n
        return slug

    def test_the_pin_is_wrong(self, office, authority, letter):
        assert self.held_and_signed_later(office, authority, letter, pin="x") == "wrong-signing-code"

    def test_nobody_stamps_the_time(self, office, authority, letter):
        office.change(room=replace(office.issuing.room, stampers=[authority.stamper("gone")]))
        assert self.held_and_signed_later(office, authority, letter) == "time-stamp-down"

    def test_the_authority_is_silent(self, office, authority, letter):
        authority.silent |= {"ocsp", "crls"}
        try:
            assert office.refused(letter, pin=PASSWORD).slug == "certificate-status-unknown"
        finally:
            authority.silent.clear()
        held = office.look(letter)["held"]
        office.sign(letter, pin=PASSWORD)
        assert office.look(letter)["number"] == held.number

    def test_the_key_is_gone(self, office, authority, letter):
        office.change(room=replace(office.issuing.room, stores=KeyStores({})))
        assert self.held_and_signed_later(office, authority, letter) == "no-such-key"

    def test_what_was_made_does_not_hold(self, office, authority, letter):
        office.change(checker=Checker(replace(trust_in(authority), certified=())))
        assert self.held_and_signed_later(office, authority, letter) == "not-issued"

    def test_the_certificate_ends_before_anything_is_held(self, office, letter):
        before = office.entries()
        late = replace(office.issuing.room, clock=Late())
        office.change(room=late)
        assert office.refused(letter, pin=PASSWORD).slug == "certificate-expired"
        assert (office.entries(), office.look(letter)["held"]) == (before, None)

    def test_the_certificate_is_another_persons(self, office, letter):
        """A good certificate of the same authority: nothing is held, no code is spent, the draft is as it was."""
        before, code = office.entries(), office.web.code(HEAD)
        with renamed(office, "นางอื่น ตัวอย่าง"):
            refused = office.refused(letter, pin=PASSWORD, code=code)
            assert (refused.slug, refused.status) == ("certificate-name-differs", 403)
            assert "นางสมมติ การศึกษาตัวอย่าง" in refused.message.interpolate()
        now = office.look(letter)
        assert (office.entries(), now["held"], now["state"], now["issued"]) == (before, None, "proposed", None)
        office.sign(letter, pin=PASSWORD)
        assert office.look(letter)["signature"].level == "section-28"

    def test_it_becomes_another_persons_before_the_end(self, office, authority, letter, monkeypatch):
        made = Issuing._make

        def meanwhile(self, begun, secret):
            signed = made(self, begun, secret)
            spelt(office, HEAD, "นางอื่น ตัวอย่าง")
            return signed

        with monkeypatch.context() as patched:
            patched.setattr(Issuing, "_make", meanwhile)
            slug = office.refused(letter, pin=PASSWORD).slug
        assert slug in {"certificate-name-differs", "changed-meanwhile"}
        assert (office.look(letter)["state"], office.look(letter)["issued"]) == ("proposed", None)
        spelt(office, HEAD, "นางสมมติ การศึกษาตัวอย่าง")
        office.sign(letter, pin=PASSWORD)

    def test_a_kind_demands_more_than_it_gives(self, office, authority):
        order = demanding(office)
        assert office.refused(order, typed_only=True).slug == "level-too-weak"
        use(office, authority, agency=True)  # the register says 28, what is made is 26
        assert office.refused(order, pin=PASSWORD).slug == "level-too-weak"
        assert office.look(order)["state"] == "proposed"
        use(office, authority)
        office.sign(order, pin=PASSWORD)
        assert office.look(order)["signature"].level == "section-28"

    def test_revoked_in_our_register(self, office, authority, letter):
        with office.web.office.desk() as desk:
            admin, n = office.web.office.actor(desk, "u-d54-admin"), current_of(desk.root, HEAD).n
            enrolling.revoke(desk, admin, n=n, since=desk.clock.now(), why="กุญแจหาย")
            desk.tm.commit()
        order = demanding(office)
        before = office.entries()
        assert office.refused(letter, pin=PASSWORD).slug == "certificate-revoked"
        assert office.refused(order, typed_only=True).slug == "level-too-weak"
        assert office.entries() == before
        office.sign(letter, typed_only=True)
        assert office.look(letter)["signature"].level == "section-9"


class TestLost:
    """The certificate is lost between the beginning of a signing and its end: nothing is issued with it."""

    @pytest.fixture
    def fresh(self, tmp_path, authority):
        office = open_signing_office(tmp_path)
        enrol(office, authority)
        use(office, authority)
        yield office
        assert office.problems() == []
        office.web.office.close()

    @pytest.mark.parametrize("how", ["revoked", "over"])
    def test_gone_on_with_after_the_certificate_was_lost(self, fresh, monkeypatch, how):
        letter, code = fresh.draft(), fresh.web.code(HEAD)
        with monkeypatch.context() as broken:
            broken.setattr(module, "set_letter", cut_off)
            with pytest.raises(Cut):
                fresh.sign(letter, pin=PASSWORD, request="again", code=code)
        held = fresh.look(letter)["held"]
        lose(fresh, how)
        assert fresh.refused(letter, pin=PASSWORD, request="again", code=code).slug == LOST[how]
        now = fresh.look(letter)
        assert (now["state"], now["issued"], now["held"]) == ("proposed", None, held)

    def test_revoked_while_it_is_signed(self, fresh, monkeypatch):
        def meanwhile(*given):
            lose(fresh, "revoked")
            return confirm(*given)

        confirm, letter = module._confirm, fresh.draft()
        with monkeypatch.context() as slow:
            slow.setattr(module, "_confirm", meanwhile)
            assert fresh.refused(letter, pin=PASSWORD).slug == "certificate-revoked"
        now = fresh.look(letter)
        assert (now["state"], now["issued"], now["held"] is not None) == ("proposed", None, True)


LOST = {"revoked": "certificate-revoked", "over": "certificate-expired"}


class Cut(BaseException):
    """The process ends here."""


def cut_off(*_given):
    raise Cut


def lose(office, how):
    if how == "over":
        office.change(room=replace(office.issuing.room, clock=Late()))
        return
    with office.web.office.desk() as desk:
        admin, n = office.web.office.actor(desk, "u-d54-admin"), current_of(desk.root, HEAD).n
        enrolling.revoke(desk, admin, n=n, since=desk.clock.now(), why="กุญแจหาย")
        desk.tm.commit()


class Late:
    """A clock long after every certificate has ended."""

    def now(self):
        return datetime.now(UTC) + timedelta(days=40 * 365)
