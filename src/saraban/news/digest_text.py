"""ถ้อยคำของสรุปประจำวัน (the words of the digest): as text and as HTML, in the person's language; no bodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from saraban.core.digests import DigestLine, DigestPart
from saraban.core.i18n import _
from saraban.news.wording import Wording


@dataclass(frozen=True)
class Ways:
    """ทางไป: where the system is, where wishes are changed, and where the digest is stopped without signing in."""

    address: str
    settings: str
    stop: str


def subject_of(words: Wording, parts: Sequence[DigestPart], today: date) -> str:
    """What stands in the list of a mailbox: the day, and how much there is; no subjects of letters."""
    counts = " · ".join(f"{words.say(p.title)} {words.digits(len(p.lines) + p.more)}" for p in parts)
    return words.say(_("Daily digest of ${day}: ${counts}", mapping={"day": words.day(today), "counts": counts}))


def in_text(words: Wording, name: str, parts: Iterable[DigestPart], ways: Ways) -> str:
    """The digest as plain text."""
    rows = [words.say(_("To ${name}", mapping={"name": name})), ""]
    for part in parts:
        rows.append(words.say(part.title))
        for line in part.lines:
            rows += [f"- {_line(words, line)}", *([f"  {ways.address}{line.path}"] if line.path else [])]
        rows += [f"- {_more(words, part)}"] if part.more else []
        rows.append("")
    rows += ["-- ", words.say(_CHANGE), ways.settings, words.say(_STOP), ways.stop, ""]
    return "\n".join(rows)


def in_html(words: Wording, name: str, parts: Iterable[DigestPart], ways: Ways) -> str:
    """The same as HTML, with nothing in it that is fetched from anywhere."""
    rows = [f"<p>{escape(words.say(_('To ${name}', mapping={'name': name})))}</p>"]
    for part in parts:
        rows.append(f"<h2>{escape(words.say(part.title))}</h2><ul>")
        for line in part.lines:
            text = escape(words.say(line.text))
            note = f" <small>{escape(words.say(line.note))}</small>" if line.note else ""
            linked = f'<a href="{escape(ways.address + line.path)}">{text}</a>' if line.path else text
            rows.append(f"<li>{linked}{note}</li>")
        rows.append(f"<li>{escape(_more(words, part))}</li></ul>" if part.more else "</ul>")
    below = f"{_linked(words, _CHANGE, ways.settings)}<br>{_linked(words, _STOP, ways.stop)}"
    rows.append(f"<hr><p><small>{below}</small></p>")
    head = f'<!DOCTYPE html><html lang="{words.language}"><head><meta charset="utf-8"></head><body>'
    return f"{head}{''.join(rows)}</body></html>"


_CHANGE = _("The system sends this once a day to those who want it. Do not answer. Change it here:")
_STOP = _("Stop it without signing in:")


def _linked(words: Wording, message: str, address: str) -> str:
    return f'{escape(words.say(message))} <a href="{escape(address)}">{escape(address)}</a>'


def _line(words: Wording, line: DigestLine) -> str:
    text = words.say(line.text)
    return f"{text} ({words.say(line.note)})" if line.note else text


def _more(words: Wording, part: DigestPart) -> str:
    return words.say(_("and ${n} more", mapping={"n": words.digits(part.more)}))
