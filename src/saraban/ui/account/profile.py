"""ข้อมูลของฉัน (profile): name, posts, browsers signed in, tokens; choosing the post to act in."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.auth.doors import take_back
from saraban.auth.service import (
    get_account,
    is_enrolled,
    revoke_token,
    sessions_of,
    sign_out_everywhere,
    switch_post,
    tokens_of,
)
from saraban.core.errors import NotAllowed
from saraban.core.i18n import _
from saraban.people.service import ACTING_TERMS, HeldPost, posts_of
from saraban.ui.layout.doors import safe_back
from saraban.ui.layout.notes import add_note


@view_config(route_name="me", request_method="GET", renderer="saraban.ui.account:templates/me.pt")
def me(request: Any) -> dict[str, Any]:
    """Who am I here, and where am I signed in."""
    desk, person = request.desk, request.actor.person
    now = desk.clock.now()
    account = get_account(desk.root, person)
    return {
        "person": person,
        "held": [_capacity(desk.root, held) for held in posts_of(desk.root, person, desk.today)],
        "sessions": [(s, s.key == request.session_record.key) for s in sessions_of(desk.root, person, now)],
        "tokens": [t for t in tokens_of(desk.root, person) if t.revoked is None and t.expires > now],
        "is_enrolled": is_enrolled(desk.root, person),
        "codes_left": len(account.recovery_hashes),
        "changed": account.changed,
    }


@view_config(route_name="me-post", request_method="POST")
def choose_post(request: Any) -> Any:
    """Act in another of one's posts from now on, in this browser."""
    wanted = request.POST.get("post", "")
    desk = request.desk
    held = next((h for h in posts_of(desk.root, request.actor.person, desk.today) if h.key == wanted), None)
    if held is None:
        raise NotAllowed(
            _("You do not hold this post today. Choose one of your posts, or ask for the acting grant to be recorded.")
        )
    switch_post(desk, request.session_record, wanted)
    add_note(request, _("You act as ${post} now.", mapping={"post": held.post.title}))
    return HTTPSeeOther(location=safe_back(request.POST.get("back")))


@view_config(route_name="me-sign-out-everywhere", request_method="POST")
def leave_everywhere(request: Any) -> Any:
    """Sign out in every browser, this one included."""
    sign_out_everywhere(request.desk, request.actor.person, by=request.actor.person)
    response = HTTPSeeOther(location=request.route_path("sign-in"))
    take_back(response)
    return response


@view_config(route_name="me-token-revoke", request_method="POST")
def revoke(request: Any) -> Any:
    """Make one of one's own API tokens void."""
    person = request.actor.person
    revoke_token(request.desk, person, request.matchdict["id"], by=person)
    add_note(request, _("The token is revoked. Programs that use it are refused from now on."))
    return HTTPSeeOther(location=request.route_path("me"))


def _capacity(root: Any, held: HeldPost) -> tuple[HeldPost, str, str]:
    term = ACTING_TERMS[held.acting.term] if held.acting else ""
    return held, find_unit(root, held.post.unit).title, term
