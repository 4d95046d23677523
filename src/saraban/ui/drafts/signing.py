"""หน้าเสนอ ลงนาม ออกเลข ส่ง (proposing, signing, numbering, sending a draft)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.exchange.sending import check_on_paper, receivers_of, send, send_again, send_on_paper
from saraban.letters import cosigning, drafting, records, reviewing
from saraban.letters.filling import dotted_parts, missing_parts
from saraban.letters.workflow import LETTER_MOVES, check_move
from saraban.people.service import find_post
from saraban.signatures.issuing import Wanted, is_signed_by
from saraban.signatures.unfinished import bring_back_by_hand
from saraban.ui.drafts.presenters import sign_shown
from saraban.ui.drafts.whom import checkers, first_signers, lacking
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import small_number
from saraban.ui.layout.targets import named_posts, named_readers, named_targets, names_near, suggestions
from saraban.ui.letters.giving import given_in, giving_shown
from saraban.ui.letters.voiding import void_words

ACT = "templates/act.pt"
#: The row of the table that a form belongs to, where it is called otherwise.
MOVES = {"send-named": "send", "ask": "ask_opinions"}
#: Names that are offered as those concerned at the receivers.
MOST_NEAR = 100
SIGN = "templates/sign.pt"
TITLES = {
    "propose": _("Propose for signature"),
    "return": _("Return for correction"),
    "decline": _("Return unsigned"),
    "submit": _("Send to be checked"),
    "send-back": _("Return to who wrote it"),
    "return-previous": _("Return to who checked it"),
    "ask": _("Ask for opinions"),
    "send-again": _("Send again"),
    "send-named": _("Send to the addressees"),
    "send-on-paper": _("Send on paper"),
}
DONE = {
    "propose": _("The draft waits for the signature."),
    "return": _("The draft went back to its writer."),
    "decline": _("The letter went back to its writer. What others signed counts no more; its number stays held."),
    "recall": _("The draft is yours again."),
    "submit": _("The draft waits to be checked."),
    "send-back": _("The draft went back to its writer."),
    "return-previous": _("The draft went back to who checked it."),
    "ask": _("Opinions were asked for."),
    "check": _("The draft is checked."),
    "bring-back": _("The letter is as it was before it was to be signed. Its number stays held for it."),
    "send-again": _("The letter was sent again."),
    "send-named": _("The letter went to the units’ registries, in an envelope for those named."),
    "send-on-paper": _("It is on record that the letter was sent on paper."),
}


@view_config(route_name="draft-act", request_method="GET", renderer=ACT)
def ask(request: Any) -> dict[str, Any]:
    """The form of a verb."""
    letter, verb = _letter(request), request.matchdict["verb"]
    move = check_move(LETTER_MOVES, MOVES.get(verb, verb.replace("-", "_")), letter.state)
    if not (verb == "void" and drafting.is_own_draft(request.actor, letter)):
        request.actor.require(move.permission, letter)
    if verb == "send-on-paper":
        check_on_paper(request.desk.root, letter)
    if verb == "send-named" and not receivers_of(request.desk.root, letter):
        raise Invalid(_("Choose at least one addressee in the system."), field="addressees")
    return _act_page(request, None)


@view_config(route_name="draft-act", request_method="POST", renderer=ACT)
def act(request: Any) -> Any:
    """Carry it out; or its form again."""
    verb = request.matchdict["verb"]

    def go() -> str:
        letter = _letter(request)
        done = void_words(letter).done if verb == "void" else DONE[verb]
        _ACTS[verb](request, letter)
        add_note(request, done)
        return f"/l/{letter.key}"

    outcome = attempt(request, lambda: once_page(request, go))
    if isinstance(outcome, Refused):
        if not _letter(request).from_unit:  # a letter from outside has no such form to show again
            raise outcome.error
        return _act_page(request, outcome)
    return HTTPSeeOther(location=outcome)


def _propose(request: Any, letter: Any) -> None:
    to_post = request.POST.get("to_post", "")
    if not to_post:
        raise Invalid(_("Choose the post that is to sign."), field="to_post")
    drafting.propose_draft(
        request.desk, request.actor, letter=letter, to_post=to_post, text=request.POST.get("text", "")
    )


def _send_again(request: Any, letter: Any) -> None:
    named = named_targets(request.desk.root, letter.from_unit, request.POST.get("others", ""), "others")
    chosen = (*request.POST.getall("addressees"), *named)
    codes = [value.removeprefix("unit:") for value in chosen if value.startswith("unit:")]
    send_again(request.desk, request.actor, letter=letter, addressees=chosen, named=_readers(request, letter, codes))


def _send_named(request: Any, letter: Any) -> None:
    codes = receivers_of(request.desk.root, letter)
    send(request.desk, request.actor, letter=letter, named=_readers(request, letter, codes))


def _readers(request: Any, letter: Any, codes: list[str]) -> tuple[str, ...]:
    """Who reads a letter for few in the units, as typed."""
    return named_readers(request.desk.root, letter.from_unit, request.POST.get("concerned", ""), codes)


def _submit(request: Any, letter: Any) -> None:
    to_post = request.POST.get("to_post", "")
    if not to_post:
        raise Invalid(_("Choose the post that is to check."), field="to_post")
    reviewing.submit(request.desk, request.actor, letter=letter, to_post=to_post, text=request.POST.get("text", ""))


def _ask(request: Any, letter: Any) -> None:
    check_move(LETTER_MOVES, "ask_opinions", letter.state)
    posts = named_posts(request.desk.root, letter.from_unit, request.POST.get("posts", ""))
    reviewing.ask_opinions(request.desk, request.actor, letter=letter, posts=posts, text=request.POST.get("text", ""))


_ACTS: dict[str, Callable[[Any, Any], Any]] = {
    "propose": _propose,
    "return": lambda r, letter: drafting.return_draft(r.desk, r.actor, letter=letter, text=r.POST.get("text", "")),
    "decline": lambda r, letter: cosigning.decline(r.desk, r.actor, letter=letter, text=r.POST.get("text", "")),
    "void": lambda r, letter: drafting.void_letter(r.desk, r.actor, letter=letter, reason=r.POST.get("reason", "")),
    "submit": _submit,
    "ask": _ask,
    "send-back": lambda r, letter: reviewing.send_back(r.desk, r.actor, letter=letter, text=r.POST.get("text", "")),
    "return-previous": lambda r, letter: reviewing.return_previous(
        r.desk, r.actor, letter=letter, text=r.POST.get("text", "")
    ),
    "send-again": _send_again,
    "send-named": _send_named,
    "send-on-paper": lambda r, letter: send_on_paper(r.desk, r.actor, letter=letter, how=r.POST.get("how", "")),
}


@view_config(route_name="draft-now", request_method="POST", match_param="verb=recall")
def recall(request: Any) -> HTTPSeeOther:
    """ดึงร่างกลับ."""
    letter = _letter(request)
    drafting.recall_draft(request.desk, request.actor, letter=letter)
    add_note(request, DONE["recall"])
    return HTTPSeeOther(location=f"/l/{letter.key}")


@view_config(route_name="draft-now", request_method="POST", match_param="verb=check")
def check(request: Any) -> HTTPSeeOther:
    """ตรวจแล้ว."""
    letter = _letter(request)
    reviewing.check(request.desk, request.actor, letter=letter)
    add_note(request, DONE["check"])
    return HTTPSeeOther(location=f"/l/{letter.key}")


@view_config(route_name="draft-now", request_method="POST", match_param="verb=bring-back")
def bring_back(request: Any) -> HTTPSeeOther:
    """คืนหนังสือที่ค้างลงนาม."""
    letter = _letter(request)
    bring_back_by_hand(request.desk, request.actor, letter=letter)
    add_note(request, DONE["bring-back"])
    return HTTPSeeOther(location=f"/l/{letter.key}")


@view_config(route_name="draft-now", request_method="POST", match_param="verb=send")
def send_letter(request: Any) -> HTTPSeeOther:
    """ส่งหนังสือ to its addressees: one delivery for each unit."""

    def go() -> str:
        letter = _letter(request)
        fmt = formats_for(request)
        sent = send(request.desk, request.actor, letter=letter)
        add_note(
            request,
            _(
                "${number} was sent to ${n} units.",
                mapping={"number": fmt.digits(letter.number), "n": fmt.count(len(sent))},
            ),
        )
        return f"/l/{letter.key}"

    return HTTPSeeOther(location=once_page(request, go))


@view_config(route_name="draft-sign", request_method="GET", renderer=SIGN)
def ask_signature(request: Any) -> dict[str, Any]:
    """The sheet as it will be, the block, the name to type, the code."""
    request.rail = "drafts"
    letter = _letter(request)
    return {"shown": sign_shown(request, letter), "giving": giving_shown(request)}


@view_config(route_name="draft-sign", request_method="POST", renderer=SIGN)
def sign(request: Any) -> Any:
    """ลงนามและออกเลข: the code is spent, the number taken and the signature frozen, all or nothing."""
    request.rail = "drafts"
    typed = request.POST

    def go() -> str:
        letter = _letter(request)
        given = given_in(request)
        if not is_signed_by(letter, given.request):  # moved on meanwhile: there is nothing to sign any more
            cosigning.require_signer(request.desk.root, request.actor, letter)
        wanted = Wanted(letter.id, typed.get("seen", ""), small_number(typed.get("reserved", "")) or 0)
        request.registry.issuing.sign(request.desk, request.actor, [wanted], given)
        return _signed(request)

    outcome = attempt(request, lambda: once_page(request, go))
    if isinstance(outcome, Refused):
        if not cosigning.may_sign(request.desk.root, request.actor, _letter(request)):
            raise outcome.error
        return {"shown": sign_shown(request, _letter(request), outcome), "giving": giving_shown(request)}
    return HTTPSeeOther(location=outcome)


def _signed(request: Any) -> str:
    """Where the way goes on: to the number, or to the letter where it waits for the next who signs."""
    letter = _letter(request)
    if letter.turn:
        title = find_post(request.desk.root, letter.turn).title
        add_note(request, _("You have signed. The letter waits for ${post}.", mapping={"post": title}))
    return f"/l/{letter.key}" if letter.turn else f"/l/{letter.key}/signed"


@view_config(route_name="draft-signed", request_method="GET", renderer="templates/signed.pt")
def signed(request: Any) -> dict[str, Any]:
    """The number, large, and the button that sends."""
    request.rail = "drafts"
    letter = _letter(request)
    on_paper = not receivers_of(request.desk.root, letter)
    return {"letter": letter, "number": formats_for(request).digits(letter.number), "on_paper": on_paper}


def _letter(request: Any) -> Any:
    return records.read_letter(request.desk.root, request.actor, request.matchdict["id"])


def _act_page(request: Any, refused: Refused | None) -> dict[str, Any]:
    request.rail = "drafts"
    letter, verb = _letter(request), request.matchdict["verb"]
    root = request.desk.root
    codes = receivers_of(root, letter) if verb == "send-named" else []
    chosen = request.POST.get("to_post", "") or (letter.draft.signer_post if letter.draft else "")
    return {
        "letter": letter,
        "verb": verb,
        "title": void_words(letter).title if verb == "void" else TITLES[verb],
        "reason_label": void_words(letter).reason,
        "missing": missing_parts(root, letter) if verb == "propose" else [],
        "dotted": dotted_parts(root, letter) if verb == "propose" else [],
        "signers": checkers(request, letter) if verb == "submit" else first_signers(request, letter, chosen),
        "posts": request.POST.get("posts", ""),
        "near_posts": names_near(root, letter.from_unit, request.desk.today)[:MOST_NEAR] if verb == "ask" else [],
        "text": request.POST.get("text", ""),
        "reason": request.POST.get("reason", ""),
        "how": request.POST.get("how", ""),
        "others": request.POST.get("others", ""),
        "choices": lacking(request, letter) if verb == "send-again" else [],
        "receivers": [find_unit(root, code).title for code in codes],
        "near": list(dict.fromkeys(n for code in codes for n in names_near(root, code, request.desk.today)))[
            :MOST_NEAR
        ],
        "concerned": request.POST.get("concerned", ""),
        "wrong": refused.wrong if refused else {},
        "names": suggestions(request.desk.root, letter.from_unit) if verb == "send-again" else [],
        "problems": refused.problems if refused else [],
    }
