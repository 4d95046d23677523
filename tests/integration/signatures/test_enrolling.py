"""ลงทะเบียนใบรับรอง: read from the key store, checked, put down for one person; history is never taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from saraban.audit import service as audit
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.people.service import end_holding, find_person, people_of, readdress_person, rename_person, spell_person
from saraban.signatures import enrolling
from saraban.signatures.certificates import certificate_for, current_of, history_of, in_use
from saraban.signatures.enrolling import Wanted
from saraban.signatures.errors import OtherName
from saraban.signatures.files_of_keys import KeyFiles
from saraban.signatures.identity import Identity, fingerprint
from saraban.signatures.interfaces import PKCS12, KeyReference
from saraban.signatures.issuing import usable
from saraban.signatures.keys import KeyStores
from saraban.signatures.remote_keys import RemoteKeys, RemoteService
from saraban.signatures.signing import Holder
from saraban.signatures.trust import Trust
from tests.common.authority import PASSWORD, PEOPLE, running
from tests.common.office import open_office
from tests.common.signed_letters import room_of, trust_in

PERSON, NUMBER = "u-d54-edu-head", "100-3"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("enrolling"))
    yield office
    office.close()


@pytest.fixture
def now(office):
    office.clock.real = datetime.now(UTC)
    return office.clock.real


@pytest.fixture
def desk(office, now):
    with office.desk() as desk:
        yield desk


@pytest.fixture
def admin(office, desk):
    return office.actor(desk, "u-d54-admin")


@pytest.fixture
def room(authority):
    return replace(room_of(authority), stores=KeyStores({PKCS12: KeyFiles(authority.directory, PASSWORD)}))


def wanted(key="director", number=NUMBER, person=PERSON, store=PKCS12):
    return Wanted(person, KeyReference(store, key), number)


def put_down(desk, admin, room, ask=None, verb=enrolling.enrol, spelt=PEOPLE):
    """``spelt`` is the spelling approved for certificates; without a word of it the one in the certificate."""
    ask = ask or wanted()
    if spelt is not None:
        spell_person(desk.root, ask.person, PEOPLE[ask.key.name][0] if spelt is PEOPLE else spelt)
    seen = enrolling.look(desk, admin, room, ask).marks.fingerprint
    return verb(desk, admin, room, ask, seen=seen)


class TestLooking:
    def test_says_what_the_certificate_says(self, desk, admin, room, authority):
        shown = enrolling.look(desk, admin, room, wanted())
        certificate = authority.certificate("director")
        assert (shown.marks.name, shown.marks.number) == ("นางสมมติ การศึกษาตัวอย่าง", NUMBER)
        assert shown.marks.fingerprint == fingerprint(certificate)
        assert shown.until == certificate.not_valid_after
        assert shown.level == "section-28"
        assert history_of(desk.root, PERSON) == []

    def test_an_authority_of_the_office_gives_section_26(self, desk, admin, room, authority):
        own = replace(room, trust=trust_in(authority, agency=True))
        assert enrolling.look(desk, admin, own, wanted()).level == "section-26"

    def test_by_the_e_mail_of_the_register_where_no_number_is_given(self, desk, admin, room):
        readdress_person(desk.root, PERSON, "duangkaeo@office.example")
        assert enrolling.look(desk, admin, room, wanted(number="")).identity == Identity("", "duangkaeo@office.example")

    @pytest.mark.parametrize(
        ("ask", "field", "slug"),
        [
            (wanted(number="100-9"), "number", "wrong-signer"),
            (wanted("section", "100-2"), "key", "certificate-name-differs"),
            (wanted(number="1\x000"), "number", "invalid"),
            (wanted("no-such"), "key", "no-such-key"),
            (wanted("../director"), "key", "no-such-key"),
            (wanted(""), "key", "no-such-key"),
            (wanted(store="pkcs11"), "key", "no-such-key"),
            (wanted("expired", "100-8"), "key", "certificate-expired"),
            (wanted("revoked", "100-7"), "key", "certificate-revoked"),
        ],
    )
    def test_refusals(self, desk, admin, room, ask, field, slug):
        with pytest.raises(Invalid) as refused:
            enrolling.look(desk, admin, room, ask)
        assert (refused.value.field, refused.value.slug) == (field, slug)

    def test_not_without_any_mark(self, desk, admin, room):
        readdress_person(desk.root, PERSON, "")
        with pytest.raises(Invalid) as refused:
            enrolling.look(desk, admin, room, wanted(number=""))
        assert refused.value.field == "number"

    def test_not_with_another_e_mail(self, desk, admin, room):
        readdress_person(desk.root, PERSON, "somebody@office.example")
        with pytest.raises(Invalid) as refused:
            enrolling.look(desk, admin, room, wanted(number=""))
        assert refused.value.slug == "wrong-signer"

    def test_not_from_an_authority_that_is_not_trusted(self, desk, admin, room):
        with pytest.raises(Invalid) as refused:
            enrolling.look(desk, admin, replace(room, trust=Trust()), wanted())
        assert refused.value.slug == "certificate-not-trusted"

    def test_not_while_the_authority_is_silent(self, desk, admin, tmp_path):
        with running(tmp_path) as own:
            own.silent |= {"ocsp", "crls"}
            asked = replace(room_of(own), stores=KeyStores({PKCS12: KeyFiles(own.directory, PASSWORD)}))
            with pytest.raises(Invalid) as refused:
                enrolling.look(desk, admin, asked, wanted())
        assert refused.value.slug == "certificate-status-unknown"

    def test_not_where_the_store_wants_the_holders_own_secret(self, desk, admin, authority):
        with pytest.raises(Invalid) as refused:
            enrolling.look(desk, admin, room_of(authority), wanted())
        assert refused.value.slug == "wrong-signing-code"

    def test_not_where_the_store_is_silent(self, desk, admin, room):
        dead = replace(room, stores=KeyStores({"csc": RemoteKeys(RemoteService("http://127.0.0.1:9", seconds=1))}))
        with pytest.raises(Invalid) as refused:
            enrolling.look(desk, admin, dead, wanted(store="csc"))
        assert (refused.value.slug, refused.value.field) == ("key-store-down", "store")


class TestWho:
    def test_not_by_who_does_not_look_after_the_person(self, office, desk, room):
        with pytest.raises(Missing):
            enrolling.look(desk, office.actor(desk, "u-d54-edu-head"), room, wanted(person="u-d54-admin"))

    def test_not_of_a_person_of_another_office(self, desk, admin, room):
        with pytest.raises(Missing):
            enrolling.look(desk, admin, room, wanted(person="u-d53-head"))

    def test_not_of_nobody(self, desk, admin, room):
        with pytest.raises(Missing):
            enrolling.look(desk, admin, room, wanted(person="u-nobody"))

    def test_not_ones_own(self, desk, admin, room):
        with pytest.raises(NotAllowed):
            enrolling.look(desk, admin, room, wanted(person="u-d54-admin"))

    def test_who_left_is_looked_after_by_the_office_that_had_him_last(self, office, desk, admin, room):
        made = put_down(desk, admin, room)
        for key in people_of(desk.root).holdings_by_person[PERSON]:
            end_holding(desk.root, key, desk.today - timedelta(days=1))
        enrolling.revoke(desk, admin, n=made.n, since=made.at, why="พ้นจากราชการ")
        with pytest.raises(Missing):
            enrolling.require_care(desk, office.actor(desk, "u-d53-head"), PERSON)

    def test_who_never_held_a_post_by_nobody_but_the_whole_offices_administrator(self, desk, admin):
        people = people_of(desk.root)
        for key in people.holdings_by_person.pop(PERSON):
            del people.holdings[key]
        with pytest.raises(Missing):
            enrolling.require_care(desk, admin, PERSON)


class TestWhoseNameItBears:
    """A good certificate of the same authority is not enough: the person in it must be the person who signs."""

    def test_not_of_another_person_by_the_number_of_that_person(self, desk, admin, room):
        with pytest.raises(Invalid) as refused:
            put_down(desk, admin, room, wanted("section", "100-2"), spelt="")
        assert (refused.value.field, refused.value.slug) == ("key", "certificate-name-differs")
        said = refused.value.message.interpolate()
        assert "นายแสนดี ตัวอย่าง" in said
        assert find_person(desk.root, PERSON).name in said
        assert history_of(desk.root, PERSON) == []

    def test_not_by_the_e_mail_of_that_person(self, desk, admin, room):
        readdress_person(desk.root, PERSON, "saendee@office.example")
        with pytest.raises(Invalid) as refused:
            put_down(desk, admin, room, wanted("section", ""), spelt="")
        assert refused.value.slug == "certificate-name-differs"

    def test_not_one_that_bears_no_name_like_his_by_a_spelling_of_nothing(self, desk, admin, room):
        with pytest.raises(Invalid):
            put_down(desk, admin, room, wanted("section", "100-2"), spelt="นาย")

    def test_by_the_name_on_record_in_another_form(self, desk, admin, room):
        rename_person(desk.root, PERSON, "น.ส. สมมติ  การศึกษาตัวอย่าง")
        assert put_down(desk, admin, room, spelt="").name == "นางสมมติ การศึกษาตัวอย่าง"

    def test_by_the_spelling_approved_for_certificates(self, desk, admin, room):
        rename_person(desk.root, PERSON, "นางอื่น ตัวอย่าง")
        assert put_down(desk, admin, room, spelt="สมมติ การศึกษาตัวอย่าง").n

    def test_by_the_name_of_before_the_person_was_renamed_nothing_is_signed(self, desk, admin, room, now):
        put_down(desk, admin, room, spelt="")
        assert usable(desk.root, PERSON, now) is not None
        rename_person(desk.root, PERSON, "นางอื่น ตัวอย่าง")
        with pytest.raises(OtherName):
            usable(desk.root, PERSON, now)
        spell_person(desk.root, PERSON, "นางสมมติ การศึกษาตัวอย่าง")
        assert usable(desk.root, PERSON, now) is not None

    def test_who_has_no_field_yet_is_asked_by_the_registered_name(self, desk, admin, room):
        assert "certificate_name" not in vars(find_person(desk.root, PERSON))
        assert put_down(desk, admin, room, spelt=None).n


class TestEnrolling:
    def test_is_what_the_person_signs_with(self, desk, admin, room, now):
        made = put_down(desk, admin, room)
        found = certificate_for(desk.root, PERSON, now)
        assert found.key == KeyReference(PKCS12, "director")
        names = (find_person(desk.root, PERSON).name, "นางสมมติ การศึกษาตัวอย่าง")
        assert found.holder == Holder(Identity(NUMBER, find_person(desk.root, PERSON).email), made.fingerprint, names)
        assert (found.fingerprint, found.image) == (made.fingerprint, None)
        leaf = list(audit.records(desk.root, "d54-edu"))[-1]
        assert (leaf.event, leaf.about) == (
            "certificate-enrolled",
            {"who": PERSON, "certificate": made.fingerprint},
        )

    def test_not_another_than_was_shown(self, desk, admin, room):
        with pytest.raises(Conflict):
            enrolling.enrol(desk, admin, room, wanted(), seen="0" * 64)
        assert current_of(desk.root, PERSON) is None

    def test_not_twice(self, desk, admin, room):
        made = put_down(desk, admin, room)
        with pytest.raises(Conflict):
            enrolling.enrol(desk, admin, room, wanted(), seen=made.fingerprint)

    def test_not_a_second_one_beside(self, desk, admin, room):
        put_down(desk, admin, room)
        with pytest.raises(Conflict) as refused:
            put_down(desk, admin, room, wanted("section", "100-2"))
        assert refused.value.field == "person"

    def test_not_one_of_another_person(self, desk, admin, room):
        put_down(desk, admin, room)
        with pytest.raises(Conflict):
            put_down(desk, admin, room, wanted(person="u-d54-works-head"))

    def test_not_the_number_of_another_person(self, desk, admin, room):
        put_down(desk, admin, room)
        with running(room.stores.stores[PKCS12].directory.parent / "second") as own:
            own.pkcs12("director")
            other = replace(
                room_of(own),
                stores=KeyStores({PKCS12: KeyFiles(own.directory, PASSWORD)}),
            )
            with pytest.raises(Conflict):
                put_down(desk, admin, other, wanted(person="u-d54-works-head"))


class TestWhatIsSignedWith:
    def test_nothing_where_none_is_enrolled(self, desk, now):
        assert certificate_for(desk.root, PERSON, now) is None

    def test_nothing_of_somebody_who_is_let_in_no_more(self, desk, admin, room, now):
        put_down(desk, admin, room)
        find_person(desk.root, PERSON).active = False
        assert certificate_for(desk.root, PERSON, now) is None

    def test_nothing_before_and_after_the_certificates_days(self, desk, admin, room):
        made = put_down(desk, admin, room)
        assert certificate_for(desk.root, PERSON, made.until) is None
        assert certificate_for(desk.root, PERSON, made.since - timedelta(seconds=1)) is None
        assert certificate_for(desk.root, PERSON, made.since) is not None


class TestRenewing:
    def test_the_old_one_stays_as_history(self, desk, admin, room, now):
        old = put_down(desk, admin, room)
        new = put_down(desk, admin, room, wanted("section", "100-2"), enrolling.renew)
        assert [one.n for one in history_of(desk.root, PERSON)] == [new.n, old.n]
        assert (old.is_used, old.ended_at, old.replaced_by) == (False, now, new.n)
        assert certificate_for(desk.root, PERSON, now).fingerprint == new.fingerprint
        assert list(in_use(desk.root)) == [new]

    def test_not_where_there_is_none(self, desk, admin, room):
        with pytest.raises(Conflict):
            put_down(desk, admin, room, verb=enrolling.renew)

    def test_not_with_the_same_one(self, desk, admin, room):
        put_down(desk, admin, room)
        with pytest.raises(Conflict):
            put_down(desk, admin, room, verb=enrolling.renew)


class TestRevoking:
    def test_signs_nothing_any_more_and_stays(self, desk, admin, room, now):
        made = put_down(desk, admin, room)
        since = now - timedelta(hours=2)
        enrolling.revoke(desk, admin, n=made.n, since=since, why="กุญแจหาย")
        assert certificate_for(desk.root, PERSON, now) is None
        assert current_of(desk.root, PERSON) is None
        assert history_of(desk.root, PERSON) == [made]
        assert (made.revoked_since, made.revoked_at, made.revoked_by) == (since, now, "u-d54-admin")
        assert list(in_use(desk.root)) == []
        assert list(audit.records(desk.root, "d54-edu"))[-1].event == "certificate-revoked"

    def test_not_enrolled_again(self, desk, admin, room, now):
        made = put_down(desk, admin, room)
        enrolling.revoke(desk, admin, n=made.n, since=now, why="กุญแจหาย")
        with pytest.raises(Conflict):
            put_down(desk, admin, room)

    @pytest.mark.parametrize(("why", "field"), [(" ", "why"), ("x\x00", "why"), ("ก" * 501, "why")])
    def test_not_without_a_reason(self, desk, admin, room, now, why, field):
        made = put_down(desk, admin, room)
        with pytest.raises(Invalid) as refused:
            enrolling.revoke(desk, admin, n=made.n, since=now, why=why)
        assert refused.value.field == field

    def test_not_from_a_moment_to_come_or_before_it_began(self, desk, admin, room, now):
        made = put_down(desk, admin, room)
        for moment in (now + timedelta(minutes=1), made.since - timedelta(days=1)):
            with pytest.raises(Invalid) as refused:
                enrolling.revoke(desk, admin, n=made.n, since=moment, why="กุญแจหาย")
            assert refused.value.field == "since"

    def test_not_twice(self, desk, admin, room, now):
        made = put_down(desk, admin, room)
        enrolling.revoke(desk, admin, n=made.n, since=now, why="กุญแจหาย")
        with pytest.raises(Conflict):
            enrolling.revoke(desk, admin, n=made.n, since=now, why="กุญแจหาย")

    def test_not_what_is_not_there(self, desk, admin, now):
        with pytest.raises(Missing):
            enrolling.revoke(desk, admin, n=77, since=now, why="กุญแจหาย")


class TestEnding:
    def test_those_that_end_first_at_the_head(self, desk, admin, room):
        made = put_down(desk, admin, room)
        assert list(in_use(desk.root, made.until - timedelta(days=60))) == []
        assert list(in_use(desk.root, made.until)) == [made]
