"""หนังสือที่กรอกผิด (bad letters): what is typed into the receive form, and what a program sends for it."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests.functional.bad_inputs.doors import call, send_form
from tests.functional.bad_inputs.table import Bad

ADDRESS, PATH = "/receive/d54", "/units/d54/received"
HUGE = "ก" * (5 * 1024 * 1024 // 3)
NUMBERS = count(1)
TYPED = {"subject": "ขอความร่วมมือ", "from_text": "กระทรวงตัวอย่าง"}
SENT = {"subject": "ขอความร่วมมือ", "from_unit": "กระทรวงตัวอย่าง"}
DATE, YEAR, STORABLE = "Check the day and the Buddhist year", "Write a Buddhist year", "cannot be stored"
GREGORIAN = "with the Gregorian year"


def typed(fields: dict[str, str]) -> Any:
    """At the page."""
    return lambda world, language: send_form(world, ADDRESS, "receive", fields, language=language)


def sent(body: dict[str, Any]) -> Any:
    """At the API."""
    return lambda world, language: call(world, "POST", PATH, body, language=language)


def letter(
    name: str,
    page: dict[str, str] | None,
    api: dict[str, Any] | None,
    says: str | tuple[str, str],
    *,
    status: int | tuple[int, int] = 422,
    only: str = "",
    lost: str = "",
    slug: str = "",
) -> Bad:
    """A row of this table; ``lost`` is a choice that the form does not have, so that it cannot show it again."""
    words = (says, says) if isinstance(says, str) else says
    code = (status, status) if isinstance(status, int) else status
    number = f"ศธ {len(name)}/{next(NUMBERS)}"  # of its own: none is the duplicate of another
    fields = {**TYPED, "number": number, **(page or {})}
    doors: dict[str, Any] = {}
    if page is not None:
        doors["page"] = typed(fields)
    if api is not None:
        doors["api"] = sent({**SENT, "number": number, **api})
    told = {door: words[n] for n, door in enumerate(("page", "api")) if door in doors}
    statuses = {door: code[n] for n, door in enumerate(("page", "api")) if door in doors}
    kept = {n: v for n, v in fields.items() if n != lost}
    return Bad(name, doors, statuses, told, kept, only=only, slug=slug)


LETTERS = [
    letter(
        "๓๑ กุมภาพันธ์", {"dated": "๓๑ กุมภาพันธ์ ๒๕๖๗"}, {"date": "2024-02-31"}, "Check day and month", slug="no-such-day"
    ),
    letter("30 February, short", {"dated": "๓๐ ก.พ. ๖๗"}, {"date": "2024-02-30"}, "Check day and month"),
    letter("29 February of no leap year", {"dated": "29/2/2566"}, {"date": "2023-02-29"}, "Check day and month"),
    letter("month 13", {"dated": "2024-13-01"}, {"date": "2024-13-01"}, "Check day and month"),
    letter("day 0", {"dated": "๐ มี.ค. ๒๕๖๗"}, {"date": "2024-03-00"}, "Check day and month"),
    letter("year 1", {"dated": "๑ ม.ค. ๐๐๐๑"}, {"date": "0001-01-01"}, (YEAR, "Check the year"), slug="absurd-date"),
    letter("year 9999", {"dated": "๑ ม.ค. ๙๙๙๙"}, {"date": "9999-01-01"}, (YEAR, "Check the year"), slug="absurd-date"),
    letter(
        "a Buddhist year where the Gregorian belongs",
        {"dated": "๖ มี.ค. ค.ศ. ๒๕๖๗"},
        {"date": "2567-03-06"},
        (YEAR, "write 2024 for the Buddhist year 2567"),
        slug="buddhist-year",
    ),
    letter(
        "a Gregorian year called Buddhist",
        {"dated": "๖ มี.ค. พ.ศ. ๒๐๒๔"},
        None,
        YEAR,
        only="the API takes ISO days only",
    ),
    letter("no year", {"dated": "๖ มี.ค."}, {"date": "03-06"}, ("The year is missing", GREGORIAN)),
    letter("a time for a date", {"dated": "09.01"}, {"date": "09.01"}, ("field for the time", GREGORIAN)),
    letter(
        "a date in words that are none",
        {"dated": "เมื่อวาน"},
        {"date": "yesterday"},
        ("Write for example", GREGORIAN),
        slug="date-form",
    ),
    letter("dated tomorrow", {"dated": "๙ มี.ค. ๒๕๖๗"}, {"date": "2024-03-09"}, DATE, slug="invalid"),
    letter("dated a century ahead", {"dated": "๘ มี.ค. ๒๖๖๐"}, {"date": "2099-03-08"}, DATE),
    letter(
        "received tomorrow",
        {"received_date": "๙ มี.ค. ๒๕๖๗", "received_time": "๐๙.๐๐"},
        {"received_at": "2024-03-09T09:00:00+07:00"},
        DATE,
    ),
    letter(
        "received at hour 25",
        {"received_date": "๗ มี.ค. ๒๕๖๗", "received_time": "๒๕.๐๐"},
        {"received_at": "2024-03-07T25:00:00+07:00"},
        ("Write for example 09.01", "with its offset"),
        slug="instant-form",
    ),
    letter(
        "received before it was written",
        {"dated": "๗ มี.ค. ๒๕๖๗", "received_date": "๖ มี.ค. ๒๕๖๗", "received_time": "๑๐.๐๐"},
        {"date": "2024-03-07", "received_at": "2024-03-06T10:00:00+07:00"},
        "Correct it or give a reason",
        status=409,
    ),
    letter(
        "an answer before the letter",
        {"dated": "๗ มี.ค. ๒๕๖๗", "answer_by": "๑ มี.ค. ๒๕๖๗"},
        {"date": "2024-03-07", "answer_by": "2024-03-01"},
        "before the letter's own date",
        status=409,
    ),
    letter(
        "deadlines before the letter",
        {"dated": "๗ มี.ค. ๒๕๖๗", "deadlines": "๑ มี.ค. ๒๕๖๗ ส่งรายงาน"},
        {"date": "2024-03-07", "deadlines": [{"date": "2024-03-01"}]},
        "before the letter's own date",
        status=409,
    ),
    letter(
        "tone marks piled up",
        {"subject": "ก" + "\u0e48" * 200},
        {"subject": "ก" + "\u0e48" * 200},
        "So many marks stand on one letter",
    ),
    letter(
        "urgent by a moment that is over",
        {"within_date": "๗ มี.ค. ๒๕๖๗", "within_time": "๐๙.๐๐"},
        {"urgent_within": "2024-03-07T09:00:00+07:00"},
        "Check the day and the time",
    ),
    letter("no subject", {"subject": ""}, {"subject": ""}, ("Write the subject", "may not be empty"), slug="empty"),
    letter("a subject of spaces", {"subject": " \t "}, {"subject": " \t "}, "Write the subject", slug="invalid"),
    letter(
        "a subject that nobody sees",
        {"subject": "\u200b\u2060\ufeff"},
        {"subject": "\u200b\u2060\ufeff"},
        "Write the subject",
    ),
    letter(
        "a subject of 5 MB",
        {"subject": HUGE},
        {"subject": HUGE},
        ("longer than 2000", "larger than 4 MB"),
        status=(422, 413),
    ),
    letter(
        "a subject one character too long",
        {"subject": "ก" * 2001},
        {"subject": "ก" * 2001},
        "longer than 2000",
        slug="too-long",
    ),
    letter("NUL in the subject", {"subject": "a\x00b"}, {"subject": "a\x00b"}, STORABLE, slug="unstorable"),
    letter("control characters", {"subject": "a\x07\x1bb"}, {"subject": "a\x07\x1bb"}, STORABLE),
    letter("NUL in a list", {"enclosures": "ก\nข\x00"}, {"enclosures": ["ก", "ข\x00"]}, STORABLE, slug="unstorable"),
    letter("NUL in the text", {"body": "ก\x00"}, {"body": "ก\x00"}, STORABLE),
    letter(
        "no character in a reference", {"references": "ศธ\ufffe๑"}, {"references": [{"number": "ศธ\ufffe๑"}]}, STORABLE
    ),
    letter("an enclosure too long", {"enclosures": "ก" * 501}, {"enclosures": ["ก" * 501]}, "longer than 500"),
    letter(
        "too many tasks", {"actions": "\n".join("ก" * 51)}, {"actions": ["ก"] * 51}, "more than 50", slug="too-many"
    ),
    letter("a remark too long", {"remark": "ก" * 501}, {"remark": "ก" * 501}, "longer than 500"),
    letter(
        "an unknown urgency",
        {"urgency": "soon"},
        {"urgency": "soon"},
        ("Choose the urgency", "Choose one of"),
        lost="urgency",
        slug="not-a-choice",
    ),
    letter(
        "an unknown secrecy",
        {"secrecy": "hidden"},
        {"secrecy": "hidden"},
        ("Choose the secrecy", "Choose one of"),
        lost="secrecy",
    ),
    letter(
        "an unknown kind",
        {"kind": "poem"},
        {"kind": "Poem 1"},
        ("Choose the kind", "right form"),
        lost="kind",
        slug="wrong-form",
    ),
    letter(
        "ลับ", {"secrecy": "confidential"}, {"secrecy": "confidential"}, "secret registrar", slug="classified-not-taken"
    ),
    letter("ลับมาก", {"secrecy": "secret"}, {"secrecy": "secret"}, "secret registrar"),
    letter("ลับที่สุด", {"secrecy": "top_secret"}, {"secrecy": "top_secret"}, "use paper", slug="top-secret-refused"),
    letter(
        "ลับที่สุด by its number",
        {"number": "กท ๐๔๐๓/ลส ๑"},
        {"number": "กท 0403/ลส 1"},
        "use paper",
        slug="top-secret-refused",
    ),
    letter("ลับ by its number", {"number": "กท ๐๔๐๓/ล ๑"}, {"number": "กท 0403/ล1"}, "secret registrar", status=409),
    letter(
        "concerned persons unknown",
        {"handling": "concerned", "concerned": "นายไม่มีตัวตน"},
        {"handling": "concerned", "concerned": ["person:nobody"]},
        ("Write the whole name", "Name somebody"),
    ),
    letter(
        "a deadline that is no day",
        {"deadlines": "๓๑ ก.พ. ๖๗ ส่งรายงาน"},
        {"deadlines": [{"date": "2024-02-31"}]},
        "Check day and month",
    ),
    letter(
        "a reference of no day",
        {"references": "ศธ ๑ ลว. ๓๑ ก.พ. ๖๗"},
        {"references": [{"number": "ศธ ๑", "date": "2024-02-31"}]},
        "Check day and month",
    ),
    letter("a text too long", {"body": "ก" * 200_001}, {"body": "ก" * 200_001}, "longer than 200000", slug="too-long"),
    letter(
        "too many deadlines",
        {"deadlines": "๑๕ มี.ค. ๖๗\n" * 201},
        {"deadlines": [{"date": "2024-03-15"}] * 201},
        "more than 200",
        slug="too-many",
    ),
    letter(
        "a deadline at hour 25",
        {"deadlines": "๑๕ มี.ค. ๖๗ ประชุม เวลา ๒๕.๐๐ น."},
        {"deadlines": [{"date": "2024-03-15", "time": "25:00"}]},
        ("Write for example 09.01", "right form"),
        slug="wrong-form",
    ),
    letter(
        "a moment without its offset",
        None,
        {"received_at": "2024-03-08T09:01:00"},
        ("", "with its offset"),
        only="pages ask for day and time",
        slug="instant-form",
    ),
    letter(
        "a reference without its number",
        None,
        {"references": [{"date": "2024-03-01"}]},
        ("", "is needed"),
        only="a page has no line without a number",
        slug="missing-member",
    ),
    letter("turned writing", {"subject": "ก\u202eข"}, {"subject": "ก\u202eข"}, STORABLE),
    letter("turned writing in a name", {"from_text": "ก\u202dข"}, {"from_unit": "ก\u202dข"}, STORABLE),
]
