"""Three ways of holding a key, one way of signing with it; every refusal of a key store is told apart."""

from __future__ import annotations

import pytest

from saraban.core.clock import SystemClock
from saraban.signatures.errors import (
    CertificateExpired,
    CertificateRevoked,
    KeyStoreDown,
    KeyStoreFailed,
    NoSuchKey,
    WrongPerson,
    WrongSecret,
)
from saraban.signatures.files_of_keys import KeyFiles
from saraban.signatures.identity import Identity, fingerprint
from saraban.signatures.interfaces import PKCS11, PKCS12, REMOTE, KeyReference, Secret
from saraban.signatures.keys import KeyStores
from saraban.signatures.loops import finish
from saraban.signatures.remote_keys import RemoteKeys, RemoteService
from saraban.signatures.signing import Holder, Level, SigningRoom, Work
from saraban.signatures.tokens_of_keys import KeyToken
from tests.common.authority import PASSWORD
from tests.common.remote_signing import OTP, TOKEN, remote_signing
from tests.common.signed_letters import letter, pdfsig, trust_in
from tests.common.token_keys import LABEL, MODULE, PIN, token_with

DIRECTOR = Holder(Identity("100-3"))


@pytest.fixture(scope="module")
def token(authority, tmp_path_factory):
    token_with(authority, tmp_path_factory.mktemp("token"), "director")
    return KeyToken(MODULE, LABEL)


@pytest.fixture
def remote(authority):
    with remote_signing(authority) as service:
        yield service


def keys_of(service, version="v1"):
    return RemoteKeys(RemoteService(service.url, version, TOKEN))


def room_with(authority, kind, store):
    return SigningRoom(KeyStores({kind: store}), trust_in(authority), [authority.stamper()], SystemClock())


def sign(authority, kind, store, *, name="director", level=Level.B, holder=DIRECTOR, **secret):
    room = room_with(authority, kind, store)
    return room.sign(Work(letter(), "sig"), KeyReference(kind, name), Secret(**secret), holder, level)


class TestFiles:
    def test_a_key_in_a_file_signs_by_the_password_of_its_owner(self, authority):
        authority.pkcs12("director")
        made = sign(authority, PKCS12, KeyFiles(authority.directory), pin=PASSWORD)
        assert made.fingerprint == fingerprint(authority.certificate("director"))
        assert "Signature is Valid" in pdfsig(made.content)

    def test_one_password_for_all_gives_the_certificate_too(self, authority):
        authority.pkcs12("director")
        held = finish(KeyFiles(authority.directory, PASSWORD).held("director"))
        assert held.certificate.dump() == authority.certificate("director").dump()
        assert [one.dump() for one in held.chain if one.ca] == [authority.certificate("ca").dump()]

    def test_a_wrong_password_signs_nothing(self, authority):
        authority.pkcs12("director")
        with pytest.raises(WrongSecret):
            sign(authority, PKCS12, KeyFiles(authority.directory), pin="another")

    @pytest.mark.parametrize("name", ["nobody", "../authority/director", ""])
    def test_only_files_of_its_directory_are_keys(self, authority, name):
        with pytest.raises(NoSuchKey):
            sign(authority, PKCS12, KeyFiles(authority.directory), name=name, pin=PASSWORD)

    def test_a_damaged_file_is_no_key(self, authority, tmp_path):
        (tmp_path / "director.p12").write_bytes(b"nothing")
        with pytest.raises(WrongSecret):
            sign(authority, PKCS12, KeyFiles(tmp_path), pin=PASSWORD)


class TestToken:
    def test_a_key_in_a_token_signs_by_its_pin(self, authority, token):
        made = sign(authority, PKCS11, token, level=Level.LTA, pin=PIN)
        assert made.fingerprint == fingerprint(authority.certificate("director"))
        assert "Signature is Valid" in pdfsig(made.content)

    def test_the_pin_of_the_service_gives_the_certificate(self, authority, token):
        held = finish(KeyToken(MODULE, LABEL, PIN).held("director"))
        assert held.certificate.dump() == authority.certificate("director").dump()

    def test_a_wrong_pin_signs_nothing(self, authority, token):
        with pytest.raises(WrongSecret):
            sign(authority, PKCS11, token, pin="000000")

    def test_a_key_that_is_not_there(self, authority, token):
        with pytest.raises(NoSuchKey):
            sign(authority, PKCS11, token, name="section", pin=PIN)

    def test_a_token_that_is_not_there(self, authority, token):
        with pytest.raises(KeyStoreDown):
            sign(authority, PKCS11, KeyToken(MODULE, "another token"), pin=PIN)

    def test_a_module_that_is_not_there(self, authority, tmp_path):
        with pytest.raises(KeyStoreDown):
            sign(authority, PKCS11, KeyToken(tmp_path / "none.so", LABEL), pin=PIN)


@pytest.mark.parametrize("version", ["v1", "v2"])
class TestRemote:
    def test_the_service_signs_the_digest_by_a_one_time_password(self, authority, remote, version):
        made = sign(authority, REMOTE, keys_of(remote, version), level=Level.LTA, otp=OTP)
        assert made.fingerprint == fingerprint(authority.certificate("director"))
        assert "Signature is Valid" in pdfsig(made.content)
        assert not any(letter()[:40].hex() in str(question) for _what, question in remote.asked)

    def test_a_wrong_password_signs_nothing(self, authority, remote, version):
        with pytest.raises(WrongSecret):
            sign(authority, REMOTE, keys_of(remote, version), otp="000000")
        assert not [what for what, _question in remote.asked if what.endswith("signHash")]

    def test_a_password_is_spent_with_its_use(self, authority, remote, version):
        sign(authority, REMOTE, keys_of(remote, version), otp=OTP)
        with pytest.raises(WrongSecret):
            sign(authority, REMOTE, keys_of(remote, version), otp=OTP)

    def test_several_letters_by_one_password(self, authority, remote, version):
        room = room_with(authority, REMOTE, keys_of(remote, version))
        works = [Work(letter(), f"sig{n}") for n in range(3)]
        made = room.sign_together(works, KeyReference(REMOTE, "director"), Secret(otp=OTP), DIRECTOR, Level.T)
        assert [one.field for one in made] == ["sig0", "sig1", "sig2"]
        assert all("Signature is Valid" in pdfsig(one.content) for one in made)
        assert [what for what, _question in remote.asked].count(f"{version}/credentials/authorize") == 1

    def test_a_service_that_is_down(self, authority, remote, version):
        remote.down = True
        with pytest.raises(KeyStoreDown):
            sign(authority, REMOTE, keys_of(remote, version), otp=OTP)

    def test_a_service_that_talks_nonsense(self, authority, remote, version):
        remote.broken = True
        with pytest.raises(KeyStoreFailed):
            sign(authority, REMOTE, keys_of(remote, version), otp=OTP)

    def test_a_token_of_the_office_that_is_refused(self, authority, remote, version):
        store = RemoteKeys(RemoteService(remote.url, version, "another"))
        with pytest.raises(KeyStoreFailed):
            sign(authority, REMOTE, store, otp=OTP)

    def test_a_key_that_is_not_there(self, authority, remote, version):
        with pytest.raises(NoSuchKey):
            sign(authority, REMOTE, keys_of(remote, version), name="nobody", otp=OTP)

    @pytest.mark.parametrize(("status", "error"), [("revoked", CertificateRevoked), ("expired", CertificateExpired)])
    def test_what_the_service_says_of_the_certificate(self, authority, remote, version, status, error):
        remote.statuses["director"] = status
        with pytest.raises(error):
            sign(authority, REMOTE, keys_of(remote, version), otp=OTP)

    def test_another_persons_credential_is_not_used(self, authority, remote, version):
        with pytest.raises(WrongPerson):
            sign(authority, REMOTE, keys_of(remote, version), name="section", otp=OTP)
        assert remote.otp == OTP

    def test_what_the_service_offers(self, authority, remote, version):
        assert finish(keys_of(remote, version).names()) == ["director", "section"]
        assert finish(keys_of(remote, version).info())["specs"] == version


def test_more_than_the_service_signs_at_once_is_refused_before_the_password_is_spent(authority, remote):
    room = room_with(authority, REMOTE, keys_of(remote))
    works = [Work(letter(), f"sig{n}") for n in range(11)]
    with pytest.raises(KeyStoreFailed):
        room.sign_together(works, KeyReference(REMOTE, "director"), Secret(otp=OTP), DIRECTOR, Level.B)
    assert remote.otp == OTP


def test_nobody_listens_at_the_address_of_the_service(authority):
    store = RemoteKeys(RemoteService("http://127.0.0.1:9", "v1", TOKEN, seconds=2))
    with pytest.raises(KeyStoreDown):
        sign(authority, REMOTE, store, otp=OTP)


def test_a_store_that_the_office_does_not_have(authority):
    with pytest.raises(NoSuchKey):
        SigningRoom(KeyStores({}), trust_in(authority), [], SystemClock()).sign(
            Work(letter(), "sig"), KeyReference("csc", "director"), Secret(), DIRECTOR, Level.B
        )


def test_a_secret_is_never_shown():
    assert "135790" not in repr(Secret(otp="135790", pin="135790"))
