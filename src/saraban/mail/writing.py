"""การเขียนจดหมาย (writing): headers and parts of an e-mail; what somebody typed never becomes a header of its own."""

from __future__ import annotations

import re
from datetime import datetime
from email.headerregistry import Address, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.core.ids import id_text
from saraban.mail.content import Outgoing

SENDER_NAME = "ระบบสารบรรณอิเล็กทรอนิกส์"
SUBJECT_LENGTH = 200
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])\Z")
#: What an address has nowhere; ``=?`` begins a word that mail programs decode.
_UNFIT = ("..", ".@", "=?")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


class _Whole(UniqueUnstructuredHeader):
    """A header that goes on one line: the library would encode a long address, and nobody would know it again."""

    def fold(self, *, policy: Any) -> str:
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


_OF_ADDRESSES = ":/?#[]@!$&'()*+,;=%"
_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Whole)  # type: ignore[arg-type]  # mixed in by the registry itself
_POLICY = SMTP.clone(header_factory=_HEADERS)


def checked_address(text: str) -> str:
    """One e-mail address and nothing else; raises ``Invalid``."""
    found = text.strip()
    if not _ADDRESS.match(found) or found.startswith(".") or any(part in found for part in _UNFIT):
        raise Invalid(_("This is no e-mail address."), field="email")
    return found


def one_line(text: str) -> str:
    """A text as a header may carry it: one line, nothing unseen, not too long."""
    return _UNSEEN.sub(" ", text).strip()[:SUBJECT_LENGTH]


def compose(letter: Outgoing, sender: str, now: datetime) -> EmailMessage:
    """เรียบเรียงจดหมาย: text and HTML, marked as sent by a machine; the same letter has the same Message-ID each time."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(SENDER_NAME, addr_spec=sender)
    message["To"] = Address(addr_spec=checked_address(letter.to))
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{id_text(letter.id)}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{quote(one_line(letter.unsubscribe), safe=_OF_ADDRESSES)}>"
        if letter.one_click and letter.unsubscribe.startswith("https://"):  # RFC 8058 knows no other
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(_UNSEEN_IN_TEXT.sub(" ", letter.text), charset="utf-8", cte="base64")
    if letter.html:
        message.add_alternative(_UNSEEN_IN_TEXT.sub(" ", letter.html), subtype="html", charset="utf-8", cte="base64")
    return message


_UNSEEN_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
