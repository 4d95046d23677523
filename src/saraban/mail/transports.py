"""ทางส่งจดหมาย (transports): a mail server, a directory of files for trying things out, or nothing at all."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from saraban.core.ids import id_text, new_id
from saraban.core.settings import MailSettings

SECONDS = 30
PERMANENT = 500


class MailRefused(Exception):
    """ปลายทางไม่รับ: the server refuses this letter for good; sending it again is of no use."""


class MailDelayed(Exception):
    """ส่งยังไม่ได้: this letter cannot be sent now; ``everything`` when the server takes none at all."""

    def __init__(self, why: str, *, everything: bool = False) -> None:
        super().__init__(why)
        self.everything = everything


class Line(Protocol):
    """สายที่ต่ออยู่: an open line to where letters go."""

    def send(self, message: EmailMessage) -> None:
        """Send one letter; raises ``MailRefused`` or ``MailDelayed``."""


class FileLine:
    """แฟ้มแทนการส่ง: each letter becomes a file, which mail programs open."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def send(self, message: EmailMessage) -> None:
        try:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            place = self.directory / f"{id_text(new_id())}.eml"
            with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(message.as_bytes())
        except OSError as error:
            raise MailDelayed(type(error).__name__, everything=True) from error


class SmtpLine:
    """สายถึงเครื่องให้บริการจดหมาย: one connection for many letters."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self.server = server

    def send(self, message: EmailMessage) -> None:
        try:
            self.server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _text in error.recipients.values()]
            self._refuse(max(codes, default=PERMANENT), error)
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            self._refuse(error.smtp_code, error)
        except (smtplib.SMTPException, OSError) as error:
            raise MailDelayed(type(error).__name__, everything=True) from error

    def _refuse(self, code: int, error: Exception) -> None:
        # The words of the server may repeat the address: only the code is kept.
        if code >= PERMANENT:
            raise MailRefused(f"SMTP {code}") from error
        raise MailDelayed(f"SMTP {code}") from error


@contextmanager
def open_line(settings: MailSettings) -> Iterator[Line]:
    """ต่อสาย to where the settings say; raises ``MailDelayed`` when nobody answers or lets us in."""
    if settings.transport == "file":
        yield FileLine(settings.directory)
        return
    try:
        server = _connect(settings)
    except (smtplib.SMTPException, OSError, UnicodeError) as error:  # a password that the protocol cannot say
        raise MailDelayed(type(error).__name__, everything=True) from error
    try:
        yield SmtpLine(server)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()


def _connect(settings: MailSettings) -> smtplib.SMTP:
    """A connection, encrypted before anything is said unless the settings say ``none``."""
    ca = os.fspath(settings.ca_file) if settings.ca_file else None
    if settings.security == "tls":
        context = ssl.create_default_context(cafile=ca)
        server: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, settings.port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=SECONDS)
    try:
        if settings.security == "starttls":
            server.starttls(context=ssl.create_default_context(cafile=ca))
        if settings.user and settings.password_file:
            server.login(settings.user, settings.password_file.read_text(encoding="utf-8").strip())
    except BaseException:
        server.close()
        raise
    return server
