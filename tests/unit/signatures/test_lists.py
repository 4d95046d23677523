"""บัญชีเพิกถอน: taken is only what the authority itself signed, of now, and no older than what is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from saraban.signatures import lists
from saraban.signatures.lists import ListRefused, authority_key, read_again, read_list

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
DAY = timedelta(days=1)
NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ผู้ออกใบรับรอง")])


def authority(*, signs_lists=True):
    """A key and its own certificate; each call makes another key of the same name."""
    key = ec.generate_private_key(ec.SECP256R1())
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=signs_lists, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = x509.CertificateBuilder(NAME, NAME, key.public_key(), 7, NOW - 99 * DAY, NOW + 99 * DAY)
    made = made.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    return key, asn1.Certificate.load(made.public_bytes(Encoding.DER))


@pytest.fixture(scope="module")
def own():
    return authority()


def made(key, *, issued=NOW - DAY, until=NOW + DAY, number=1, more=(), algorithm=None):
    given = x509.CertificateRevocationListBuilder(NAME, issued, until).add_extension(x509.CRLNumber(number), False)
    for one in more:
        given = given.add_extension(one, True)
    return given.sign(key, algorithm or hashes.SHA256()).public_bytes(Encoding.DER)


def refused(content, issuer, now=NOW, newest=None):
    with pytest.raises(ListRefused) as told:
        read_list(content, issuer, now, newest)
    return told.value.why


class TestTaken:
    def test_its_own_of_now(self, own):
        key, issuer = own
        content = made(key, number=17)
        read = read_list(content, issuer, NOW)
        assert (read.content, read.issued, read.until, read.number) == (content, NOW - DAY, NOW + DAY, 17)
        assert read_again(content) == read

    def test_in_pem_it_is_the_same(self, own):
        key, issuer = own
        content = made(key)
        pem = x509.load_der_x509_crl(content).public_bytes(Encoding.PEM)
        assert read_list(pem, issuer, NOW).content == content

    def test_the_newest_once_more_and_a_newer_one(self, own):
        key, issuer = own
        newest = read_list(made(key), issuer, NOW)
        assert read_list(newest.content, issuer, NOW, newest) == newest
        assert made(key) != newest.content  # signed anew
        assert read_list(made(key), issuer, NOW, newest) == newest
        assert read_list(made(key, issued=NOW, number=2), issuer, NOW, newest).number == 2

    def test_a_clock_that_is_a_little_ahead(self, own):
        key, issuer = own
        assert read_list(made(key, issued=NOW + timedelta(minutes=2)), issuer, NOW)


class TestRefused:
    def test_of_a_rogue_authority_of_the_same_name(self, own):
        assert refused(made(authority()[0]), own[1]) == "not-theirs"

    def test_of_an_authority_that_may_sign_no_lists(self):
        key, issuer = authority(signs_lists=False)
        assert refused(made(key), issuer) == "not-theirs"

    def test_one_that_was_tampered_with(self, own):
        key, issuer = own
        content = made(key)
        at = content.index(x509.load_der_x509_crl(content).tbs_certlist_bytes) + 60
        assert refused(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :], issuer) in {
            "not-theirs",
            "unreadable",
        }
        assert refused(content[:-1] + bytes([content[-1] ^ 1]), issuer) in {"not-theirs", "unreadable"}

    def test_an_old_one_again(self, own):
        key, issuer = own
        newest = read_list(made(key, issued=NOW - DAY, number=9), issuer, NOW)
        assert refused(made(key, issued=NOW - 2 * DAY, number=8), issuer, newest=newest) == "older"
        assert refused(made(key, issued=NOW, number=8), issuer, newest=newest) == "older"
        assert refused(made(key, issued=NOW - DAY, number=9, until=NOW + 2 * DAY), issuer, newest=newest) == "older"

    def test_one_whose_time_is_over(self, own):
        key, issuer = own
        assert refused(made(key, issued=NOW - 9 * DAY, until=NOW - DAY), issuer) == "stale"
        assert refused(made(key, issued=NOW + 98 * DAY, until=NOW + 198 * DAY), issuer, NOW + 100 * DAY) == "stale"

    def test_one_of_the_future(self, own):
        key, issuer = own
        assert refused(made(key, issued=NOW + DAY, until=NOW + 2 * DAY), issuer) == "future"

    def test_a_huge_one_is_not_even_read(self, own, monkeypatch):
        monkeypatch.setattr(lists, "MOST_BYTES", 100)
        assert refused(made(own[0]), own[1]) == "too-large"

    def test_parts_of_one(self, own):
        key, issuer = own
        assert refused(made(key, more=[x509.DeltaCRLIndicator(1)]), issuer) == "partial"
        scope = x509.IssuingDistributionPoint(None, None, False, False, None, True, False)
        assert refused(made(key, more=[scope]), issuer) == "partial"

    @pytest.mark.parametrize("content", [b"", b"<html>", b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"])
    def test_what_is_none(self, own, content):
        assert refused(content, own[1]) == "unreadable"


def test_an_authority_is_its_name_with_its_key(own):
    other = authority()[1]
    assert authority_key(own[1]) == authority_key(asn1.Certificate.load(own[1].dump()))
    assert authority_key(own[1]) != authority_key(other)
