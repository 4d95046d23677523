"""ประตู (doors): the same bad input by a person at a page and by a program at the API; what comes back, to be judged."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.common.api import Api
from tests.common.people import Person
from tests.functional.bad_inputs.forms import Form, form_with
from tests.functional.bad_inputs.store import Whole

THAI = re.compile(r"[ก-๙]")
#: Three words of English in a row, but for codes and names of files.
ENGLISH = re.compile(r"(?:(?<![\w.:/-])[A-Za-z]{2,} +){2}[A-Za-z]{2,}")
#: What a message repeats of what was sent, or names in Thai on purpose: not words of the message's own language.
QUOTED = re.compile(r"“[^”]*”|ลับมาก|ลับ|\([ก-๙]+\)|/ลส|/ลม|/ล|\d+ [ก-๙. ]+\d+|[๐-๙/]+")
CLERK = "u-d54-clerk"
#: Where a page says what went wrong.
STARTS = (
    '<div class="notice danger"',
    '<div class="question"',
    '<div class="error-page"',
    '<p class="note warning"',
    '<ol class="list bad-rows"',
)


@dataclass(frozen=True)
class Answer:
    """คำตอบ: its status, what it says to the reader, and what stands in the form that came back."""

    status: int
    said: str
    text: str = ""
    form: str = ""
    slug: str = ""
    location: str = ""

    def kept(self) -> Mapping[str, str]:
        """What stands in the form that came back."""
        found = form_with(self.text, self.form)
        return {} if found is None else found.values


class Known(Person):
    """Somebody whose account may be open already, for the API."""

    def __init__(self, web: Any, name: str) -> None:
        self.web, self.name = web, name
        if name not in web.phones:
            web.open_account(name)
        self.browser = web.sign_in(name)


@dataclass
class World:
    """สำนักงานเดียวของทุกกรณี: the office, its API, and people who are signed in already."""

    api: Api
    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    forms: dict[tuple[str, str, str], Form] = field(default_factory=dict)
    store: Whole | None = None

    @property
    def office(self) -> Any:
        """The office that is compared."""
        return self.api.web.office

    def person(self, name: str = CLERK) -> Person:
        """Somebody at a browser."""
        if name not in self.people:
            self.people[name] = Known(self.api.web, name)
        return self.people[name]

    def form(self, by: str, address: str, mark: str) -> Form:
        """A form as somebody has it open."""
        key = (by, address, mark)
        if key not in self.forms:
            found = form_with(self.person(by).get(address).text, mark)
            assert found is not None, f"no form with {mark} on {address}"
            self.forms[key] = found
        return self.forms[key]


def speak(person: Person, language: str) -> None:
    """Choose the language of the pages, as the button on top does."""
    person.browser.set_cookie("lang", language)


def page_answer(answer: Any, form: str = "") -> Answer:
    """Read the page that came: the summary above the form, or the message of an error page."""
    kind, to = answer.content_type, str(answer.location or "")
    if kind != "text/html":
        return Answer(answer.status_int, answer.text if kind == "text/plain" else "", location=to)
    return Answer(answer.status_int, message_of(answer.text), answer.text, form, location=to)


def message_of(text: str) -> str:
    """What a page says went wrong: summary, questions, error page, notes."""
    found = [
        part for start in STARTS for part in re.findall(rf"{start}[^>]*>(.*?)</(?:div|form|main)>", text, re.DOTALL)
    ]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", " ".join(found)).split()))


def send_form(
    world: World,
    address: str,
    form: str,
    fields: Mapping[str, str],
    *,
    language: str = "en",
    files: Sequence[tuple[str, str, bytes]] = (),
    by: str = CLERK,
    to: str = "",
    fresh: bool = False,
) -> Answer:
    """Open a page, fill in its form whatever its fields take, and send it; ``fresh`` = it may go through."""
    if fresh:
        world.forms.pop((by, address, form), None)
    person = world.person(by)
    speak(person, language)
    filled = [(n, v) for n, v in world.form(by, address, form).fields if n not in fields]
    kind, body = person.browser.encode_multipart([*filled, *fields.items()], list(files))
    return page_answer(post_raw(person, to or address, body, kind), form)


def post_raw(person: Person, address: str, body: bytes, kind: str, **headers: str) -> Any:
    """Send bytes as they are."""
    return person.browser.request(
        address, method="POST", body=body, content_type=kind, headers=headers, expect_errors=True
    )


def call(world: World, method: str, path: str, body: Any = None, *, language: str = "en", **details: Any) -> Answer:
    """Call the API; the answer is held to the served document."""
    if not details.get("token") and "by" not in details:
        details["by"] = CLERK
    reply = world.api.call(method, path, body, status=details.pop("status", ANY), Accept_Language=language, **details)
    problem = reply.json if isinstance(reply.json, dict) else {}
    said = problem.get("detail", "")
    if problem.get("questions"):
        said += " " + " ".join(q[f"message_{language}"] for q in problem["questions"])
    assert not problem.get("detail_th") or problem["detail"] == problem[f"detail_{language}"]
    return Answer(reply.status, said, reply.body.decode("utf-8", "replace"), slug=problem.get("slug", ""))


def is_said_in(language: str, message: str, names: Sequence[str] = ()) -> bool:
    """Is the message written in this language, whatever it repeats of what was typed, and names?"""
    for name in names:
        message = message.replace(name, "")
    own = QUOTED.sub("", message)
    if language == "th" and ENGLISH.search(own):
        return False
    if "*" in names:  # what is at fault is told by a list of names
        return bool(re.search("[a-z]{3}" if language == "en" else THAI, own))
    return bool(THAI.search(own)) if language == "th" else bool(re.search("[a-z]{3}", own)) and not THAI.search(own)


class _Any:
    """Every status: the case says which."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


ANY: Any = _Any()
