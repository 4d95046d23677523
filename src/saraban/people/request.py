"""ผู้ปฏิบัติของคำขอ (who a request is from): the person of the session or token, at work in one post."""

from __future__ import annotations

from typing import Any

from pyramid.authentication import CallbackAuthenticationPolicy
from pyramid.authorization import ACLAuthorizationPolicy
from pyramid.interfaces import IAuthenticationPolicy
from zope.interface import implementer

from saraban.auth.accounts import missing_step
from saraban.auth.doors import SessionCsrf, is_api
from saraban.core.errors import Missing, NotAllowed
from saraban.people.actor import Actor
from saraban.people.content import ActingGrant
from saraban.people.rights import actor_for
from saraban.people.service import acting_of, find_person

POST_HEADER = "Saraban-Post"
POST_PARAMETER = "post"


def actor(request: Any) -> Actor | None:
    """``request.actor``: None while nobody is signed in, or the first sign-in is not finished.

    Pages act in the post that the session says; one that has ended since gives way to the first post of today. The
    API acts in the post that the request names, and raises ``NotAllowed`` when the person does not hold it.
    """
    return _caller(request) if is_api(request) else _visitor(request)


def _visitor(request: Any) -> Actor | None:
    session = request.session_record
    if session is None or missing_step(request.desk.root, session.person):
        return None
    desk = request.desk
    if not _is_active(desk.root, session.person):
        return None
    try:
        return actor_for(desk.root, session.person, session.post, desk.today)
    except NotAllowed:
        return actor_for(desk.root, session.person, "", desk.today)


def _caller(request: Any) -> Actor | None:
    token = request.api_token
    if token is None or not _is_active(request.desk.root, token.person):
        return None
    post = request.headers.get(POST_HEADER) or request.GET.get(POST_PARAMETER, "")
    return actor_for(request.desk.root, token.person, post, request.desk.today)


def _is_active(root: Any, person: str) -> bool:
    try:
        return bool(find_person(root, person).active)
    except Missing:
        return False


@implementer(IAuthenticationPolicy)
class ActorPolicy(CallbackAuthenticationPolicy):
    """Tells Pyramid who is there, so that ``permission=`` of views asks the access list of their context."""

    def unauthenticated_userid(self, request: Any) -> str | None:
        return request.actor.person if request.actor is not None else None

    def callback(self, _userid: str, request: Any) -> list[str]:
        """All principals of the actor; duties that an acting grant leaves out are asked for by ``Actor.may``."""
        return sorted(request.actor.principals)

    def remember(self, _request: Any, _userid: str, **_options: Any) -> list[Any]:
        """Sessions are opened by signing in only."""
        return []

    def forget(self, _request: Any) -> list[Any]:
        return []


class PostCsrf(SessionCsrf):
    """The token of forms holds for the post that they were opened in: nothing is done in another one unseen."""

    def purpose(self, request: Any) -> str:
        """With the capacity acted in now: the post, and the acting grant where there is one."""
        who = request.actor
        return "form" if who is None else _purpose(who.post, who.signing.grant)

    def ended(self, request: Any) -> ActingGrant | None:
        """การรักษาการที่สิ้นสุดแล้ว: the acting grant that the form which came was opened in, where it has ended since."""
        session, desk = request.session_record, request.desk
        if session is None:
            return None
        past = [g for g in acting_of(desk.root, session.person) if g.until < desk.today]
        return next((g for g in past if self.was_for(request, _purpose(g.post, g.id))), None)


def _purpose(post: str, grant: str) -> str:
    return f"form {post} {grant}"


def ended_acting(request: Any) -> ActingGrant | None:
    """The acting grant, ended since, in which the form of this request was opened; else nothing."""
    return PostCsrf().ended(request)


def includeme(config: Any) -> None:
    config.add_request_method(actor, reify=True)
    config.set_authentication_policy(ActorPolicy())
    config.set_csrf_storage_policy(PostCsrf())
    config.set_authorization_policy(ACLAuthorizationPolicy())
