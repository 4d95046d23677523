"""แบบหนังสือในแบบร่าง (templates on the draft form): a draft begun from one, and what is typed kept as one."""

from __future__ import annotations

from typing import Any

from saraban.core.i18n import _
from saraban.templates.service import find_template, form_of, keep_template
from saraban.ui.drafts.forms import Typed, draft, from_form
from saraban.ui.layout.notes import add_note


def from_template(request: Any) -> Typed:
    """A draft that says what the template says; kept again, it takes the template's place."""
    found = find_template(request.desk.root, request.actor, request.GET.get("template", ""))
    typed = from_form(request.desk.root, found.unit, form_of(found))
    typed.values |= {"template": found.key, "template_name": found.newest.name}
    return typed


def keep(request: Any, typed: Typed, letter: Any = None) -> str:
    """เก็บเป็นแบบหนังสือของหน่วยงาน; gives its address."""
    desk, actor = request.desk, request.actor
    old = find_template(desk.root, actor, typed["template"]) if typed["template"] else None
    kept = keep_template(
        desk,
        actor,
        unit=typed["unit"],
        name=typed["template_name"],
        form=draft(desk.root, typed),
        template=old,
        source=letter,
    )
    add_note(request, _("The template was kept. No draft was saved."))
    return f"/templates/{kept.key}"
