"""แบบฟอร์มในหน้า (forms of a page) read in one pass: what a browser would send of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = list[tuple[str, str]]


@dataclass
class Form:
    """ฟอร์มหนึ่ง: its id and its fields as they stand."""

    id: str
    action: str = ""
    fields: Fields = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    @property
    def values(self) -> dict[str, str]:
        """By name; of several the last."""
        return dict(self.fields)


def form_with(text: str, mark: str) -> Form | None:
    """The form of this id, or else the first one with a field of this name that is sent."""
    reader = _Reader()
    reader.feed(text)
    posted = [form for form in reader.forms if "csrf_token" in form.names]
    by_id = [form for form in reader.forms if form.id == mark]
    return next(iter([*by_id, *(form for form in posted if mark in form.names)]), None)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.area, self.text = "", ""
        self.select, self.options = "", [("", False)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("id", ""), given.get("action", "")))
        elif tag == "option" and self.select:
            self.options.append((given.get("value", ""), "selected" in given))
        elif tag in {"input", "textarea", "select"} and self.forms and given.get("name"):
            self.forms[-1].names.add(given["name"])
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        if tag == "textarea":
            self.area, self.text = given["name"], ""
        elif tag == "select":
            self.select, self.options = given["name"], []
        elif given.get("type") in {"checkbox", "radio"}:
            if "checked" in given:
                self.forms[-1].fields.append((given["name"], given.get("value", "on")))
        elif given.get("type") not in {"submit", "file", "image", "button"}:
            self.forms[-1].fields.append((given["name"], given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            self.forms[-1].fields.append((self.area, self.text.removeprefix("\n")))
            self.area = ""
        elif tag == "select" and self.select:
            chosen = [value for value, selected in self.options if selected] or [v for v, _s in self.options[:1]]
            self.forms[-1].fields += [(self.select, value) for value in chosen]
            self.select = ""
