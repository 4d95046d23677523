"""การปฏิบัติต่อหนังสือที่จะลงทะเบียน (handling): for everybody, for those concerned, or unopened to one person."""

from __future__ import annotations

from typing import Any

from saraban.core.desk import Desk
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.letters.apart import check_named
from saraban.letters.values import CONCERNED, PERSONAL
from saraban.people.service import find_person, holders_of

HANDLINGS = ("", CONCERNED, PERSONAL)


def check_handling(desk: Desk, form: Any) -> None:
    """Raise ``Invalid`` where a way of handling does not go with the rest of what was typed."""
    if form.handling not in HANDLINGS:
        raise Invalid(_("Choose from the list how the letter is handled."), field="handling")
    if form.named and not form.handling:
        raise Invalid(
            _("Persons are named only for a letter that is for those concerned or for one person."), field="concerned"
        )
    if form.handling and form.circular:
        raise Invalid(
            _("A circular is for everybody: it cannot be for those concerned or one person alone."), field="handling"
        )
    for target in form.named:
        check_named(desk, target)
    if form.handling == PERSONAL:
        _check_envelope(desk, form)


def addressed(desk: Desk, form: Any) -> tuple[str, str]:
    """ผู้รับของหนังสือถึงเฉพาะบุคคล: ``person:ID`` and how the register names him; of a post who alone holds it today.

    Raises ``Invalid`` for a post that nobody or more than one holds, and says who does.
    """
    name = check_named(desk, form.named[0])
    kind, _colon, post = form.named[0].partition(":")
    if kind == "person":
        return form.named[0], name
    people = dict.fromkeys(person for person, _grant in holders_of(desk.root, post, desk.today))
    holders = [person for person in (find_person(desk.root, key) for key in people) if person.active]
    if not holders:
        raise Invalid(
            _("Nobody holds the post ${post} today. Name the person to whom the letter goes.", mapping={"post": name}),
            field="concerned",
        )
    if len(holders) > 1:
        names = ", ".join(person.name for person in holders)
        raise Invalid(
            _(
                "${post}: held today by ${names}. Name the one person to whom the letter goes.",
                mapping={"post": name, "names": names},
            ),
            field="concerned",
        )
    return f"person:{holders[0].id}", f"{name} ({holders[0].name})"


def _check_envelope(desk: Desk, form: Any) -> None:
    if len(form.named) != 1:
        raise Invalid(
            _("Name the one person to whom the letter is addressed, or the post that he holds."), field="concerned"
        )
    addressed(desk, form)
    if form.subject.strip() or form.body.strip() or form.files or form.arrivals:
        raise Invalid(
            _("An unopened letter has no subject, text or files. Register what stands on the envelope."),
            field="handling",
        )
