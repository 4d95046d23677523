"""กริยาและประตู (verbs and doors of the permission matrix): what can be asked of what, by which door, with what words.

Whose duty a verb of a letter or paper is, and in which states, comes from ``PAPER_MOVES`` and ``LETTER_MOVES``. A new
route or call needs a row here (or in ``OWN``): the test of the matrix says which one is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from saraban.core.permissions import Permission
from saraban.letters.workflow import LETTER_MOVES, PAPER_MOVES, Move

P = Permission
READING = None  # reading is decided by scopes, not by a permission

CONFLICT, HIDDEN, REFUSED, INVALID, DONE = 409, 404, 403, 422, 303


@dataclass(frozen=True)
class Way:
    """ประตูหนึ่งบาน: one way in. ``names`` are the routes (``name:verb``) or calls that it stands for.

    ``refused`` = the answer to somebody who sees the thing and may not do this; ``closed`` = in another state.
    """

    door: str
    names: tuple[str, ...]
    method: str
    path: str
    sent: Any = None
    ok: int = 200
    refused: int = REFUSED
    closed: int = CONFLICT
    also: dict[str, int] | None = None  # in place of the verb's own


@dataclass(frozen=True)
class Verb:
    """กริยาหนึ่งอย่าง. ``sees`` = who sees the thing at all; ``right_first`` = the right is asked before the state."""

    name: str
    kind: str
    states: tuple[str, ...]
    permission: Permission | None
    ways: tuple[Way, ...]
    sees: tuple[Permission | None, ...] = (READING,)
    right_first: bool = False
    leads_to: str = ""
    also: dict[str, int] = field(default_factory=dict)  # state -> answer where the state alone would allow it
    about: str = ""
    traced: bool = False  # even reading is put on record
    quiet: tuple[str, ...] = ()  # states in which there may be nothing left to change
    turned: dict[str, Permission] = field(default_factory=dict)  # states in which another permission decides

    def right(self, state: str) -> Permission | None:
        """The permission that decides in a state."""
        return self.turned.get(state, self.permission)

    @property
    def writes(self) -> bool:
        """Does it change anything?"""
        return self.ways[0].method != "GET"


#: What a signer gives, beside what was seen of the letter.
_GIVEN = {"typed_name": "{name}", "otp": "{otp}"}


def page(name: str, path: str, *names: str, ok: int = DONE, **more: Any) -> Way:
    """A form that is sent."""
    fields = more.pop("fields", {})
    return Way("page", (name, *names), "POST", path, fields, ok, **more)


def show(name: str, path: str, *, door: str = "page", ok: int = 200, **more: Any) -> Way:
    """A page, file or export that is opened."""
    return Way(door, (name,), "GET", path, None, ok, **more)


def form(name: str, path: str, **more: Any) -> Way:
    """The empty form of a verb."""
    return show(name, path, door="form", **more)


def call(name: str, method: str, path: str, body: Any = None, *, ok: int = 200, door: str = "api", **more: Any) -> Way:
    """A call of the API."""
    return Way(door, (name,), method, f"/api/v1{path}", body, ok, **more)


def _note(act: str, fields: dict[str, str], body: dict[str, Any]) -> tuple[Way, ...]:
    return (
        page(f"paper-note:{act}", f"/p/{{key}}/{act}", fields=fields),
        call("post_endorsement", "POST", "/receipts/{key}/endorsements", {"act": act, **body}, ok=201),
    )


def _act(verb: str, fields: dict[str, str], body: dict[str, Any]) -> tuple[Way, ...]:
    api = {"return": "post_return_receipt", "void": "post_void_receipt"}.get(verb, f"post_{verb}")
    return (
        page(f"paper-act:{verb}", f"/p/{{key}}/{verb}", fields=fields),
        form(f"paper-act:{verb}", f"/p/{{key}}/{verb}"),
        call(api, "POST", f"/receipts/{{key}}/{verb}", body),
    )


def _draft_act(verb: str, fields: dict[str, str], body: dict[str, Any]) -> tuple[Way, ...]:
    path = verb.replace("_", "-")
    api = {"return": "post_return_letter"}.get(verb, f"post_{verb}")
    return (
        page(f"draft-act:{path}", f"/l/{{key}}/{path}", fields=fields),
        form(f"draft-act:{path}", f"/l/{{key}}/{path}"),
        call(api, "POST", f"/letters/{{key}}/{path}", body),
    )


def _now(verb: str) -> tuple[Way, ...]:
    return (
        page(f"draft-now:{verb}", f"/l/{{key}}/{verb}"),
        call(f"post_{verb}", "POST", f"/letters/{{key}}/{verb}", {}),
    )


PAPER_WAYS = {
    "propose": _note("propose", {"to": "post:m.head", "text": "x"}, {"to": "หัวหน้า", "to_post": "m.head", "text": "x"}),
    "order": _note("order", {"text": "x", "assign_to": "post:m.member"}, {"text": "x", "assign_to": ["post:m.member"]}),
    "acknowledge": _note("acknowledge", {}, {}),
    "withdraw": (page("paper-withdraw", "/p/{key}/withdraw", fields={"note": "{note}"}),),
    "stamp_sheet": (
        page("paper-stamp-sheet", "/p/{key}/stamp-sheet", fields=_GIVEN | {"seen": "0" * 64}),
        call("post_sheet_stamp", "POST", "/receipts/{key}/sheet-stamp", _GIVEN | {"seen": "0" * 64}),
    ),
    "record": (
        page(
            "paper-record",
            "/p/{key}/record",
            fields={"act": "acknowledge", "writer": "m-boss m.boss", "written_on": "{today}", "@files": "scan.pdf"},
        ),
        form("paper-record", "/p/{key}/record"),
        call(
            "post_paper_endorsement",
            "POST",
            "/receipts/{key}/paper-endorsements",
            {"act": "acknowledge", "person": "m-boss", "post": "m.boss", "written_on": "{day}", "@files": "scan.pdf"},
            ok=201,
        ),
    ),
    "strike": (
        page("paper-strike", "/p/{key}/notes/{note}/strike", fields={"reason": "x"}),
        form("paper-strike", "/p/{key}/notes/{note}/strike"),
        call("post_strike", "POST", "/receipts/{key}/endorsements/{wet}/strike", {"reason": "x"}),
    ),
    "place": (
        page("paper-place", "/p/{key}/place", fields={"place": "ตู้ ๑"}),
        form("paper-place", "/p/{key}/place"),
        call("post_original", "POST", "/receipts/{key}/original", {"place": "ตู้ ๑"}),
        page("originals", "/originals", fields={"paper": "{key}", "place": "ตู้ ๑"}),
    ),
    "put_forward": (
        page("office-put-forward", "/offices/{unit}/put-forward", fields={"paper": "{key}", "to_post": "m.member"}),
        call("post_put_forward", "POST", "/receipts/{key}/put-forward", {"to_post": "m.member"}),
    ),
    "return_to_screener": (
        call("post_return_to_screener", "POST", "/receipts/{key}/return-to-screener", {"text": "x"}),
    ),
    "return_to_clerk": (
        page("screen-return", "/p/{key}/screen/return", fields={"text": "x"}),
        call("post_return_to_clerk", "POST", "/receipts/{key}/return-to-clerk", {"text": "x"}),
    ),
    "screen": (
        page("screen-paper", "/p/{key}/screen", fields={"summary": "x", "recommendation": "note"}),
        form("screen-paper", "/p/{key}/screen"),
        call(
            "post_screening", "POST", "/receipts/{key}/screenings", {"summary": "x", "recommendation": "note"}, ok=201
        ),
    ),
    "forward": _act("forward", {"to_units": "post:m.clerk"}, {"to": ["post:m.clerk"]}),
    "pull_back": (
        page("paper-take-back", "/p/{key}/take-back", fields={"target": "post:m.member"}),
        call("post_take_back", "POST", "/receipts/{key}/take-back", {"from": "post:m.member"}),
    ),
    "return": _act("return", {"reason": "x"}, {"reason": "x"}),
    "close": _act("close", {"result": "x"}, {"result": "x"}),
    "reopen": _act("reopen", {"reason": "x"}, {"reason": "x"}),
    "file": _act("file", {"folder": "{fresh}"}, {"folder": "{fresh}"}),
    "void": _act("void", {"reason": "x"}, {"reason": "x"}),
}
LETTER_WAYS = {
    "change": (
        page("draft-edit", "/l/{key}/edit", fields={"subject": "x"}),
        form("draft-edit", "/l/{key}/edit"),
        call("patch_letter", "PATCH", "/letters/{key}", {"subject": "x"}),
    ),
    "propose": _draft_act("propose", {"to_post": "m.head"}, {"to_post": "m.head"}),
    "screen": (
        page("screen-draft", "/l/{key}/screen", fields={"summary": "x", "recommendation": "note", "to_post": "m.head"}),
        form("screen-draft", "/l/{key}/screen"),
        call(
            "post_draft_screening",
            "POST",
            "/letters/{key}/screenings",
            {"summary": "x", "recommendation": "sign", "to_post": "m.head"},
            ok=201,
        ),
    ),
    "return": _draft_act("return", {"text": "x"}, {"text": "x"}),
    "recall": _now("recall"),
    "decline": _draft_act("decline", {"text": "x"}, {"text": "x"}),
    "submit": _draft_act("submit", {"to_post": "m.member"}, {"to_post": "m.member"}),
    "check": _now("check"),
    "send_back": _draft_act("send_back", {"text": "x"}, {"text": "x"}),
    "return_previous": _draft_act("return_previous", {"text": "x"}, {"text": "x"}),
    "ask_opinions": (
        page("draft-act:ask", "/l/{key}/ask", fields={"posts": "ตำแหน่ง m.head"}),
        form("draft-act:ask", "/l/{key}/ask"),
        call("post_opinions", "POST", "/letters/{key}/opinions", {"posts": ["m.head"]}, ok=201),
    ),
    "bring_back": (
        page("draft-now:bring-back", "/l/{key}/bring-back"),
        call("post_bring_back", "POST", "/letters/{key}/bring-back", {}),
    ),
    "sign": (
        page("draft-sign", "/l/{key}/sign", fields=_GIVEN | {"seen": "{seen}"}),
        form("draft-sign", "/l/{key}/sign", also={}),
        call("post_sign", "POST", "/letters/{key}/sign", _GIVEN | {"seen": "{seen}"}),
        page("draft-sitting", "/drafts/sign", fields={"letters": "{key}", "seen-{key}": "{seen}", **_GIVEN}),
        call("post_signing", "POST", "/signings", {"letters": [{"id": "{key}", "seen": "{seen}"}], **_GIVEN}),
    ),
    "send": (
        *_now("send"),
        page("draft-act:send-named", "/l/{key}/send-named"),
        form("draft-act:send-named", "/l/{key}/send-named"),
    ),
    "send_on_paper": _draft_act("send_on_paper", {"how": "x"}, {"how": "x"}),
    "send_again": _draft_act("send_again", {"addressees": "unit:d54-civil"}, {"addressees": ["unit:d54-civil"]}),
    "void": _draft_act("void", {"reason": "x"}, {"reason": "x"}),
}
#: A paper that came over the counter: registered like any other, with an original, and with nobody to return it to.
_COUNTER = "from-the-counter"
#: A paper that was put forward: registered still, and its screener alone has anything to give back to the clerk.
_SCREENED = "with-screener"
_NOT_THERE = dict.fromkeys((*PAPER_MOVES["return_to_clerk"].states, _COUNTER), CONFLICT)
_PAPER_ALSO = {"return": {_COUNTER: CONFLICT}, "return_to_clerk": _NOT_THERE}
#: A signed letter goes to units of the system, or on paper where it names none of them.
_FOR_PAPER = "signed-for-paper"
#: A letter that others have signed with certificates: nobody of the cast has one.
_FILED = "cosigning-file"
_LETTER_ALSO = {"sign": {_FILED: INVALID}, "send": {_FOR_PAPER: INVALID}, "send_on_paper": {"signed": CONFLICT}}


def _paper_verb(move: Move) -> Verb:
    own = move.verb == "withdraw"
    #: no letter of the stage was issued with a certificate
    never = dict.fromkeys((*move.states, _COUNTER, _SCREENED), CONFLICT)
    more = (_COUNTER, _SCREENED) if "registered" in move.states else ()
    return Verb(
        f"paper.{move.verb}",
        "paper",
        (*move.states, *more, *(("noted",) if own else ())),
        move.permission,
        PAPER_WAYS[move.verb],
        leads_to=move.leads_to,
        also=never if own or move.verb == "stamp_sheet" else _PAPER_ALSO.get(move.verb, {}),
        about="one's own last note, unread" if own else "",
    )


def _letter_verb(move: Move) -> Verb:
    turned = dict.fromkeys(("cosigning", _FILED), Permission.LETTER_COSIGN) if move.verb == "sign" else {}
    filed = (_FILED,) if "cosigning" in move.states else ()
    states = (*move.states, *turned, *filed, *((_FOR_PAPER,) if "signed" in move.states else ()))
    return Verb(
        f"letter.{move.verb}",
        "letter",
        states,
        move.permission,
        LETTER_WAYS[move.verb],
        leads_to=move.leads_to,
        also=_LETTER_ALSO.get(move.verb, {}),
        turned=turned,
    )


MOVES = [
    *(_paper_verb(m) for m in PAPER_MOVES.values() if m.verb in PAPER_WAYS),
    *(_letter_verb(m) for m in LETTER_MOVES.values() if m.verb in LETTER_WAYS),
]
