"""ขั้นตอนที่ผิด (bad steps): what is done with a letter, a draft, a number, a unit, with something wrong in it."""

from __future__ import annotations

from typing import Any

from tests.functional.bad_inputs.doors import CLERK, Answer, World, call, send_form
from tests.functional.bad_inputs.table import Bad, Try

ADMIN, HEAD, SENDER = "u-d54-admin", "u-d54-adm-head", "u-opssec-clerk"
TODAY_ON = "today"
LONG = "ก" * 4001
UNSEEN = "\u200b\u3164"


def typed(by: str, opened: str, field: str, fields: dict[str, str], to: str) -> Try:
    """At a page: open it, fill in the form that has ``field``, send it to ``to``."""

    def go(world: World, language: str) -> Answer:
        at, target = opened.format(**world.things), to.format(**world.things)
        filled = {name: value.format(**world.things) for name, value in fields.items()}
        return send_form(world, at, field, filled, language=language, by=by, to=target)

    return go


def sent(by: str, method: str, path: str, body: Any) -> Try:
    """At the API."""
    return lambda world, lang: call(world, method, path.format(**world.things), body, language=lang, by=by)


def step(
    name: str,
    page: tuple[str, str, dict[str, str]] | tuple[str, str, dict[str, str], str] | None,
    api: tuple[str, str, Any] | None,
    says: str | tuple[str, str],
    *,
    status: int | tuple[int, int] = 422,
    by: str = CLERK,
    kept: tuple[str, ...] = (),
    allowed: tuple[str, ...] = (),
    only: str = "",
    names: tuple[str, ...] = (),
) -> Bad:
    """A row of this table: (page opened, a field of its form, what is typed, sent to) and (method, path, body)."""
    doors: dict[str, Try] = {}
    if page is not None:
        opened, field, fields, *to = page
        doors["page"] = typed(by, opened, field, fields, to[0] if to else opened)
    if api is not None:
        doors["api"] = sent(by, *api)
    words = (says, says) if isinstance(says, str) else says
    codes = (status, status) if isinstance(status, int) else status
    places = [door for door in ("page", "api") if door in doors]
    order = {"page": 0, "api": 1}
    return Bad(
        name,
        doors,
        {door: codes[order[door]] for door in places},
        {door: words[order[door]] for door in places},
        {n: page[2][n] for n in kept} if page is not None else {},
        dict.fromkeys(doors, allowed) if allowed else {},
        only=only,
        names=names,
    )


PAPER, DRAFT = "/receipts/{paper}", "/letters/{draft}"
NUMBERS = "/units/d54/numbers"
DAY = "Check day and month"
EMPTY = "may not be empty"
STEPS = [
    step(
        "forwarded to nobody",
        ("/p/{paper}/forward", "others", {"text": "ก"}),
        ("POST", f"{PAPER}/forward", {"to": []}),
        ("Choose", "at least one"),
        kept=("text",),
    ),
    step(
        "forwarded to a unit that is none",
        ("/p/{paper}/forward", "others", {"others": "ฝ่ายที่ไม่มี"}),
        ("POST", f"{PAPER}/forward", {"to": ["unit:nowhere"]}),
        ("Choose from the list", "Choose one from the list"),
        status=(422, 422),
        kept=("others",),
    ),
    step(
        "forwarded by a day that is none",
        ("/p/{paper}/forward", "others", {"others": "ฝ่ายการศึกษา", "due": "๓๑ ก.พ. ๖๗"}),
        ("POST", f"{PAPER}/forward", {"to": ["unit:d54-edu"], "due": "2024-02-31"}),
        DAY,
        kept=("due",),
    ),
    step(
        "a note too long",
        ("/p/{paper}?tab=endorse&act=propose", "to", {"to": "ผู้อำนวยการเขต", "text": LONG}, "/p/{paper}/propose"),
        ("POST", f"{PAPER}/endorsements", {"act": "propose", "to": "ผู้อำนวยการเขต", "text": LONG}),
        "longer than 4000",
        kept=("text",),
    ),
    step(
        "a note with NUL",
        ("/p/{paper}?tab=endorse&act=propose", "to", {"to": "ผู้อำนวยการเขต", "text": "ก\x00ข"}, "/p/{paper}/propose"),
        ("POST", f"{PAPER}/endorsements", {"act": "propose", "to": "ผู้อำนวยการเขต", "text": "ก\x00ข"}),
        "cannot be stored",
    ),
    step(
        "an order by who gives none",
        ("/p/{paper}?tab=endorse&act=propose", "to", {"text": "ดำเนินการ", "others": "ฝ่ายการศึกษา"}, "/p/{paper}/order"),
        ("POST", f"{PAPER}/endorsements", {"act": "order", "text": "ดำเนินการ", "assign_to": ["unit:d54-edu"]}),
        "may not",
        status=403,
    ),
    step(
        "closed without a result",
        ("/p/{paper}/close", "result", {"result": ""}),
        ("POST", f"{PAPER}/close", {"result": ""}),
        ("Write", EMPTY),
    ),
    step(
        "closed with a result that nobody sees",
        ("/p/{paper}/close", "result", {"result": UNSEEN}),
        ("POST", f"{PAPER}/close", {"result": UNSEEN}),
        "Write",
    ),
    step(
        "filed in a folder that is none",
        ("/p/{closed}/file", "folder", {"folder": "nowhere"}),
        ("POST", "/receipts/{closed}/file", {"folder": "nowhere"}),
        "Choose a folder",
        status=(422, 422),
    ),
    step(
        "reopened though it is open",
        ("/p/{paper}/close", "result", {"reason": "ก"}, "/p/{paper}/reopen"),
        ("POST", f"{PAPER}/reopen", {"reason": "ก"}),
        "Open it again",
        status=409,
    ),
    step(
        "returned though nobody sent it",
        ("/p/{paper}/close", "result", {"reason": "ก"}, "/p/{paper}/return"),
        ("POST", f"{PAPER}/return", {"reason": "ก"}),
        "Answer the sender",
        status=409,
    ),
    step(
        "cancelled without a reason",
        ("/p/{paper}/void", "reason", {"reason": " "}),
        ("POST", f"{PAPER}/void", {"reason": " "}),
        "Write why",
    ),
    step(
        "placed nowhere",
        ("/p/{paper}/place", "place", {"place": UNSEEN}),
        ("POST", f"{PAPER}/original", {"place": UNSEEN}),
        "Write where",
    ),
    step(
        "a draft without a subject",
        ("/drafts/new", "subject", {"subject": UNSEEN, "body": "ข้อความ"}),
        ("POST", "/letters", {"subject": UNSEEN, "body": "ข้อความ"}),
        "Write the subject",
        kept=("body",),
    ),
    step(
        "a draft to a unit that is none",
        ("/drafts/new", "subject", {"subject": "ก", "addressees": "unit:nowhere"}),
        ("POST", "/letters", {"subject": "ก", "addressees": ["unit:nowhere"]}),
        "Choose the addressees",
    ),
    step(
        "a draft that asks for an answer yesterday",
        ("/drafts/new", "subject", {"subject": "ก", "answer_by": "๗ มี.ค. ๖๗"}),
        ("POST", "/letters", {"subject": "ก", "answer_by": "2024-03-07"}),
        "Choose today or a later day",
        kept=("answer_by",),
    ),
    step(
        "a draft for another unit",
        ("/drafts/new", "subject", {"subject": "ก", "unit": "d53"}),
        ("POST", "/letters", {"subject": "ก", "unit": "d53"}),
        "There is nothing",
        status=404,
    ),
    step(
        "a draft with turned writing",
        ("/drafts/new", "subject", {"subject": "ก\u202eข", "body": "ข้อความ"}),
        ("POST", "/letters", {"subject": "ก\u202eข"}),
        "cannot be stored",
        kept=("subject", "body"),
    ),
    step(
        "proposed to a post that does not sign",
        ("/l/{draft}/propose", "to_post", {"to_post": "d54.registrar"}),
        ("POST", f"{DRAFT}/propose", {"to_post": "d54.registrar"}),
        "Choose one that does",
    ),
    step(
        "sent before it is signed",
        ("/l/{draft}/propose", "to_post", {}, "/l/{draft}/send"),
        ("POST", f"{DRAFT}/send", {}),
        "Open it again",
        status=409,
    ),
    step(
        "a draft cancelled without a reason",
        ("/l/{draft}/void", "reason", {"reason": ""}),
        ("POST", f"{DRAFT}/void", {"reason": ""}),
        ("Write why", EMPTY),
    ),
    step(
        "reserved for too long",
        ("/numbers/d54?do=reserve", "until", {"until": "๘ มี.ค. ๒๕๖๘", "who": "ก", "why": "ข"}, "/numbers/d54/reserve"),
        ("POST", NUMBERS, {"reserve": {"who": "ก", "why": "ข", "until": "2025-03-08"}}),
        "at the latest",
        kept=("until", "who"),
    ),
    step(
        "reserved until yesterday",
        ("/numbers/d54?do=reserve", "until", {"until": "๗ มี.ค. ๒๕๖๗", "who": "ก", "why": "ข"}, "/numbers/d54/reserve"),
        ("POST", NUMBERS, {"reserve": {"who": "ก", "why": "ข", "until": "2024-03-07"}}),
        "at the latest",
    ),
    step(
        "a number without a subject",
        ("/numbers/d54?do=issue", "remark", {"subject": "", "remark": "ก"}, "/numbers/d54/issue"),
        ("POST", NUMBERS, {"subject": ""}),
        ("Fill this in", "Please fill this in"),
        kept=("remark",),
    ),
    step(
        "a number of a series that is none",
        ("/numbers/d54?do=issue", "remark", {"series": "poem", "subject": "ก"}, "/numbers/d54/issue"),
        ("POST", NUMBERS, {"series": "poem", "subject": "ก"}),
        ("Choose one from the list", "Choose one of"),
        kept=("subject",),
    ),
    step(
        "a number wanted that is not the next",
        None,
        ("POST", NUMBERS, {"subject": "ก", "wanted": 9_999_999}),
        "take the next one",
        status=409,
        only="pages ask for no number",
    ),
    step(
        "a number below nothing wanted",
        None,
        ("POST", NUMBERS, {"subject": "ก", "wanted": -1}),
        "at least 1",
        only="pages ask for no number",
    ),
    step(
        "a huge number wanted",
        None,
        ("POST", NUMBERS, {"subject": "ก", "wanted": 1 << 70}),
        "at most",
        only="pages ask for no number",
    ),
    step(
        "a number as text",
        None,
        ("POST", NUMBERS, {"subject": "ก", "wanted": "7"}),
        "whole number",
        only="pages ask for no number",
    ),
    step(
        "a number of a top-secret series",
        ("/numbers/d54?do=issue", "remark", {"subject": "ก", "number": "กท ๐๔/ลส ๑"}, "/numbers/d54/issue"),
        ("POST", NUMBERS, {"subject": "ก", "number": "กท ๐๔/ลส ๑"}),
        "use paper",
        kept=("number",),
    ),
    step(
        "a book opened below nothing",
        ("/numbers/d54?do=open", "start", {"start": "-1", "why": "ก"}, "/numbers/d54/open"),
        None,
        "Write a whole number",
        by=ADMIN,
        kept=("why",),
        only="programs open no books",
    ),
    step(
        "a book opened at no number",
        ("/numbers/d54?do=open", "start", {"start": "หนึ่ง", "why": "ก"}, "/numbers/d54/open"),
        None,
        "Write a whole number",
        by=ADMIN,
        kept=("start", "why"),
        only="programs open no books",
    ),
    step(
        "a book of the year 1",
        ("/numbers/d54?do=open", "start", {"year": "0001", "start": "1", "why": "ก"}, "/numbers/d54/open"),
        None,
        "such as 2567",
        by=ADMIN,
        kept=("why",),
        only="programs open no books",
    ),
    step(
        "a unit without a name",
        ("/admin/units?unit=d54-edu&tab=unit", "abbreviation", {"title": ""}, "/admin/units/d54-edu/rename"),
        ("PATCH", "/units/d54-edu", {"title": ""}),
        ("Give the unit a name", EMPTY),
        by=ADMIN,
    ),
    step(
        "a unit moved below itself",
        ("/admin/units?unit=d54-edu&tab=unit", "parent", {"parent": "d54-edu"}, "/admin/units/d54-edu/move"),
        ("PATCH", "/units/d54-edu", {"parent": "d54-edu"}),
        "below itself",
        by=ADMIN,
        names=("ฝ่ายการศึกษา (d54-edu)",),
    ),
    step(
        "a role that is none",
        (
            "/admin/units?unit=d54-edu&tab=unit",
            "abbreviation",
            {"role": "king", "post": "d54-edu.head"},
            "/admin/units/d54-edu/grant",
        ),
        ("PUT", "/units/d54-edu/grants/x1", {"role": "king", "post": "d54-edu.head"}),
        ("Choose the role", "Choose one of"),
        by=ADMIN,
    ),
    step(
        "a role for a post that is none",
        (
            "/admin/units?unit=d54-edu&tab=unit",
            "abbreviation",
            {"role": "clerk", "post": "nobody"},
            "/admin/units/d54-edu/grant",
        ),
        ("PUT", "/units/d54-edu/grants/x1", {"role": "clerk", "post": "nobody"}),
        "There is no post",
        status=404,
        by=ADMIN,
    ),
    step(
        "an acting grant that ends before it begins",
        (
            "/admin/units?unit=d54-edu&tab=acting",
            "instrument",
            {
                "person": "u-d54-edu-clerk",
                "post": "d54-edu.head",
                "term": "acting-in-post",
                "instrument": "คำสั่ง",
                "since": "๙ มี.ค. ๖๗",
                "until": "๘ มี.ค. ๖๗",
            },
            "/admin/units/d54-edu/acting",
        ),
        None,
        "Correct the first or the last day",
        by=ADMIN,
        kept=("instrument",),
        only="programs record no acting grants",
    ),
    step(
        "signed with a code that is none",
        ("/l/{proposed}/sign", "sign", {"typed_name": "นายสมมติ", "otp": "000000"}),
        ("POST", "/letters/{proposed}/sign", {"otp": "000000", "typed_name": "นายสมมติ", "seen": "0" * 64}),
        "Type your full name",
        by=HEAD,
    ),
    step(
        "a draft of a secrecy that is not taken",
        None,
        ("POST", "/letters", {"subject": "ก", "secrecy": "secret"}),
        "secret registrar",
        only="pages write open letters only",
    ),
    step(
        "a draft of ลับที่สุด",
        None,
        ("POST", "/letters", {"subject": "ก", "secrecy": "top_secret"}),
        "use paper",
        only="pages write open letters only",
    ),
    step(
        "an answer by a letter without its number",
        None,
        ("POST", "/letters/{letter}/answers", {"awaited": [], "how": "paper"}),
        "at least one",
        only="the page marks rows",
    ),
]
