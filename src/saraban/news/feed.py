"""ฟีดหนังสือเวียน (the feed of circulars): Atom (RFC 4287) of what one reader may see at this moment; no bodies."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from saraban.agencies.service import agencies_of
from saraban.circulars.board import BoardRow, board
from saraban.core.i18n import _
from saraban.news.service import address_made, wording_of
from saraban.news.wording import THAI, Wording
from saraban.people.actor import Actor

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
_BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
register_namespace("", ATOM)


def circulars_feed(root: Any, reader: Actor, *, today: date, host: str) -> bytes:
    """ฟีด of the newest circulars. The same board gives the same bytes, which the ETag of the answer stands on."""
    rows = board(root, reader, today=today, limit=MOST, pins=False).rows
    store, words = root.info.store_id, wording_of(root, reader.person)
    feed = Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": words.language})
    _add(feed, "id", f"urn:saraban:{store}:circulars")
    _add(feed, "title", words.say(_("Circulars")))
    changed = [row.posting.published_at for row in rows]
    _add(
        feed, "updated", _instant(max([*changed, address_made(root, reader.person) or datetime.fromtimestamp(0, UTC)]))
    )
    _add(feed, "author", name=words.say(_("Electronic correspondence system")))
    SubElement(feed, f"{{{ATOM}}}link", {"rel": "alternate", "type": "text/html", "href": f"{host}/circulars"})
    for row in rows:
        _entry(feed, root, words, row, host, store)
    return tostring(feed, encoding="utf-8", xml_declaration=True)


def _entry(feed: Element, root: Any, words: Wording, row: BoardRow, host: str, store: str) -> None:
    entry, letter, posting = SubElement(feed, f"{{{ATOM}}}entry"), row.letter, row.posting
    unit = agencies_of(root).by_code.get(posting.unit)
    sender = letter.from_text or (unit.title if unit is not None else posting.unit)
    _add(entry, "id", f"urn:saraban:{store}:circular:{posting.id}")
    _add(entry, "title", _seen(letter.subject))
    _add(entry, "published", _instant(posting.published_at))
    _add(entry, "updated", _instant(posting.published_at))
    _add(entry, "author", name=_seen(sender))
    _add(entry, "summary", _seen(" · ".join(w for w in (sender, words.digits(letter.number)) if w)))
    SubElement(entry, f"{{{ATOM}}}link", {"rel": "alternate", "type": "text/html", "href": f"{host}/l/{letter.key}"})


def _add(above: Element, tag: str, text: str = "", *, name: str = "") -> None:
    element = SubElement(above, f"{{{ATOM}}}{tag}")
    if name:
        SubElement(element, f"{{{ATOM}}}name").text = name
    else:
        element.text = text


def _seen(text: str) -> str:
    """Passcodes hidden, and no sign that XML cannot carry."""
    return THAI.say("".join(c for c in text if c.isprintable() or c.isspace()))


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
