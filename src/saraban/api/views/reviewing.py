"""ตรวจร่าง (reviewing drafts): to who checks it and back, opinions, comments on paragraphs, who edits, versions."""

from __future__ import annotations

from typing import Any

from saraban.api.contract import Page, operation
from saraban.api.gate import Call
from saraban.api.serialise import moment
from saraban.api.views.letters import letter_of, letter_shown
from saraban.letters import locking, reviewing, versions
from saraban.letters.deliberating import require_drafting
from saraban.letters.makers import makers_of


@operation(
    "POST", "/letters/{id}/submit", tag="letters", thai="ส่งตรวจ", english="Send a draft to be checked",
    body="ProposeBody", answer="Letter",
)  # fmt: skip
def post_submit(call: Call) -> dict[str, Any]:
    """It waits in the tray of the post that checks it."""
    letter, body = letter_of(call), call.body
    reviewing.submit(call.desk, call.actor, letter=letter, to_post=body["to_post"], text=body.get("text", ""))
    return letter_shown(call, letter)


@operation(
    "POST", "/letters/{id}/check", tag="letters", thai="ตรวจแล้ว", english="Say that a draft is checked",
    body="Nothing", answer="Letter",
)  # fmt: skip
def post_check(call: Call) -> dict[str, Any]:
    """Not by who wrote it."""
    letter = letter_of(call)
    reviewing.check(call.desk, call.actor, letter=letter)
    return letter_shown(call, letter)


@operation(
    "POST", "/letters/{id}/send-back", tag="letters", thai="ส่งคืนผู้ร่าง", english="Return from who checks to who wrote",
    body="ReturnBody", answer="Letter",
)  # fmt: skip
def post_send_back(call: Call) -> dict[str, Any]:
    """With what is to be changed."""
    letter = letter_of(call)
    reviewing.send_back(call.desk, call.actor, letter=letter, text=call.body["text"])
    return letter_shown(call, letter)


@operation(
    "POST", "/letters/{id}/return-previous", tag="letters", thai="ส่งคืนผู้ตรวจ",
    english="Return from who signs to who checked", body="ReturnBody", answer="Letter",
)  # fmt: skip
def post_return_previous(call: Call) -> dict[str, Any]:
    """With what is to be changed; where nobody checked it, return it to who wrote it."""
    letter = letter_of(call)
    reviewing.return_previous(call.desk, call.actor, letter=letter, text=call.body["text"])
    return letter_shown(call, letter)


@operation(
    "POST", "/letters/{id}/opinions", tag="letters", thai="ขอความเห็น", english="Ask several posts for their opinion",
    body="OpinionsBody", answer="Review", status=201,
)  # fmt: skip
def post_opinions(call: Call) -> dict[str, Any]:
    """All at once; each reads the draft from then on."""
    letter, body = letter_of(call), call.body
    reviewing.ask_opinions(call.desk, call.actor, letter=letter, posts=tuple(body["posts"]), text=body.get("text", ""))
    return _review(letter)


@operation(
    "POST", "/letters/{id}/opinion", tag="letters", thai="ให้ความเห็น", english="Give the opinion that was asked for",
    body="ReturnBody", answer="Review",
)  # fmt: skip
def post_opinion(call: Call) -> dict[str, Any]:
    """For the post acted in."""
    letter = letter_of(call)
    reviewing.give_opinion(call.desk, call.actor, letter=letter, text=call.body["text"])
    return _review(letter)


@operation(
    "GET", "/letters/{id}/review", tag="letters", thai="ความเห็นต่อร่าง", english="Opinions and comments on a draft",
    answer="Review",
)  # fmt: skip
def get_review(call: Call) -> dict[str, Any]:
    """And who is editing it, and who drafted, typed and checked it."""
    letter = _written_here(call)
    made, held = makers_of(call.root, letter), locking.lock_of(call.desk, letter)
    return {
        **_review(letter),
        "makers": {"drafter": made.drafter, "typist": made.typist, "checker": made.checker},
        "lock": {"name": held.name, "post": held.post, "until": moment(held.until)} if held is not None else None,
    }


@operation(
    "POST", "/letters/{id}/comments", tag="letters", thai="ความเห็นต่อย่อหน้า", english="Comment on a paragraph",
    body="CommentBody", answer="Review", status=201,
)  # fmt: skip
def post_comment(call: Call) -> dict[str, Any]:
    """`paragraph` counts the blocks of the text from 1; 0 is the draft as a whole."""
    letter, body = letter_of(call), call.body
    reviewing.comment(call.desk, call.actor, letter=letter, paragraph=body.get("paragraph", 0), text=body["text"])
    return _review(letter)


@operation(
    "POST", "/letters/{id}/comments/{n}/settle", tag="letters", thai="แก้ตามความเห็นแล้ว", english="Settle a comment",
    body="Nothing", answer="Review",
)  # fmt: skip
def post_settle(call: Call) -> dict[str, Any]:
    """It stays to be read."""
    letter = letter_of(call)
    reviewing.settle(call.desk, call.actor, letter=letter, n=int(call.path["n"]))
    return _review(letter)


@operation(
    "PUT", "/letters/{id}/lock", tag="letters", thai="จองแก้ไขร่าง", english="Keep a draft for oneself for half an hour",
    body="LockBody", answer="Review",
)  # fmt: skip
def put_lock(call: Call) -> dict[str, Any]:
    """Taking it over from another stands among the steps."""
    letter = letter_of(call)
    locking.lock(call.desk, call.actor, letter=letter, take_over=call.body.get("take_over", False))
    return _review(letter)


@operation(
    "DELETE", "/letters/{id}/lock", tag="letters", thai="ปล่อยการจอง", english="Let others edit a draft",
    body="Nothing", answer="Review",
)  # fmt: skip
def delete_lock(call: Call) -> dict[str, Any]:
    """One's own lock; that of another stays."""
    letter = letter_of(call)
    locking.unlock(call.desk, call.actor, letter=letter)
    return _review(letter)


@operation(
    "GET", "/letters/{id}/versions", tag="letters", thai="รุ่นของร่าง", english="Versions of a draft and what differs",
    answer="DraftVersionPage",
)  # fmt: skip
def list_versions(call: Call) -> Page:
    """The newest first, each with what differs from the one before it, word by word."""
    kept = _written_here(call).versions
    pairs = zip([None, *kept], kept, strict=False)
    return Page([_version(old, new) for old, new in pairs][::-1])


def _written_here(call: Call) -> Any:
    letter = letter_of(call)
    require_drafting(call.actor, letter)
    return letter


def _version(old: Any, new: Any) -> dict[str, Any]:
    fields = versions.compare(old, new) if old is not None else []
    return {
        "version": new.n,
        "at": moment(new.at),
        "name": new.name,
        "post": new.post,
        "differences": [
            {"label": f.label, "changes": [{"kind": c.kind, "text": c.text} for c in f.changes]} for f in fields
        ],
    }


def _review(letter: Any) -> dict[str, Any]:
    return {
        "state": letter.state,
        "opinions": [_opinion(one) for one in letter.opinions],
        "comments": [_comment(one) for one in letter.comments],
    }


def _opinion(one: Any) -> dict[str, Any]:
    names = ("post", "title", "asked_by", "text", "name", "answer")
    return {**{n: getattr(one, n) for n in names}, "asked_at": moment(one.asked_at), "at": moment(one.at)}


def _comment(one: Any) -> dict[str, Any]:
    names = ("n", "paragraph", "quote", "text", "name", "post", "settled_by")
    return {**{n: getattr(one, n) for n in names}, "at": moment(one.at), "settled_at": moment(one.settled_at)}
