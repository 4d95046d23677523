"""ตรวจร่าง (reviewing): a draft goes to who checks it and back; opinions of several posts; comments on paragraphs."""

from __future__ import annotations

from dataclasses import replace

from saraban.core.access import post_scope
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.body import blocks_of
from saraban.letters.content import Letter
from saraban.letters.drafting import record_step, require_move, wait_in
from saraban.letters.filling import check_complete
from saraban.letters.moving import first_due
from saraban.letters.values import Comment, DraftState, Opinion
from saraban.letters.words import check_words
from saraban.letters.workflow import LETTER_MOVES, check_move
from saraban.people.actor import Actor
from saraban.people.rights import post_may
from saraban.people.service import find_post
from saraban.tasks import service as tasks

TEXT_LENGTH = 4000
MOST_POSTS, MOST_COMMENTS = 20, 500


def submit(desk: Desk, actor: Actor, *, letter: Letter, to_post: str, text: str = "") -> None:
    """ส่งตรวจ: the complete draft waits in the tray of the post that is to check it."""
    require_move(actor, letter, "submit")
    check_complete(desk.root, letter)
    words = check_words(text, "text", TEXT_LENGTH)
    if not post_may(desk.root, to_post, Permission.LETTER_DRAFT, letter.from_unit, desk.today):
        raise Invalid(_("This post does not check drafts of the unit. Choose one that works on them."), field="to_post")
    _let_read(desk, letter, to_post)
    letter.draft = replace(letter.draft or DraftState(), checker_post=to_post, checked_by="", checked_post="")
    wait_in(desk, letter, tasks.post_tray(to_post), "check", words)
    record_step(desk, actor, letter, "submit", words)


def check(desk: Desk, actor: Actor, *, letter: Letter, text: str = "") -> None:
    """ตรวจแล้ว: who wrote the draft goes on with it. Nobody checks what he wrote himself."""
    require_move(actor, letter, "check")
    if letter.created_by == actor.person:
        raise Conflict(_("You wrote this draft yourself; somebody else checks it."), slug="own-draft")
    words = check_words(text, "text", TEXT_LENGTH)
    state = letter.draft or DraftState()
    letter.draft = replace(state, checked_by=actor.name, checked_post=actor.signing.post_title)
    wait_in(desk, letter, tasks.person_tray(letter.created_by), "checked", words)
    record_step(desk, actor, letter, "check", words)


def send_back(desk: Desk, actor: Actor, *, letter: Letter, text: str) -> None:
    """ส่งคืนผู้ร่าง by who checks it, with what is to be changed."""
    require_move(actor, letter, "send_back")
    words = _needed(text, "text")
    wait_in(desk, letter, tasks.person_tray(letter.created_by), "revise", words)
    record_step(desk, actor, letter, "send_back", words)


def return_previous(desk: Desk, actor: Actor, *, letter: Letter, text: str) -> None:
    """ส่งคืนผู้ตรวจ: who is to sign gives the draft back to who checked it; raises ``Conflict`` where nobody did."""
    require_move(actor, letter, "return_previous")
    words = _needed(text, "text")
    state = letter.draft or DraftState()
    if not state.checker_post:
        raise Conflict(_("Nobody checked this draft. Return it to who wrote it."), slug="nobody-checked")
    letter.draft = replace(state, checked_by="", checked_post="")
    wait_in(desk, letter, tasks.post_tray(state.checker_post), "check", words)
    record_step(desk, actor, letter, "return_previous", words)


def ask_opinions(desk: Desk, actor: Actor, *, letter: Letter, posts: tuple[str, ...], text: str = "") -> None:
    """ขอความเห็น of several posts at once; each reads the draft from then on and answers for itself."""
    require_move(actor, letter, "ask_opinions")
    words = check_words(text, "text", TEXT_LENGTH)
    waiting = {o.post for o in letter.opinions if o.is_open}
    wanted = [p for p in dict.fromkeys(posts) if p not in waiting]
    if not wanted or len(wanted) > MOST_POSTS:
        raise Invalid(_("Choose at least one post that was not asked yet, and at most 20."), field="posts")
    for post in wanted:
        place = find_post(desk.root, post)
        _let_read(desk, letter, post)
        ref = tasks.place(
            desk.root, tasks.post_tray(post), what="opinion", letter=letter.id, urgency=letter.urgency, text=words,
            since=desk.now, due=first_due(letter, desk.today),
        )  # fmt: skip
        letter.opinions = (*letter.opinions, Opinion(post, place.title, desk.now, actor.name, words, task=ref))
    record_step(desk, actor, letter, "ask_opinions", ", ".join(find_post(desk.root, p).title for p in wanted))


def give_opinion(desk: Desk, actor: Actor, *, letter: Letter, text: str) -> None:
    """ให้ความเห็น for the post acted in, once for each time that it was asked; raises ``Conflict`` where it was not."""
    check_move(LETTER_MOVES, "ask_opinions", letter.state)
    at = next((i for i, o in enumerate(letter.opinions) if o.is_open and o.post == actor.post), None)
    if at is None:
        raise Conflict(_("The post you act in is not asked for an opinion on this draft."), slug="not-asked")
    words = _needed(text, "text")
    given = letter.opinions[at]
    if given.task is not None:
        tasks.clear(desk.root, given.task)
    done = replace(given, at=desk.now, person=actor.person, name=actor.name, answer=words, task=None)
    letter.opinions = (*letter.opinions[:at], done, *letter.opinions[at + 1 :])
    record_step(desk, actor, letter, "give_opinion", "")


def comment(desk: Desk, actor: Actor, *, letter: Letter, paragraph: int, text: str) -> None:
    """ความเห็นต่อย่อหน้า by who works on the draft: ``paragraph`` counts from 1, 0 is the draft as a whole."""
    _may_comment(actor, letter)
    blocks = blocks_of(letter.body)
    if not 0 <= paragraph <= len(blocks):
        raise Invalid(_("There is no paragraph ${n} in this draft.", mapping={"n": paragraph}), field="paragraph")
    if len(letter.comments) >= MOST_COMMENTS:
        raise Conflict(_("There are 500 comments already. Settle them first."), slug="too-many")
    quote = "" if paragraph == 0 else getattr(blocks[paragraph - 1], "text", "ตาราง")[:120]
    n = letter.comments[-1].n + 1 if letter.comments else 1
    made = Comment(n, paragraph, quote, _needed(text, "text"), desk.now, actor.person, actor.name, actor.post)
    letter.comments = (*letter.comments, made)
    record_step(desk, actor, letter, "comment", "")


def settle(desk: Desk, actor: Actor, *, letter: Letter, n: int) -> None:
    """แก้ตามความเห็นแล้ว: a comment is done with; it stays to be read."""
    require_move(actor, letter, "ask_opinions")
    if not any(c.n == n for c in letter.comments):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    letter.comments = tuple(
        replace(c, settled_at=desk.now, settled_by=actor.name) if c.n == n and c.settled_at is None else c
        for c in letter.comments
    )
    record_step(desk, actor, letter, "settle", "")


def _may_comment(actor: Actor, letter: Letter) -> None:
    check_move(LETTER_MOVES, "ask_opinions", letter.state)
    asked = any(o.post == actor.post for o in letter.opinions)
    actor.require(Permission.LETTER_READ, letter)
    if not asked and not actor.may(Permission.LETTER_DRAFT, letter):
        raise NotAllowed(_("Comments are written by who works on the draft or was asked for an opinion."))


def _let_read(desk: Desk, letter: Letter, post: str) -> None:
    records.add_scopes(desk.root, letter, post_scope(post))


def _needed(text: str, field: str) -> str:
    words = check_words(text, field, TEXT_LENGTH)
    if not words:
        raise Invalid(_("Write what is to be changed."), field=field)
    return words
