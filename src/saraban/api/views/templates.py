"""แบบหนังสือของหน่วยงาน (templates): listed, read, kept, changed, retired and brought back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from saraban.api.contract import Page, Parameter, operation
from saraban.api.gate import Call
from saraban.api.schemas.parts import word
from saraban.api.serialise import moment, reference
from saraban.api.views.draft_forms import form_of
from saraban.api.views.parameters import PAGING, page_from
from saraban.letters.blanks import blanks_of
from saraban.letters.filling import Draft
from saraban.templates import service

SHOW = Parameter("show", word("Which.", "used", "all", default="used"), "Those in use, or the retired ones too.")
SAME = (
    "subject", "body", "urgency", "kind", "subkind", "signer_post", "addressee_class", "salutation", "closing",
    "procurement", "outside_ref",
)  # fmt: skip
LISTS = ("addressees", "enclosures", "actions", "copies", "cosigners")


@operation(
    "GET", "/units/{code}/templates", tag="letters", thai="แบบหนังสือของหน่วยงาน", english="Templates of a unit",
    answer="TemplatePage", query=(SHOW, *PAGING),
)  # fmt: skip
def list_templates(call: Call) -> Page:
    """For who drafts for the unit."""
    retired = call.query.get("show") == "all"
    found = service.list_templates(call.root, call.actor, call.unit().code, retired=retired)
    return page_from(call, found, _brief)


@operation(
    "POST", "/units/{code}/templates", tag="letters", thai="เก็บเป็นแบบหนังสือ", english="Keep a template",
    body="TemplateBody", answer="Template", status=201,
)  # fmt: skip
def post_template(call: Call) -> dict[str, Any]:
    """By the registrar of the unit; blanks are written `{{name}}`."""
    form = Draft(**{"subject": "", **form_of(call)})
    return _whole(
        service.keep_template(call.desk, call.actor, unit=call.unit().code, name=call.body["name"], form=form)
    )


@operation(
    "GET", "/templates/{id}", tag="letters", thai="แบบหนังสือ", english="A template", answer="Template",
)  # fmt: skip
def get_template(call: Call) -> dict[str, Any]:
    """What it says and its versions."""
    return _whole(_found(call))


@operation(
    "PATCH", "/templates/{id}", tag="letters", thai="แก้ไขแบบหนังสือ", english="Change a template",
    body="TemplateChanges", answer="Template",
)  # fmt: skip
def patch_template(call: Call) -> dict[str, Any]:
    """A further version; letters written from it stay. The same again adds none; `seen` tells of others' changes."""
    found = _found(call)
    form, name = replace(service.draft_of(found), **form_of(call)), call.body.get("name", found.newest.name)
    seen = call.body.get("seen", 0)
    service.keep_template(call.desk, call.actor, unit=found.unit, name=name, form=form, template=found, seen=seen)
    return _whole(found)


@operation(
    "POST", "/templates/{id}/retire", tag="letters", thai="เลิกใช้แบบหนังสือ", english="Retire a template",
    body="Nothing", answer="Template",
)  # fmt: skip
def post_retire_template(call: Call) -> dict[str, Any]:
    """It starts no letter any more."""
    found = _found(call)
    service.retire_template(call.desk, call.actor, template=found)
    return _whole(found)


@operation(
    "POST", "/templates/{id}/reinstate", tag="letters", thai="นำแบบหนังสือกลับมาใช้",
    english="Bring a template back", body="Nothing", answer="Template",
)  # fmt: skip
def post_reinstate_template(call: Call) -> dict[str, Any]:
    """Unless another one has its name by now."""
    found = _found(call)
    service.reinstate_template(call.desk, call.actor, template=found)
    return _whole(found)


def _found(call: Call) -> Any:
    return service.find_template(call.root, call.actor, call.path["id"])


def _brief(template: Any) -> dict[str, Any]:
    newest = template.newest
    return {
        "id": template.key,
        "unit": template.unit,
        "name": newest.name,
        "kind": newest.content["kind"],
        "version": newest.n,
        "at": moment(newest.at),
        "by": newest.by,
        "retired_at": moment(template.retired_at),
        "blanks": list(blanks_of(service.draft_of(template))),
    }


def _whole(template: Any) -> dict[str, Any]:
    form = service.draft_of(template)
    said = {
        **{name: getattr(form, name) for name in SAME},
        **{name: list(getattr(form, name)) for name in LISTS},
        "to": form.to_text.split("\n") if form.to_text else [],
        "is_circular": form.circular,
        "filled": dict(form.filled),
        "references": [reference(r) for r in form.references],
    }
    versions = [{"n": v.n, "name": v.name, "at": moment(v.at), "by": v.by} for v in template.versions]
    return {"template": _brief(template), "form": said, "versions": versions}
