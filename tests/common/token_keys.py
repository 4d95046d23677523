"""อุปกรณ์เก็บกุญแจทดสอบ (a token for tests): SoftHSM with keys of the test authority in it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives import serialization
from pkcs11 import Attribute, ObjectClass
from pkcs11.util import ec

from tests.common.authority import Authority

PIN, LABEL = "471147", "saraban-test"
MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")


def token_with(authority: Authority, directory: Path, *labels: str) -> None:
    """Make a token and put keys and certificates into it; the process is told where its files are."""
    (directory / "tokens").mkdir(parents=True)
    config = directory / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {directory / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(config)
    command = ["softhsm2-util", "--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "815815"]
    subprocess.run(command, check=True, capture_output=True)
    token = pkcs11.lib(str(MODULE)).get_token(token_label=LABEL)
    with token.open(user_pin=PIN, rw=True) as session:
        for label in labels:
            _put(session, authority, label)
        for label in ("ca", "root"):
            _put_certificate(session, authority, label)


def _put(session: pkcs11.Session, authority: Authority, label: str) -> None:
    key = serialization.load_der_private_key(authority.key(label).dump(), None)
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    session.create_object(
        {
            **ec.decode_ec_private_key(plain),
            Attribute.LABEL: label,
            Attribute.ID: label.encode(),
            Attribute.TOKEN: True,
            Attribute.SIGN: True,
            Attribute.PRIVATE: True,
        }
    )
    _put_certificate(session, authority, label)


def _put_certificate(session: pkcs11.Session, authority: Authority, label: str) -> None:
    certificate = authority.certificate(label)
    session.create_object(
        {
            Attribute.CLASS: ObjectClass.CERTIFICATE,
            Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
            Attribute.TOKEN: True,
            Attribute.LABEL: label,
            Attribute.ID: label.encode(),
            Attribute.SUBJECT: certificate.subject.dump(),
            Attribute.VALUE: certificate.dump(),
        }
    )
