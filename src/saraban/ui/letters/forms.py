"""แบบเกษียนและส่งต่อ (forms of the letter page): what is typed becomes the words of a service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from saraban.people.service import people_of
from saraban.ui.layout.readers import read_day
from saraban.ui.layout.targets import expanded, named_targets

NAMES = (
    "to", "verb", "text", "due", "others", "reason", "result", "folder", "without_delegate",
    "act", "writer", "written_on", "concerned", "on_sheet",
)  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """สิ่งที่พิมพ์ไว้, to be shown again as it was."""

    values: dict[str, str]
    chosen: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


def typed_in(post: Any, chosen: str) -> Typed:
    """Take the fields of a request; ``chosen`` names the checkboxes."""
    return Typed({name: str(post.get(name) or "") for name in NAMES}, tuple(post.getall(chosen)))


def empty(chosen: tuple[str, ...] = (), **values: str) -> Typed:
    """A form that nobody has filled in yet."""
    return Typed(values, chosen)


def due_day(typed: Typed) -> date | None:
    """The due date, where one is written."""
    return read_day(typed["due"], "due")


def targets(root: Any, unit: str, typed: Typed) -> tuple[str, ...]:
    """All who were chosen or named, groups expanded."""
    named = named_targets(root, unit, typed["others"], "others")
    return expanded(root, unit, tuple(dict.fromkeys((*typed.chosen, *named))))


def proposal(root: Any, typed: Typed) -> dict[str, Any]:
    """The words of a proposal; a choice of the list names the post, free text is matched by its title."""
    to = typed["to"].strip()
    post = to.removeprefix("post:") if to.startswith("post:") else ""
    title = people_of(root).posts[post].title if post and post in people_of(root).posts else to
    return {
        "to": title,
        "to_post": post,
        "verb": typed["verb"],
        "text": typed["text"],
        "due": due_day(typed),
        "without_delegate": bool(typed["without_delegate"]),
    }
