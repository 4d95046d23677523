"""เครื่องให้บริการจดหมายทดสอบ (a mail server for tests): a real one on a free port, that keeps what it is given."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from saraban.core.settings import MailSettings

USER, PASSWORD = "saraban", "three-cats-4711"


@dataclass
class Postbox:
    """What the server was given, what it answers, and how to reach it."""

    settings: MailSettings = field(default_factory=MailSettings)
    letters: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answer: str = "250 OK"
    recipient_answer: str = "250 OK"
    signed_in: list[str] = field(default_factory=list)
    #: what happens elsewhere between the server's answer and our note of it
    meanwhile: Callable[[], None] | None = None

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        """Take or refuse a recipient."""
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Keep a letter, where it is taken."""
        if self.answer.startswith("250"):
            self.raw.append(envelope.original_content)
            self.letters.append(message_from_bytes(envelope.original_content, policy=policy.default))
            self.recipients.extend(envelope.rcpt_tos)
            if self.meanwhile is not None:
                self.meanwhile()
        return self.answer

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        """Let the one user in."""
        ok = (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        self.signed_in += [data.login.decode()] if ok else []
        return AuthResult(success=ok, handled=False)


@contextmanager
def mail_server(directory: Path, *, secure: bool = True) -> Iterator[Postbox]:
    """A server that wants encryption and a password, or neither."""
    box = Postbox()
    directory.mkdir(parents=True, exist_ok=True)
    certificate, key = _certificate(directory)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    options = {"tls_context": context, "require_starttls": True, "authenticator": box.authenticate} if secure else {}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(
        box, hostname="127.0.0.1", port=port, auth_required=secure, auth_require_tls=True, **options
    )
    controller.start()
    password = directory / "password"
    password.write_text(f"{PASSWORD}\n", encoding="utf-8")
    box.settings = MailSettings(
        transport="smtp",
        sender="saraban@bangkok.example",
        host="127.0.0.1",
        port=port,
        security="starttls" if secure else "none",
        user=USER if secure else "",
        password_file=password if secure else None,
        ca_file=certificate,
    )
    try:
        yield box
    finally:
        controller.stop()


def _certificate(directory: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = directory / "server.crt", directory / "server.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, private
