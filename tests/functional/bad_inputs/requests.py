"""คำขอที่อ่านไม่ได้ (bad requests): bodies, addresses and parameters that no form of ours sends."""

from __future__ import annotations

from typing import Any

from tests.functional.bad_inputs.doors import CLERK, Answer, World, call, page_answer, post_raw, speak
from tests.functional.bad_inputs.letters import ADDRESS, PATH
from tests.functional.bad_inputs.table import Bad, Try

FORM, MANY = "application/x-www-form-urlencoded", "multipart/form-data"
JSON_ONLY = "forms know no such thing"
BACK = "Go back and try again"


def raw(body: bytes, kind: str, *, token: bool = True) -> Try:
    """Bytes sent to the receive page, with a good token in a header or none."""

    def go(world: World, language: str) -> Answer:
        person = world.person()
        speak(person, language)
        headers = {"X-CSRF-Token": world.form(CLERK, ADDRESS, "receive").values["csrf_token"]} if token else {}
        return page_answer(post_raw(person, ADDRESS, body, kind, **headers), "receive")

    return go


def body(data: bytes, **headers: str) -> Try:
    """Bytes sent to the API."""
    return lambda world, language: call(world, "POST", PATH, data, language=language, **headers)


def looked_at(path: str) -> Try:
    """A page asked for."""

    def go(world: World, language: str) -> Answer:
        person = world.person()
        speak(person, language)
        return page_answer(person.get(path, expect_errors=True))

    return go


def asked(path: str, method: str = "GET", **details: Any) -> Try:
    """A call of the API without a body."""
    return lambda world, language: call(world, method, path, language=language, **details)


def row(
    name: str,
    page: tuple[Try, int, str] | None,
    api: tuple[Try, int, str] | None,
    only: str = "",
    *,
    names: tuple[str, ...] = (),
    kept: dict[str, str] | None = None,
) -> Bad:
    """A row of this table: at each door how it is tried, the status, what is said."""
    doors = {name: found for name, found in (("page", page), ("api", api)) if found is not None}
    return Bad(
        name,
        {door: t for door, (t, _status, _says) in doors.items()},
        {door: status for door, (_t, status, _says) in doors.items()},
        {door: says for door, (_t, _status, says) in doors.items()},
        kept or {},
        only=only,
        names=names,
    )


NOTHING = "There is nothing at this address"
REQUESTS = [
    row(
        "a form cut off",
        (raw(b"--x\r\nContent-Disp", f"{MANY}; boundary=x", token=False), 400, BACK),
        (body(b"--x\r\nContent-Disp", Content_Type=f"{MANY}; boundary=x"), 400, "cannot be read"),
    ),
    row(
        "a form without its boundary",
        (raw(b"x", MANY), 400, BACK),
        (body(b"x", Content_Type=MANY), 400, "cannot be read"),
    ),
    row(
        "text that is not UTF-8",
        (raw(b"subject=%FF%FE", FORM), 400, BACK),
        (body(b'{"subject": "\xff"}'), 400, "not UTF-8"),
    ),
    row(
        "half of a letter",
        (raw(b"subject=%ED%A0%80", FORM), 400, BACK),
        (body(b'{"subject": "\\ud800"}'), 422, "cannot be stored"),
    ),
    row(
        "no form at all",
        (raw(b'{"subject": "x"}', "application/json"), 422, "Write the subject"),
        (body(b"<a/>", Content_Type="application/xml"), 415, "Send JSON"),
    ),
    row(
        "a body of 5 MB",
        (raw(b"x=" + b"y" * (5 << 20), FORM), 413, "shorten"),
        (body(b" " * (5 << 20)), 413, "larger than 4 MB"),
    ),
    row("no JSON", None, (body(b"{"), 400, "JSON"), JSON_ONLY),
    row("no number", None, (body(b'{"subject": NaN}'), 400, "JSON"), JSON_ONLY),
    row("a number without end", None, (body(b'{"subject": "x", "deadlines": Infinity}'), 400, "JSON"), JSON_ONLY),
    row("a member twice", None, (body(b'{"subject": "a", "subject": "b"}'), 400, "twice"), JSON_ONLY),
    row("JSON without bottom", None, (body(b"[" * 100_000), 400, "JSON"), JSON_ONLY),
    row("JSON nested too deep", None, (body(b'{"to": [[[[[[[[[["x"]]]]]]]]]]}'), 422, "too deep"), JSON_ONLY),
    row("a list for an object", None, (body(b"[]"), 422, "JSON object"), JSON_ONLY),
    row("a number for a text", None, (body(b'{"subject": 7}'), 422, "must be a text"), JSON_ONLY),
    row("a text for a list", None, (body(b'{"subject": "x", "to": "y"}'), 422, "must be a list"), JSON_ONLY),
    row("an unknown member", None, (body(b'{"subject": "x", "colour": "blue"}'), 422, "Take it out"), JSON_ONLY),
    row("an unknown address", (looked_at("/nowhere"), 404, NOTHING), (asked("/nowhere"), 404, NOTHING)),
    row(
        "an unknown unit",
        (looked_at("/receive/nowhere"), 404, "There is no unit"),
        (asked(PATH.replace("d54", "nowhere")), 404, "There is no unit"),
    ),
    row(
        "the unit of others",
        (looked_at("/receive/d53"), 404, NOTHING),
        (lambda w, lang: call(w, "POST", "/units/d53/received", {"subject": "x"}, language=lang), 404, NOTHING),
    ),
    row(
        "a method of no use",
        (lambda w, lang: page_answer(_other(w, lang)), 405, "Pages are opened"),
        (asked("/me", "DELETE"), 405, "does not take this method"),
    ),
    row(
        "a letter that is none",
        (looked_at("/l/0000000000000"), 404, NOTHING),
        (asked("/letters/0000000000000"), 404, NOTHING),
    ),
    row(
        "a path that climbs out",
        (looked_at("/assets/..%2F..%2Fetc%2Fpasswd"), 404, NOTHING),
        (asked("/letters/..%2F..%2Fetc"), 404, NOTHING),
    ),
    row(
        "a year of no book",
        (looked_at("/registers/d54/receive/9999"), 422, "such as 2567"),
        (asked(f"{PATH}?year=9999"), 422, "at most 2699"),
    ),
    row(
        "a number of no size",
        (looked_at("/registers/d54/receive/2567?from=99999999999"), 422, "Write a whole number"),
        (asked(f"{PATH}?from_number=99999999999999"), 422, "whole number"),
    ),
    row(
        "a number below nothing",
        (looked_at("/registers/d54/receive/2567?from=-1"), 422, "Write a whole number"),
        (asked(f"{PATH}?from_number=-1"), 422, "at least"),
    ),
    row(
        "a day of no calendar",
        (looked_at("/registers/d54/receive/2567?day=2024-02-31"), 422, "Check day and month"),
        (asked(f"{PATH}?day=2024-02-31"), 422, "Check day and month"),
    ),
    row("a cursor that is none", None, (asked(f"{PATH}?cursor=bnVsbA"), 422, "Begin again"), "pages go by numbers"),
    row(
        "a page of a million", None, (asked(f"{PATH}?limit=1000000"), 422, "at most"), "pages have a size of their own"
    ),
    row("a parameter twice", None, (asked(f"{PATH}?year=2567&year=2566"), 422, "given twice"), "pages take the last"),
    row(
        "a key of no letters",
        None,
        (lambda w, lang: call(w, "POST", PATH, {"subject": "x"}, language=lang, key="x" * 201), 422, "1 to 200"),
        "forms have ids of ours",
    ),
]


def _other(world: World, language: str) -> Any:
    person = world.person()
    speak(person, language)
    return person.browser.request("/in-tray", method="PUT", expect_errors=True)


__all__ = ["CLERK", "REQUESTS"]
