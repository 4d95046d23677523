"""คำเรียกส่วนของตารางชนิดหนังสือ (words of the table of kinds): its places and values as people call them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from saraban.agencies.service import UNIT_KINDS
from saraban.core.i18n import _
from saraban.registers.books import SERIES
from saraban.ui.admin.presenters import KINDS_EN
from saraban.ui.admin.style_words import place_shown

SIGNING_WORDS = {
    "signature": _("signature"),
    "initials": _("initials beside the seal"),
    "none": _("no signature is printed"),
}
LEVEL_WORDS = {
    "section-9": _("section 9: typed name with a one-time password"),
    "section-26": _("section 26: reliable signature"),
    "section-28": _("sections 26 and 28: with a certificate"),
}
PAPER_WORDS = {"garuda": _("paper with the garuda"), "memo": _("memo paper"), "plain": _("plain paper")}
TYPE_WORDS = {
    "line": _("one line"),
    "text": _("several lines"),
    "day": _("a day"),
    "time": _("a time of day"),
    "number": _("a number"),
}
PLACE_WORDS = {
    "inside": _("written here"),
    "reference": _("written here, with the number of the project"),
    "outside": _("in the procurement system"),
}
GROUPS = {
    "kinds": _("Kinds of letters"),
    "subkinds": _("Sub-kinds"),
    "fields": _("Fields"),
    "signers": _("Places of several who sign"),
    "classes": _("Addressees"),
    "procurement": _("Procurement matters"),
}
MEMBERS = {
    "title": _("Name in Thai"),
    "title_en": _("Name in English"),
    "heading": _("Heading as printed"),
    "opening": _("Words that a new text begins with"),
    "series": _("Numbered in the book"),
    "signing": _("Signed with"),
    "level": _("Weakest signature that is accepted"),
    "paper": _("Paper"),
    "garuda": _("Height of the garuda in centimetres"),
    "circular": _("May be a circular with ว"),
    "closing": _("Closing"),
    "open": _("In use"),
    "unit_kinds": _("Issued by kinds of units"),
    "issuers": _("Named as the issuer"),
    "owners": _("Named at the head as the owner"),
    "note": _("Note for administrators"),
    "key": _("Key"),
    "name": _("Name of the field"),
    "layout": _("Layout"),
    "form": _("Number of the form"),
    "clause": _("Clause of the regulation"),
    "label": _("Label as printed"),
    "must": _("Must be there"),
    "type": _("What is typed"),
    "printed": _("It is printed"),
    "least": _("Least number"),
    "anyone": _("Whoever drafts may sign first"),
    "salutation": _("Salutation"),
    "free": _("The words are typed each time"),
    "place": _("Where it is done"),
}
#: What a field is called that is printed without a label.
FIELDS = {
    "number": _("Number"),
    "owner": _("Owner of the letter"),
    "issuer": _("Issuer"),
    "date": _("Date"),
    "to": _("Addressee"),
    "body": _("Text"),
    "signature": _("Signature"),
    "seal": _("Seal"),
}
_WORDS: dict[str, dict[str, Any]] = {
    "signing": SIGNING_WORDS, "level": LEVEL_WORDS, "paper": PAPER_WORDS, "type": TYPE_WORDS, "place": PLACE_WORDS,
    "series": SERIES,
}  # fmt: skip


class KindWords:
    """The words for places and values of two versions of the table, in the language of who reads them."""

    def __init__(self, say: Callable[[Any], str], tables: tuple[Any, Any], *, thai: bool) -> None:
        self.say = say
        self.tables = tables
        self.thai = thai

    def place(self, place: str) -> str:
        """``kinds.memo.fields.subject.must`` as บันทึกข้อความ › เรื่อง › ต้องมี."""
        style = place_shown(place)
        if style:
            return self.say(style)
        words, parts, rows = [], place.split("."), list(self.tables)
        while parts:
            name, *parts = parts
            if name in GROUPS and parts:
                key, *parts = parts
                if key == "*" or name in {"classes", "procurement"}:
                    words.append(self.say(GROUPS[name]))
                rows = [_row(row, name, key) for row in rows]
                words += [self._title(name, key, rows)] if key != "*" else []
            else:
                words.append(self._member(name, place))
        return " › ".join(words)

    def value(self, place: str, value: str) -> str:
        """``section-9`` in words; the rows of a list by their names; anything else as it is written."""
        above, _dot, name = place.rpartition(".")
        if name == "*":
            found = [self._named(f"{above}.{key}") for key in value.split(", ") if key]
            return ", ".join(found)
        if name in {"unit_kinds", "issuers", "owners"}:
            kinds: dict[str, Any] = UNIT_KINDS if self.thai else KINDS_EN
            return ", ".join(self.say(kinds.get(key, key)) for key in value.split(", ") if key)
        return self.say(_WORDS.get(name, {}).get(value, value))

    def _named(self, place: str) -> str:
        return self.place(place).rpartition(" › ")[2]

    def _member(self, name: str, place: str) -> str:
        if name == "closing" and place.startswith("kinds."):
            return self.say(_("The closing is printed"))
        return self.say(_("Name of the table") if place == "title" else MEMBERS.get(name, GROUPS.get(name, name)))

    def _title(self, group: str, key: str, rows: list[Any]) -> str:
        row: Any = next((r for r in reversed(rows) if r), {})
        if group in {"fields", "signers"}:
            return str(row.get("label") or self.say(FIELDS.get(key, key)))
        if not row and key.isdecimal():
            return self.say(_("Row ${n}", mapping={"n": int(key)}))
        title = row.get("title") if self.thai else row.get("title_en")
        return str(title or row.get("title") or key)


def _row(data: Any, group: str, key: str) -> Any:
    name = "name" if group == "fields" else "key"
    return next((row for row in (data or {}).get(group, ()) if row.get(name) == key), None)
