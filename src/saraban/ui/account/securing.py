"""รหัสผ่านและรหัสใช้ครั้งเดียว (password and phone): first sign-in, changing them later, recovery codes."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from saraban.auth.doors import hand_over
from saraban.auth.otp import picture
from saraban.auth.service import (
    Identity,
    begin_enrolment,
    change_password,
    confirm_enrolment,
    get_account,
    is_enrolled,
    open_session,
    pending_enrolment,
    renew_recovery_codes,
    step_up,
)
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.people.service import find_person
from saraban.ui.account.browser import back_of, device_of, onward, signed_in, token_of
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.doors import OPEN, safe_back
from saraban.ui.layout.notes import add_note

CHANGE = "saraban.ui.account:templates/password.pt"
PHONE = "saraban.ui.account:templates/phone.pt"
CODES = "saraban.ui.account:templates/codes.pt"
STEP_UP = "saraban.ui.account:templates/step_up.pt"


@view_config(route_name="me-password", request_method="GET", renderer=CHANGE, door=OPEN)
@signed_in
def password_page(request: Any) -> dict[str, Any]:
    """The form for a new password; the old one is asked for where it was chosen by the person."""
    return _password(request)


@view_config(route_name="me-password", request_method="POST", renderer=CHANGE, door=OPEN)
@signed_in
def save_password(request: Any) -> Any:
    """Change it; every other browser is signed out, this one goes on with a new session."""
    session = request.session_record
    person = session.person
    identity = Identity(person, session.method, session.otp_at)
    post, posted = session.post, request.POST

    def change() -> str:
        new = posted.get("new_password", "")
        if new != posted.get("repeat_password", ""):
            raise Invalid(_("The two are not the same. Type the new password twice."), field="repeat_password")
        change_password(request.desk, person, old=posted.get("old_password"), new=new, names=_names(request, person))
        return open_session(request.desk, identity, device=device_of(request), replaces=token_of(request), post=post)

    done = attempt(request, change)
    if isinstance(done, Refused):
        return _password(request, done)
    add_note(request, _("The password is changed. Other browsers are signed out."))
    return onward(request, person, done, safe_back(posted.get("back"), "/me"))


@view_config(route_name="me-otp", request_method="GET", renderer=PHONE, door=OPEN)
@signed_in
def phone_page(request: Any) -> dict[str, Any]:
    """The picture to scan, where enrolment has begun; else the button that begins it."""
    return _phone(request)


@view_config(route_name="me-otp-begin", request_method="POST", renderer=STEP_UP, door=OPEN)
@signed_in
def begin(request: Any) -> Any:
    """Make the secret for a new phone; who has a phone proves that first."""
    session = request.session_record
    done = attempt(request, lambda: begin_enrolment(request.desk, session.person, proved_at=session.otp_at))
    if isinstance(done, Refused):
        return _step_up(request, _with_back(request, "me-otp"), done)
    return HTTPSeeOther(location=_with_back(request, "me-otp"))


@view_config(route_name="me-otp-picture", request_method="GET", door=OPEN)
def phone_picture(request: Any) -> Any:
    """The picture itself: for its owner only, kept by nobody."""
    if request.session_record is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    uri = pending_enrolment(request.desk, request.session_record.person)
    return Response(body=picture(uri), content_type="image/png")


@view_config(route_name="me-otp", request_method="POST", renderer=PHONE, door=OPEN)
@signed_in
def confirm(request: Any) -> Any:
    """The first code of the phone ends enrolment; the recovery codes are shown this once."""
    session = request.session_record
    person, post = session.person, session.post
    done = attempt(request, lambda: confirm_enrolment(request.desk, person, request.POST.get("otp", "")))
    if isinstance(done, Refused):
        return _phone(request, done)
    identity = Identity(person, "totp", request.desk.clock.now())
    token = open_session(request.desk, identity, device=device_of(request), replaces=token_of(request), post=post)
    hand_over(request, request.response, token)
    return _codes(request, done)


@view_config(route_name="me-recovery", request_method="POST", renderer=CODES)
def new_codes(request: Any) -> Any:
    """Ten new recovery codes, shown this once."""
    session = request.session_record
    done = attempt(request, lambda: renew_recovery_codes(request.desk, session.person, proved_at=session.otp_at))
    if isinstance(done, Refused):
        add_note(request, done.error.message, "warning")
        return HTTPSeeOther(location=request.route_path("me-step-up"))
    return _codes(request, done)


@view_config(route_name="me-step-up", request_method="GET", renderer=STEP_UP)
def step_up_page(request: Any) -> dict[str, Any]:
    """Ask for a code in a running session, then go back to where it was wanted."""
    return _step_up(request, safe_back(request.GET.get("back"), "/me"))


@view_config(route_name="me-step-up", request_method="POST", renderer=STEP_UP)
def prove(request: Any) -> Any:
    """A right code makes the session fresh, under a new token."""
    done = attempt(request, lambda: step_up(request.desk, request.session_record, request.POST.get("otp", "")))
    back = safe_back(request.POST.get("back"), "/me")
    if isinstance(done, Refused):
        return _step_up(request, back, done)
    response = HTTPSeeOther(location=back)
    hand_over(request, response, done)
    add_note(request, _("You have proved who you are. Do again what was not taken before, if anything was."))
    return response


def _names(request: Any, person: str) -> list[str]:
    found = find_person(request.desk.root, person)
    return [found.name, found.email.partition("@")[0]]


def _with_back(request: Any, route: str) -> str:
    back = back_of(request)
    path: str = request.route_path(route, _query={"back": back} if back != "/" else {})
    return path


def _password(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    account = get_account(request.desk.root, request.session_record.person)
    return {
        "is_first": account.must_change,
        "back": back_of(request),
        "person": account.person,
        "problems": refused.problems if refused else [],
        "wrong": refused.wrong if refused else {},
    }


def _phone(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    person = request.session_record.person
    account = get_account(request.desk.root, person)
    secret = ""
    if account.pending_secret:
        uri = pending_enrolment(request.desk, person)
        secret = uri.partition("secret=")[2].partition("&")[0]
    return {
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "is_enrolled": is_enrolled(request.desk.root, person),
        "back": back_of(request),
        "problems": refused.problems if refused else [],
        "wrong": refused.wrong if refused else {},
    }


def _codes(request: Any, codes: list[str]) -> dict[str, Any]:
    request.override_renderer = CODES
    return {"codes": codes, "back": safe_back(request.params.get("back"), "/")}


def _step_up(request: Any, back: str, refused: Refused | None = None) -> dict[str, Any]:
    request.override_renderer = STEP_UP
    return {
        "back": back,
        "problems": refused.problems if refused else [],
        "wrong": refused.wrong if refused else {},
    }
