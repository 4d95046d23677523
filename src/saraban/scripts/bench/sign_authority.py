"""ผู้ออกใบรับรองของการวัด (an authority for the bench): root, issuing authority, signer and time stamper, all in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import crl, keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NUMBER = "100-1"


@dataclass(frozen=True)
class Party:
    """ผู้ถือกุญแจ: a key and its certificate."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def asn1(self) -> asn1.Certificate:
        """The certificate as the signing library knows it."""
        return asn1.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    @property
    def key_info(self) -> keys.PrivateKeyInfo:
        """The key as the signing library knows it."""
        der = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return keys.PrivateKeyInfo.load(der)


@dataclass(frozen=True)
class BenchAuthority:
    """ผู้ออกใบรับรอง: its parties, and the lists that say that nothing is revoked."""

    root: Party
    issuer: Party
    signer: Party
    stamper: Party
    lists: tuple[crl.CertificateList, ...]

    def pkcs12(self, password: str) -> bytes:
        """The signer's key as a file."""
        return pkcs12.serialize_key_and_certificates(
            b"signer",
            self.signer.key,
            self.signer.certificate,
            [self.issuer.certificate, self.root.certificate],
            serialization.BestAvailableEncryption(password.encode()),
        )


def make_authority() -> BenchAuthority:
    """Make all of it anew."""
    root = _party("root", None, ca=True)
    issuer = _party("issuer", root, ca=True)
    signer = _party("signer", issuer, number=NUMBER)
    stamper = _party("stamper", root, stamps=True)
    return BenchAuthority(root, issuer, signer, stamper, (_list(root), _list(issuer)))


def _party(name: str, by: Party | None, *, ca: bool = False, number: str = "", stamps: bool = False) -> Party:
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = ec.generate_private_key(ec.SECP256R1())
    if stamps:  # the library's stamper in memory signs by RSA only
        key = rsa.generate_private_key(65537, 2048)
    names = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    names += [x509.NameAttribute(NameOID.SERIAL_NUMBER, number)] if number else []
    subject = x509.Name(names)
    now = datetime.now(UTC)
    issuer_key = by.key if by else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .add_extension(_usage(ca=ca), critical=True)
    )
    if stamps:
        usage: Any = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return Party(key, builder.sign(issuer_key, hashes.SHA256()))


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def _list(by: Party) -> crl.CertificateList:
    now = datetime.now(UTC)
    made = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(by.certificate.subject)
        .last_update(now - timedelta(hours=1))
        .next_update(now + timedelta(days=1))
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key()), critical=False)
        .sign(by.key, hashes.SHA256())
    )
    return crl.CertificateList.load(made.public_bytes(serialization.Encoding.DER))
