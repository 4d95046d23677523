"""ผู้ส่งที่ไม่มีสิทธิส่ง (bad callers): without a token, with another's, too late, too early, twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from saraban.auth.service import issue_token
from tests.functional.bad_inputs.doors import CLERK, Answer, World, call, page_answer, post_raw, speak
from tests.functional.bad_inputs.letters import ADDRESS, PATH
from tests.functional.bad_inputs.requests import FORM, row
from tests.functional.bad_inputs.table import Try

ACTING, OTHER = "u-d54-adm-act", "u-d54-edu-clerk"
LETTER = {"subject": "ข้อความที่พิมพ์ไว้"}
KEPT = {"subject": LETTER["subject"]}
AGAIN = "Nothing was saved"


def posted(world: World, language: str, token: str, *, by: str = CLERK, to: str = ADDRESS, **headers: str) -> Answer:
    """A letter sent with this token of the form."""
    person = world.person(by)
    speak(person, language)
    body = person.browser.encode_multipart([*LETTER.items(), ("csrf_token", token)], [])
    return page_answer(post_raw(person, to, body[1], body[0], **headers), "again")


def token_of(world: World, by: str, at: str = ADDRESS, form: str = "receive") -> str:
    """The token of somebody's form."""
    return world.form(by, at, form).values["csrf_token"]


@contextmanager
def later(world: World, *, real: timedelta = timedelta(), office: timedelta = timedelta()) -> Iterator[None]:
    """Another time, and back."""
    clock = world.office.clock
    clock.real, clock.office = clock.real + real, clock.office + office
    try:
        yield
    finally:
        clock.real, clock.office = clock.real - real, clock.office - office


def without_token(world: World, language: str) -> Answer:
    """As a form of another site sends it."""
    return posted(world, language, "")


def token_of_another(world: World, language: str) -> Answer:
    """The token of the session of somebody else."""
    return posted(world, language, token_of(world, OTHER, "/receive/d54-edu"))


def from_another_site(world: World, language: str) -> Answer:
    """With the right token, and the mark of a browser that it comes from elsewhere."""
    return posted(world, language, token_of(world, CLERK), Origin="https://elsewhere.example")


def session_over(world: World, language: str) -> Answer:
    """The form was open for eleven hours."""
    token = token_of(world, CLERK)
    with later(world, real=timedelta(hours=11)):
        return posted(world, language, token)


def grant(world: World) -> str:
    """The key of a post that is acted for."""
    return next(p["key"] for p in world.api.get("/me", by=ACTING)["posts"] if p["acting"])


def acting_at(**office: float) -> Try:
    """A form of the post acted for, sent when the grant does not hold."""

    def go(world: World, language: str) -> Answer:
        token = token_of(world, ACTING, "/drafts/new", "draft")
        with later(world, office=timedelta(**office)):
            return posted(world, language, token, by=ACTING, to="/drafts/new")

    return go


def acting_call(**office: float) -> Try:
    """The same at the API."""

    def go(world: World, language: str) -> Answer:
        post = grant(world)
        body = {"unit": "d54-admin", "subject": "ก"}
        with later(world, office=timedelta(**office)):
            return call(world, "POST", "/letters", body, language=language, by=ACTING, Saraban_Post=post)

    return go


def with_header(text: str) -> Try:
    """With this ``Authorization``."""
    return lambda world, lang: call(world, "POST", PATH, LETTER, language=lang, by="", Authorization=text)


def with_token(*scopes: str, days: int = 30, after: int = 0) -> Try:
    """With a token of these scopes, used after so many days."""

    def go(world: World, language: str) -> Answer:
        name = f"{scopes} {days}"
        with later(world, real=timedelta(days=after)):
            return call(world, "POST", PATH, LETTER, language=language, by="", token=world.things[name])

    return go


def make_tokens(world: World) -> None:
    """Tokens, and the post that is acted for, before anything is compared."""
    world.person(ACTING).act_as(grant(world))
    with world.office.desk() as desk:
        for scopes, days in ((("read",), 30), (("read", "write"), 1)):
            world.things[f"{scopes} {days}"] = issue_token(desk, CLERK, scopes, days)
        desk.tm.commit()


def other_post(world: World, language: str) -> Answer:
    """The post of somebody else."""
    person = world.person()
    speak(person, language)
    token = token_of(world, CLERK).encode()
    return page_answer(post_raw(person, "/me/post", b"post=d54.director&back=/&csrf_token=" + token, FORM))


def other_post_called(world: World, language: str) -> Answer:
    """The same at the API."""
    return call(world, "POST", PATH, LETTER, language=language, Saraban_Post="d54.director")


CALLERS: list[Any] = [
    row(
        "without the token of the form",
        (without_token, 400, AGAIN),
        (with_header(""), 401, "bearer token"),
        names=(LETTER["subject"],),
        kept=KEPT,
    ),
    row(
        "with the token of another session",
        (token_of_another, 400, AGAIN),
        (with_header("Bearer made-up"), 401, "Ask for a new one"),
        names=(LETTER["subject"],),
        kept=KEPT,
    ),
    row(
        "from another site",
        (from_another_site, 400, AGAIN),
        (with_header("Basic dTpw"), 401, "bearer tokens only"),
        names=(LETTER["subject"],),
        kept=KEPT,
    ),
    row(
        "after the session is over",
        (session_over, 400, AGAIN),
        (with_token("read", "write", days=1, after=2), 401, "Ask for a new one"),
        names=(LETTER["subject"],),
        kept=KEPT,
    ),
    row(
        "with a token that only reads",
        None,
        (with_token("read"), 403, "It needs the scope write"),
        "sessions always write",
    ),
    row(
        "acting after the grant has ended",
        (acting_at(days=30), 400, "The acting grant has ended"),
        (acting_call(days=30), 403, "Choose one of your posts"),
        names=(LETTER["subject"], "นางสาวสมมติ รักษาการตัวอย่าง", "หัวหน้าฝ่ายปกครอง สำนักงานเขตหนองจอก"),
        kept=KEPT,
    ),
    row(
        "acting before the grant begins",
        (acting_at(days=-2), 400, AGAIN),
        (acting_call(days=-2), 403, "Choose one of your posts"),
        names=(LETTER["subject"],),
        kept=KEPT,
    ),
    row(
        "in the post of somebody else",
        (other_post, 403, "Choose one of your posts"),
        (
            lambda w, lang: call(w, "POST", PATH, LETTER, language=lang, Saraban_Post="d54.director"),
            403,
            "Choose one of your posts",
        ),
    ),
]
