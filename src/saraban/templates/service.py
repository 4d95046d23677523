"""งานแบบหนังสือ (what can be done): keep what is typed as a template of a unit, replace it, retire it, write from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from saraban.agencies.service import agencies_of, find_unit
from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.i18n import _
from saraban.core.ids import id_text, id_value, new_id
from saraban.core.permissions import Permission
from saraban.letters.blanks import BLANK, half_blanks_of
from saraban.letters.content import Letter
from saraban.letters.filling import Draft, check_draft
from saraban.letters.words import check_words
from saraban.people.actor import Actor
from saraban.templates.content import LetterTemplate, Templates, TemplateVersion

NAME_LENGTH = 150
#: A unit keeps at most so many that are in use, and of each so many versions.
MOST, MOST_VERSIONS = 300, 50
#: What a template keeps of a form. Days and files belong to one letter; the typist is who types that one.
KEPT = (
    "subject", "to_text", "body", "addressees", "urgency", "kind", "circular", "references", "enclosures", "actions",
    "signer_post", "subkind", "filled", "addressee_class", "salutation", "closing", "copies", "procurement",
    "outside_ref", "cosigners",
)  # fmt: skip


def keep_template(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    name: str,
    form: Draft,
    template: LetterTemplate | None = None,
    seen: int = 0,
    source: Letter | None = None,
) -> LetterTemplate:
    """เก็บเป็นแบบหนังสือของหน่วยงาน: a new one, or a further version of ``template``. The same again changes nothing.

    ``source`` is the draft that is kept, ``seen`` the version that was read. Raises ``Invalid`` at a field,
    ``Conflict`` for a name that another one has, a retired template, or one that was changed since it was seen,
    ``NotAllowed`` for who drafts for the unit and does not keep its papers in order.
    """
    may_keep(desk.root, actor, unit)
    if source is not None and source.handling:
        raise Invalid(_("This letter is for those concerned alone. It cannot become a template of the unit."))
    words = " ".join(check_words(name, "template_name", NAME_LENGTH).split())
    if not words:
        raise Invalid(_("Name the template, so that others find it."), field="template_name")
    _check_form(desk, actor, unit, form)
    others = [t for t in templates_of(desk.root, unit) if template is None or t.id != template.id]
    if any(t.newest.name == words for t in others):
        raise Conflict(_("The unit has a template of this name already. Choose another name, or replace that one."))
    if template is None and len(others) >= MOST:
        raise Conflict(_("The unit keeps ${n} templates already. Retire one first.", mapping={"n": MOST}))
    if template is not None and (template.unit != unit or template.retired_at is not None):
        raise Conflict(_("This template is not in use by the unit. Keep it as a new one."), slug="wrong-state")
    kept = template if template is not None else LetterTemplate(new_id(), unit)
    content = {field: getattr(form, field) for field in KEPT}
    if kept.versions and (kept.newest.name, {"cosigners": (), **kept.newest.content}) == (words, content):
        return kept
    if seen and kept.versions and seen != kept.newest.n:
        raise Conflict(
            _("Somebody else changed this template since you read it. Nothing was saved; read it again."),
            slug="changed-meanwhile",
        )
    n = kept.newest.n + 1 if kept.versions else 1
    version = TemplateVersion(n, words, content, at=desk.now, by=(actor.person, actor.name, actor.post))
    kept.versions = (*kept.versions, version)[-MOST_VERSIONS:]
    store_of(desk.root).templates[unit, kept.id] = kept
    _record(desk, actor, kept, "template-kept")
    return kept


def retire_template(desk: Desk, actor: Actor, *, template: LetterTemplate) -> None:
    """เลิกใช้แบบหนังสือ: it starts no letter any more; letters written from it stay as they are."""
    may_keep(desk.root, actor, template.unit)
    if template.retired_at is not None:
        raise Conflict(_("This template is retired already."), slug="wrong-state")
    template.retired_at, template.retired_by = desk.now, actor.name
    _record(desk, actor, template, "template-retired")


def reinstate_template(desk: Desk, actor: Actor, *, template: LetterTemplate) -> None:
    """นำแบบหนังสือกลับมาใช้; raises ``Conflict`` when another one has its name by now."""
    may_keep(desk.root, actor, template.unit)
    if template.retired_at is None:
        raise Conflict(_("This template is in use."), slug="wrong-state")
    if any(t.newest.name == template.newest.name for t in templates_of(desk.root, template.unit)):
        raise Conflict(_("The unit has a template of this name already. Choose another name, or replace that one."))
    template.retired_at, template.retired_by = None, ""
    _record(desk, actor, template, "template-reinstated")


def list_templates(root: Any, actor: Actor, unit: str, *, retired: bool = False) -> list[LetterTemplate]:
    """The templates of a unit for who drafts for it, by name; raises ``Missing``."""
    actor.require(Permission.LETTER_DRAFT, find_unit(root, unit))
    found = [*_all(root, unit)] if retired else [*templates_of(root, unit)]
    return sorted(found, key=lambda t: (t.retired_at is not None, t.newest.name))


def find_template(root: Any, actor: Actor, key: str) -> LetterTemplate:
    """The template at an address, for who drafts for its unit; raises ``Missing``."""
    wanted = id_value(key)
    found = kept_as(root, store_of(root).templates, wanted)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    actor.require(Permission.LETTER_DRAFT, find_unit(root, found.unit))
    return found


def form_of(template: LetterTemplate) -> Draft:
    """The form that a draft from this template starts with; raises ``Conflict`` for a retired one."""
    if template.retired_at is not None:
        raise Conflict(_("This template is retired. Choose another one, or have it brought back."), slug="wrong-state")
    return draft_of(template)


def draft_of(template: LetterTemplate) -> Draft:
    """What a template says, whether it is in use or not."""
    return Draft(**template.newest.content)


def templates_of(root: Any, unit: str) -> Iterator[LetterTemplate]:
    """The templates of a unit that are in use (the caller asks the gate)."""
    return (t for t in _all(root, unit) if t.retired_at is None)


def may_keep(root: Any, actor: Actor, unit: str) -> None:
    """Who keeps the templates of a unit: who keeps its folders. Raises ``NotAllowed`` or ``Missing`` for others."""
    place = find_unit(root, unit)
    if actor.may(Permission.FOLDER_MANAGE, place):
        return
    actor.require(Permission.LETTER_DRAFT, place)
    raise NotAllowed(_("The registrar of the unit keeps its templates. Ask there, or switch to that post."))


def kept_as(root: Any, tree: Any, wanted: int) -> Any:
    """What is kept under an id, by any unit, or None; what others keep is not read."""
    found = (tree.get((unit, wanted)) for unit in agencies_of(root).by_code)
    return next((one for one in found if one is not None), None)


def store_of(root: Any) -> Templates:
    """คลังแบบหนังสือ of this store."""
    store: Templates = root["templates"]
    return store


def _all(root: Any, unit: str) -> Iterator[LetterTemplate]:
    yield from store_of(root).templates.values(min=(unit, 0), max=(unit, 1 << 63))


def _check_form(desk: Desk, actor: Actor, unit: str, form: Draft) -> None:
    """As a draft is checked; a field of the kind's own that holds a blank is checked when it is filled in."""
    for name, field in half_blanks_of(form).items():
        raise Invalid(
            _("A blank has two braces on each side. Write {{${name}}} here.", mapping={"name": name}),
            field=field,
            slug="half-blank",
        )
    plain = tuple((name, "" if BLANK.search(text) else text) for name, text in form.filled)
    check_draft(desk, actor, unit=unit, form=replace(form, filled=plain, answer_by=None, typist=""))


def _record(desk: Desk, actor: Actor, kept: LetterTemplate, event: str) -> None:
    about: dict[str, str | int] = {"template": id_text(kept.id), "version": kept.newest.n}
    audit.record(desk, kept.unit, event, person=actor.person, post=actor.post, about=about)
