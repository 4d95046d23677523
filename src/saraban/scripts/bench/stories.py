"""งานของผู้เรียก (the stories of a bench): a letter comes in, is endorsed and sent on; another is signed and sent.

Others are signed by two or three in turn.

Each step says which facts it makes; ``facts.py`` reads the same facts from the store. A fact is made once and no more.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pyotp

from saraban.auth.service import begin_enrolment, confirm_enrolment, create_account, issue_token
from saraban.core.desk import Desk
from saraban.core.errors import Conflict
from saraban.people.service import find_person
from saraban.scripts.bench.clients import Caller, Fact, Step, StoppedError, Told

DISTRICT, CLERK, DIRECTOR = "d54", "u-d54-clerk", "u-d54-dir"
#: Sections of the district: each has a registrar and a head who signs.
SECTIONS = ("edu", "civil", "works", "env", "revenue", "clean", "finance", "inspect", "welfare")
#: Groups of sections whose heads sign letters together, the first of each group first; their heads sign nothing else.
TOGETHER = (("revenue", "clean"), ("finance", "inspect", "welfare"))
#: Sections whose head signs alone.
ALONE = tuple(section for section in SECTIONS if all(section not in group for group in TOGETHER))
#: To whom the district sends on what came in.
RECEIVERS = ("d54-edu", "d54-civil")
CODE_SECONDS = 30
TOKEN_DAYS = 2
PATIENCE = 0.3


class Phones:
    """The phones of those who sign; a code is good once."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self._spent: dict[str, int] = {}

    def is_fresh(self, person: str) -> bool:
        """Does the phone show a code that was not used yet?"""
        return _now() > self._spent.get(person, 0)

    def code(self, person: str, steps: int = 0) -> str:
        """What the phone shows, or showed so many steps before."""
        return str(pyotp.TOTP(self.secrets[person]).generate_otp(_now() - steps))

    def spend(self, person: str) -> None:
        """The code was used."""
        self._spent[person] = _now()


def clerk_of(section: str) -> str:
    """The registrar of a section."""
    return f"u-{DISTRICT}-{section}-clerk"


def head_of(section: str) -> str:
    """The head of a section."""
    return f"u-{DISTRICT}-{section}-head"


def let_in(desk: Desk) -> tuple[dict[str, str], Phones]:
    """Give everybody of the stories a token, and the heads a phone; the caller commits."""
    phones, tokens = Phones(), {}
    people = [CLERK, DIRECTOR, *(who for s in SECTIONS for who in (clerk_of(s), head_of(s)))]
    for person in people:
        with suppress(Conflict):  # one of those that the demonstration shows has an account
            create_account(desk, person, may_put_off_otp=True)
        tokens[person] = issue_token(desk, person, ("read", "write"), TOKEN_DAYS)
    for section in SECTIONS:
        person = head_of(section)
        phones.names[person] = find_person(desk.root, person).name
        phones.secrets[person], _address = begin_enrolment(desk, person)
        confirm_enrolment(desk, person, phones.code(person, steps=1))  # the present code is still to be used
    return tokens, phones


def stories(phones: Phones, incoming: int, outgoing: int, together: int = 0) -> list[Callable[[Caller], None]]:
    """So many programs for letters that come in, that go out (one a section), that several sign (one a group)."""
    alone = [_going_out(section, phones) for section in ALONE[:outgoing]]
    return [come_in] * incoming + alone + [_signing_together(group, phones) for group in TOGETHER[:together]]


def come_in(caller: Caller) -> None:
    """Registered, proposed, ordered, sent on to two sections, registered by both."""
    subject = caller.fresh("หนังสือรับทดสอบ")
    sender = {"number": f"ทด {subject.rsplit(maxsplit=1)[-1]}", "from_unit": "ผู้ส่ง"}
    path = f"/api/v1/units/{DISTRICT}/received"
    came = caller.do(_one("received", subject, CLERK, path, {"subject": subject, **sender}, _number))
    receipt = came["receipt"]
    notes, words = f"/api/v1/receipts/{receipt}/endorsements", caller.fresh("เห็นควรมอบฝ่าย")
    proposal = {"act": "propose", "to": "ผู้อำนวยการเขต", "to_post": "d54.director", "text": words}
    caller.do(_one("endorsed", words, CLERK, notes, proposal, _id))
    words, units = caller.fresh("ดำเนินการ"), [f"unit:{code}" for code in RECEIVERS]
    caller.do(_one("endorsed", words, DIRECTOR, notes, {"act": "order", "text": words, "assign_to": units}, _id))
    body = {"to": units}
    sent = caller.do(_sending("sent on", receipt, CLERK, f"/api/v1/receipts/{receipt}/forward", body, RECEIVERS))
    for delivery in sent["deliveries"]:
        section = delivery["to_unit"].removeprefix(f"{DISTRICT}-")
        _take_in(caller, delivery["id"], clerk_of(section))


def _going_out(section: str, phones: Phones) -> Callable[[Caller], None]:
    clerk, head, unit = clerk_of(section), head_of(section), f"{DISTRICT}-{section}"

    def go_out(caller: Caller) -> None:
        """A number without a document; then a memo drafted, signed with the phone, sent, registered by the district."""
        subject = caller.fresh("ออกเลขทดสอบ")
        path = f"/api/v1/units/{unit}/numbers"
        caller.do(_one("numbered", subject, clerk, path, {"subject": subject, "to": "ผู้รับ"}, lambda told: told["n"]))
        _wait_for_code(caller, phones, head)
        drafted = _draft(caller, clerk, unit)
        letter = str(drafted["id"])
        _sign(caller, phones, drafted, head, {("signed", letter): lambda told: told["number"]})
        sent = caller.do(_sending("sent", letter, clerk, f"/api/v1/letters/{letter}/send", {}, (DISTRICT,)))
        for delivery in sent["deliveries"]:
            _take_in(caller, delivery["id"], CLERK)

    return go_out


def _signing_together(group: tuple[str, ...], phones: Phones) -> Callable[[Caller], None]:
    first, *others = group
    clerk, unit, heads = clerk_of(first), f"{DISTRICT}-{first}", [head_of(section) for section in group]

    def sign_together(caller: Caller) -> None:
        """A memo that the heads of several sections sign in turn; its number is used with the last."""
        told = _draft(caller, clerk, unit, cosigners=[f"{DISTRICT}-{section}.head" for section in others])
        letter = str(told["id"])
        for turn, head in enumerate(heads):
            _wait_for_code(caller, phones, head)
            facts: dict[Fact, Callable[[Told], Any]] = {("signed in turn", f"{letter} {turn}"): _always(head)}
            if head == heads[-1]:
                facts["signed", letter] = lambda told: told["number"]
            told = _sign(caller, phones, told, head, facts)

    return sign_together


def _wait_for_code(caller: Caller, phones: Phones, head: str) -> None:
    while not phones.is_fresh(head):
        if caller.clients.is_over(PATIENCE):
            raise StoppedError


def _sign(caller: Caller, phones: Phones, letter: Told, head: str, facts: dict[Fact, Callable[[Told], Any]]) -> Told:
    """Sign a letter as it was answered last."""
    told = caller.do(
        Step(
            tuple(facts),
            head,
            f"/api/v1/letters/{letter['id']}/sign",
            lambda: {"otp": phones.code(head), "typed_name": phones.names[head], "seen": letter["seen"]},
            lambda told: {fact: value(told) for fact, value in facts.items()},
        )
    )
    phones.spend(head)
    return told


def _draft(caller: Caller, clerk: str, unit: str, **form: Any) -> Told:
    subject = caller.fresh("บันทึกทดสอบ")
    body = {"unit": unit, "subject": subject, "to": ["ผู้อำนวยการเขต"], "addressees": [f"unit:{DISTRICT}"], **form}
    return caller.do(_one("drafted", subject, clerk, "/api/v1/letters", body, _id))


def _take_in(caller: Caller, delivery: str, clerk: str) -> None:
    caller.do(_one("taken in", delivery, clerk, f"/api/v1/deliveries/{delivery}/register", {}, _number))


def _one(what: str, name: str, person: str, path: str, body: dict[str, Any], value: Callable[[Told], Any]) -> Step:
    fact: Fact = (what, name)
    return Step((fact,), person, path, lambda: body, lambda told: {fact: value(told)})


def _sending(what: str, name: str, person: str, path: str, body: dict[str, Any], to: tuple[str, ...]) -> Step:
    def read(told: Told) -> dict[Fact, Any]:
        return {(what, f"{name} {sent['to_unit']}"): sent["id"] for sent in told["deliveries"]}

    return Step(tuple((what, f"{name} {unit}") for unit in to), person, path, lambda: body, read)


def _always(value: str) -> Callable[[Told], Any]:
    return lambda _told: value


def _number(told: Told) -> int:
    return int(told["receive_number"])


def _id(told: Told) -> str:
    return str(told["id"])


def _now() -> int:
    return int(time.time()) // CODE_SECONDS
