"""ถ้อยคำของสรุปประจำวัน (the words of the digest): in Thai, as text and as HTML; passcodes hidden, no bodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from pyramid.i18n import make_localizer

import saraban
from saraban.core.digests import DigestLine, DigestPart
from saraban.core.i18n import _
from saraban.thai.dates import format_date
from saraban.thai.digits import to_thai
from saraban.thai.masking import mask

LOCALES = Path(saraban.__file__).parent / "locales"
LINE_LENGTH = 300


@cache
def _thai() -> Any:
    return make_localizer("th", [str(LOCALES)])


def say(message: Any) -> str:
    """A message in Thai, a text as it is; on one line, passcodes hidden."""
    words = _thai().translate(message) if hasattr(message, "domain") else str(message)
    return mask(" ".join(words.split()))[:LINE_LENGTH]


def subject_of(parts: Sequence[DigestPart], today: date) -> str:
    """What stands in the list of a mailbox: the day, and how much there is; no subjects of letters."""
    counts = " · ".join(f"{say(p.title)} {to_thai(str(len(p.lines) + p.more))}" for p in parts)
    return say(_("Daily digest of ${day}: ${counts}", mapping={"day": format_date(today), "counts": counts}))


def in_text(name: str, parts: Iterable[DigestPart], address: str, stop: str) -> str:
    """The digest as plain text."""
    rows = [say(_("To ${name}", mapping={"name": name})), ""]
    for part in parts:
        rows.append(say(part.title))
        for line in part.lines:
            rows += [f"- {_words(line)}", *([f"  {address}{line.path}"] if line.path else [])]
        rows += [f"- {_more(part)}"] if part.more else []
        rows.append("")
    rows += ["-- ", say(_STOP), stop, ""]
    return "\n".join(rows)


def in_html(name: str, parts: Iterable[DigestPart], address: str, stop: str) -> str:
    """The same as HTML, with nothing in it that is fetched from anywhere."""
    rows = [f"<p>{escape(say(_('To ${name}', mapping={'name': name})))}</p>"]
    for part in parts:
        rows.append(f"<h2>{escape(say(part.title))}</h2><ul>")
        for line in part.lines:
            words, note = escape(say(line.text)), f" <small>{escape(say(line.note))}</small>" if line.note else ""
            linked = f'<a href="{escape(address + line.path)}">{words}</a>' if line.path else words
            rows.append(f"<li>{linked}{note}</li>")
        rows.append(f"<li>{escape(_more(part))}</li></ul>" if part.more else "</ul>")
    rows.append(f'<hr><p><small>{escape(say(_STOP))} <a href="{escape(stop)}">{escape(stop)}</a></small></p>')
    return f'<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"></head><body>{"".join(rows)}</body></html>'


_STOP = _("The system sends this once a day to those who want it. Do not answer. Change or stop it here:")


def _words(line: DigestLine) -> str:
    return f"{say(line.text)} ({say(line.note)})" if line.note else say(line.text)


def _more(part: DigestPart) -> str:
    return say(_("and ${n} more", mapping={"n": to_thai(str(part.more))}))
