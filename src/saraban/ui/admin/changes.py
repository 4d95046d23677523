"""การเปลี่ยนแปลงของผู้ดูแล (what an administrator changes): each form of a unit's page is one verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import agencies_of
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.people import appointing, managing
from saraban.people.service import find_person
from saraban.ui.admin.tree import managed_unit
from saraban.ui.admin.views import UNIT, unit_page
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import read_day

DONE = {
    "rename": _("The name and address of the unit were saved."),
    "move": _("The unit was moved."),
    "add-unit": _("The unit was added."),
    "prefix": _("The code was set."),
    "split": _("The series were set; they hold for numbers from now on."),
    "add-post": _("The post was added."),
    "appoint": _("The appointment was recorded."),
    "end-appointment": _("The last day in the post was recorded."),
    "acting": _("The acting grant was recorded."),
    "end-acting": _("The last day of the grant was recorded."),
    "suspend": _("The account is suspended. It opens nothing from now on."),
    "resume": _("The account can be used again."),
    "rename-person": _("The person was renamed."),
    "certificate-name": _("The name in certificates was recorded; it holds from now on."),
}
TAB = {
    "rename": "unit",
    "move": "unit",
    "add-unit": "unit",
    "prefix": "unit",
    "split": "unit",
    "acting": "acting",
    "end-acting": "acting",
}


@view_config(route_name="admin-change", request_method="POST", renderer=UNIT)
def change(request: Any) -> Any:
    """One change; or the unit's page again with what was typed."""
    code, verb = request.matchdict["code"], request.matchdict["verb"]
    managed_unit(request, code)
    if verb in SECRETS:
        return _shown_once(request, code, verb)
    work, tab = VERBS.get(verb), TAB.get(verb, "people")
    if work is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))

    def go() -> str:
        work(request, code)
        add_note(request, DONE[verb])
        return f"/admin/units?unit={code}&tab={tab}"

    outcome = attempt(request, lambda: once_page(request, go))
    if isinstance(outcome, Refused):
        return unit_page(request, code, tab, outcome, verb)
    return HTTPSeeOther(location=outcome)


def _shown_once(request: Any, code: str, verb: str) -> dict[str, Any]:
    """A password is shown on the answer itself and nowhere else."""
    outcome = attempt(request, lambda: SECRETS[verb](request, code))
    if isinstance(outcome, Refused):
        return unit_page(request, code, "people", outcome, verb)
    return unit_page(request, code, "people", password=outcome)


def _day(request: Any, name: str, *, needed: bool = True) -> Any:
    day = read_day(request.POST.get(name, ""), name)
    if day is None and needed:
        raise Invalid(_("Write a date, for example 8 มี.ค. 67."), field=name)
    return day


def _text(request: Any, name: str) -> str:
    return str(request.POST.get(name, "")).strip()


def _person(request: Any) -> str:
    """The sign-in name typed; one that nobody has is said at its field."""
    name = _text(request, "person")
    try:
        return find_person(request.desk.root, name).id
    except Missing as error:
        raise Invalid(error.message, field="person") from None


def _parent(request: Any) -> str:
    """The code of the unit above; one that is not managed answers as one that is not there."""
    code = _text(request, "parent")
    unit = agencies_of(request.desk.root).by_code.get(code)
    if unit is None or not request.actor.may(Permission.UNIT_MANAGE, unit):
        raise Invalid(_("There is no unit with this code among those that you manage."), field="parent")
    return code


def _rename(request: Any, code: str) -> None:
    managing.change_unit(
        request.desk,
        request.actor,
        unit=code,
        title=_text(request, "title"),
        abbreviation=_text(request, "abbreviation"),
        address=_text(request, "address"),
    )


def _move(request: Any, code: str) -> None:
    managing.change_unit(request.desk, request.actor, unit=code, parent=_parent(request))


def _add_unit(request: Any, code: str) -> None:
    appointing.open_unit(
        request.desk,
        request.actor,
        parent=code,
        code=_text(request, "code"),
        title=_text(request, "new_title"),
        kind=_text(request, "kind"),
        prefix=_text(request, "prefix"),
    )


def _prefix(request: Any, code: str) -> None:
    appointing.change_prefix(
        request.desk, request.actor, unit=code, text=_text(request, "text"), since=_day(request, "since")
    )


def _split(request: Any, code: str) -> None:
    managing.count_apart(request.desk, request.actor, unit=code, series=request.POST.getall("apart"))


def _add_post(request: Any, code: str) -> None:
    appointing.open_post(
        request.desk,
        request.actor,
        unit=code,
        id=_text(request, "id"),
        title=_text(request, "title"),
        rank=_text(request, "rank"),
    )


def _appoint(request: Any, code: str) -> None:
    appointing.give_post(
        request.desk,
        request.actor,
        unit=code,
        person=_person(request),
        post=_text(request, "post"),
        since=_day(request, "since"),
        until=_day(request, "until", needed=False),
    )


def _end_appointment(request: Any, code: str) -> None:
    appointing.take_post(
        request.desk, request.actor, unit=code, holding=_text(request, "holding"), until=_day(request, "until")
    )


def _acting(request: Any, code: str) -> None:
    appointing.give_acting(
        request.desk,
        request.actor,
        unit=code,
        person=_person(request),
        post=_text(request, "post"),
        term=_text(request, "term"),
        instrument=_text(request, "instrument"),
        since=_day(request, "since"),
        until=_day(request, "until"),
        scope=tuple(request.POST.getall("scope")),
    )


def _end_acting(request: Any, code: str) -> None:
    appointing.take_acting(
        request.desk, request.actor, unit=code, grant=_text(request, "grant"), until=_day(request, "until")
    )


def _add_person(request: Any, code: str) -> str:
    return appointing.take_on(
        request.desk,
        request.actor,
        unit=code,
        id=_text(request, "id"),
        name=_text(request, "name"),
        post=_text(request, "post"),
        since=_day(request, "since"),
        email=_text(request, "email"),
    ).password


def _suspend(request: Any, code: str) -> None:
    appointing.suspend(request.desk, request.actor, unit=code, person=_text(request, "person"))


def _resume(request: Any, code: str) -> None:
    appointing.resume(request.desk, request.actor, unit=code, person=_text(request, "person"))


def _rename_person(request: Any, code: str) -> None:
    appointing.change_name(
        request.desk, request.actor, unit=code, person=_text(request, "person"), name=_text(request, "name")
    )


def _certificate_name(request: Any, code: str) -> None:
    person, name = _text(request, "person"), _text(request, "certificate_name")
    appointing.change_certificate_name(request.desk, request.actor, unit=code, person=person, name=name)


def _password(request: Any, code: str) -> str:
    return appointing.renew_password(
        request.desk,
        request.actor,
        unit=code,
        person=_text(request, "person"),
        reset_otp=bool(request.POST.get("reset_otp")),
    )


VERBS: dict[str, Callable[[Any, str], None]] = {
    "rename": _rename,
    "move": _move,
    "add-unit": _add_unit,
    "prefix": _prefix,
    "split": _split,
    "add-post": _add_post,
    "appoint": _appoint,
    "end-appointment": _end_appointment,
    "acting": _acting,
    "end-acting": _end_acting,
    "suspend": _suspend,
    "resume": _resume,
    "rename-person": _rename_person,
    "certificate-name": _certificate_name,
}
#: verbs whose answer shows a password once, on the page itself
SECRETS: dict[str, Callable[[Any, str], str]] = {"add-person": _add_person, "password": _password}
