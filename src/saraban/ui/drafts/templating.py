"""แบบหนังสือในแบบร่าง (templates on the draft form): a draft begun from one, and what is typed kept as one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from saraban.core.i18n import _
from saraban.templates.service import find_template, form_of, keep_template
from saraban.ui.drafts.forms import Typed, draft, from_form
from saraban.ui.layout.attempts import Refused
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.readers import small_number


def from_template(request: Any) -> Typed:
    """A draft that says what the template says; kept again, it takes the template's place."""
    found = find_template(request.desk.root, request.actor, request.GET.get("template", ""))
    typed = from_form(request.desk.root, found.unit, form_of(found))
    typed.values |= {"template": choice_of(found), "template_name": found.newest.name}
    return typed


def choice_of(template: Any) -> str:
    """A template as it is chosen in the form: its key, and the version that was newest when the form was opened."""
    return f"{template.key}:{template.newest.n}"


def choices_of(templates: Iterable[Any], typed: Typed, refused: Refused | None) -> tuple[tuple[str, str], ...]:
    """The templates to choose from. What was chosen keeps the version seen, until others' changes were told."""
    told = refused is not None and refused.error.slug == "changed-meanwhile"
    chosen, key = typed["template"], typed["template"].partition(":")[0]
    return tuple((chosen if t.key == key and not told else choice_of(t), t.newest.name) for t in templates)


def keep(request: Any, typed: Typed, letter: Any = None) -> str:
    """เก็บเป็นแบบหนังสือของหน่วยงาน; gives its address."""
    desk, actor = request.desk, request.actor
    key, _colon, seen = typed["template"].partition(":")
    old = find_template(desk.root, actor, key) if key else None
    kept = keep_template(
        desk,
        actor,
        unit=typed["unit"],
        name=typed["template_name"],
        form=draft(desk.root, typed, desk.today),
        template=old,
        seen=small_number(seen) or 0,
        source=letter,
    )
    add_note(request, _("The template was kept. No draft was saved."))
    return f"/templates/{kept.key}"
