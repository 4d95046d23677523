"""A certificate belongs to a person by number or e-mail, never by name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from saraban.signatures.identity import Identity, belongs_to, fingerprint, marks_of

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def certificate(number="", emails=(), subject_email=""):
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.NameAttribute(NameOID.COMMON_NAME, "นางสาวใบบัว ตัวอย่าง")]
    names += [x509.NameAttribute(NameOID.SERIAL_NUMBER, number)] if number else []
    names += [x509.NameAttribute(NameOID.EMAIL_ADDRESS, subject_email)] if subject_email else []
    builder = x509.CertificateBuilder().subject_name(x509.Name(names)).issuer_name(x509.Name(names))
    builder = builder.public_key(key.public_key()).serial_number(1)
    builder = builder.not_valid_before(NOW).not_valid_after(NOW + timedelta(days=1))
    if emails:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.RFC822Name(e) for e in emails]), critical=False
        )
    return asn1.Certificate.load(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER))


@pytest.mark.parametrize(
    ("made", "who", "fits"),
    [
        (certificate(number="100-1"), Identity("100-1"), True),
        (certificate(number="100-1"), Identity("100-2"), False),
        (certificate(number="100-1", emails=["a@x.example"]), Identity("100-2", "a@x.example"), False),
        (certificate(emails=["a@x.example"]), Identity("100-1", "a@x.example"), False),
        (certificate(emails=["A@X.example"]), Identity(email="a@x.EXAMPLE "), True),
        (certificate(subject_email="a@x.example"), Identity(email="a@x.example"), True),
        (certificate(emails=["a@x.example"]), Identity(email="b@x.example"), False),
        (certificate(number="100-1"), Identity(), False),
        (certificate(), Identity(email=""), False),
    ],
)
def test_whose_it_is(made, who, fits):
    assert belongs_to(made, who) is fits


def test_what_a_certificate_says():
    made = certificate("100-1", ["A@x.example", "b@x.example"], "a@x.example")
    marks = marks_of(made)
    assert (marks.name, marks.number) == ("นางสาวใบบัว ตัวอย่าง", "100-1")
    assert marks.emails == ("a@x.example", "b@x.example")
    assert marks.fingerprint == fingerprint(made)
