"""แบบฟอร์ม (forms): Deform with templates of ours - no jQuery, no inline script, errors in place, nothing typed is lost.

A form page: ``form = make_form(request, Schema(), [button(...)])``; on GET ``form.render({...})``; on POST
``with_form(request, form, do)``, where ``do(data)`` calls a service and gives the address to go to.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import colander
import deform
from deform.template import ZPTRendererFactory
from pyramid.csrf import get_csrf_token
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import get_localizer
from pyramid.threadlocal import get_current_request

from saraban.core.errors import Missing, NeedsConfirmation, SarabanError
from saraban.core.i18n import _
from saraban.ui.layout.once import fresh_id, once_page

STATUS_WRONG = 422


def translate(term: Any) -> str:
    """Translate for the request at hand (Deform asks for a plain function)."""
    request = get_current_request()
    return str(term) if request is None else get_localizer(request).translate(term)


_OURS = str(files("saraban.ui.layout") / "templates" / "deform")
_THEIRS = str(files("deform") / "templates")
RENDERER = ZPTRendererFactory((_OURS, _THEIRS), auto_reload=False, translator=translate)


class OfficeForm(deform.Form):
    """A form with its anti-forgery token, confirmation questions and an error summary."""

    csrf_token = ""
    request_id = ""
    problems: list[tuple[str, Any]]
    questions: list[dict[str, Any]]
    default_renderer = RENDERER

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.problems = []
        self.questions = []

    def gather_problems(self) -> list[tuple[str, Any]]:
        """The errors of all fields, with the place each leads to."""
        found = list(self.problems)
        if self.error is not None and self.error.msg:  # of the form itself: its fields came taken apart
            found.append(("", translate(_("The form cannot be read. Open the page anew and fill it in again."))))
        for field in _leaves(self):
            if field.error is not None:
                found += [(field.oid, f"{translate(field.title)}: {translate(m)}") for m in field.error.messages()]
        return found

    def blame(self, error: SarabanError) -> None:
        """Put a service's refusal where it belongs: at its field, or in the summary."""
        field = next((f for f in _leaves(self) if f.name == error.field), None)
        if field is None:
            self.problems.append(("", error.message))
        else:
            field.error = colander.Invalid(field.schema, error.message)


def button(name: str, title: Any, *, css: str | None = None, **attributes: str) -> deform.Button:
    """A button of a form; the first one is the primary."""
    return deform.Button(name=name, title=title, css_class=css, attributes=attributes)


def make_form(
    request: Any,
    schema: colander.Schema,
    buttons: list[deform.Button],
    *,
    action: str = "",
    formid: str = "form",
    focus: bool = False,
) -> OfficeForm:
    """Make the form of a page; ``focus`` puts the cursor into its first field."""
    form = OfficeForm(
        schema.bind(request=request),
        buttons=buttons,
        action=action or request.path,
        formid=formid,
        renderer=RENDERER,
        autocomplete="off",
        focus="on" if focus else "off",
    )
    form.csrf_token = get_csrf_token(request)
    form.request_id = fresh_id()
    return form


def with_form(
    request: Any,
    form: OfficeForm,
    do: Callable[[dict[str, Any]], str],
    page: Callable[[str], dict[str, Any]],
) -> Any:
    """Run a POST: validate, call the verb, give its redirect; or show the form again with what was typed.

    ``page(html)`` gives the values of the page's template. A refusal rolls everything back; the page that shows the
    form again reads a clean store and writes nothing. The same press twice acts once (``do`` gives an address).
    """
    try:
        data = form.validate(request.POST.items())
    except deform.ValidationFailure as failure:
        return _again(request, page, failure.render())
    try:
        return HTTPSeeOther(location=once_page(request, lambda: do(data)))
    except Missing:
        raise
    except NeedsConfirmation as waiting:
        form.questions = waiting.questions
    except SarabanError as refusal:
        form.blame(refusal)
        return _again(request, page, form.render(), refusal.status)
    return _again(request, page, form.render())


def _again(
    request: Any, page: Callable[[str], dict[str, Any]], html: str, status: int = STATUS_WRONG
) -> dict[str, Any]:
    tm = request.desk.tm
    tm.abort()
    tm.begin()
    tm.doom()
    request.response.status_int = status
    return page(html)


def _leaves(field: Any) -> list[Any]:
    found: list[Any] = []
    for child in field.children:
        found += _leaves(child) if child.children and child.schema.typ.__class__ is colander.Mapping else [child]
    return found


REQUIRED = _("Fill this in.")


def text(name: str, title: Any, *, limit: int, required: bool = False, **kw: Any) -> colander.SchemaNode:
    """A one-line text field; what was typed is kept as typed, without the spaces around it."""
    rows = kw.pop("rows", 0)
    widget = (
        deform.widget.TextAreaWidget(rows=rows) if rows else deform.widget.TextInputWidget(**kw.pop("widget_kw", {}))
    )
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        widget=kw.pop("widget", widget),
        validator=colander.Length(max=limit, max_err=_("This is longer than ${max} characters. Shorten it.")),
        missing=colander.required if required else "",
        missing_msg=REQUIRED,
        **kw,
    )


def choice(name: str, title: Any, options: list[tuple[str, Any]], **kw: Any) -> colander.SchemaNode:
    """One of a few, as radio buttons; ``select=True`` for a long list."""
    make = deform.widget.SelectWidget if kw.pop("select", False) else deform.widget.RadioChoiceWidget
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        widget=make(values=options),
        validator=_one_of(options),
        missing_msg=REQUIRED,
        **kw,
    )


def _one_of(options: list[tuple[str, Any]]) -> Callable[[Any, str], None]:
    """Refuses what is not offered, in words of ours: the library's name the values as they are stored."""
    values = {value for value, _title in options}

    def check(node: Any, value: str) -> None:
        if value not in values:
            raise colander.Invalid(node, _("Choose one from the list."))

    return check
