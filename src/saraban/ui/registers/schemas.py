"""แบบฟอร์มของทะเบียน (register forms): what is asked for a number, a reservation, an amendment, an opened book."""

from __future__ import annotations

from typing import Any

import colander

from saraban.core.i18n import _
from saraban.registers.rows import LIMITS
from saraban.ui.layout import forms


def half(node: colander.SchemaNode) -> colander.SchemaNode:
    """Let a field take half the width."""
    node.widget.item_css_class = "half"
    return node


def columns(*, required: bool = True) -> list[colander.SchemaNode]:
    """The columns of the book that an officer fills."""
    return [
        half(forms.text("number", _("Number on the letter"), limit=LIMITS["number"])),
        half(
            forms.text(
                "dated",
                _("Dated"),
                limit=40,
                description=_("For example 8 มี.ค. 67. Empty when the letter has no date."),
            )
        ),
        half(forms.text("from", _("From"), limit=LIMITS["from_"])),
        half(forms.text("to", _("To"), limit=LIMITS["to"])),
        forms.text("subject", _("Subject"), limit=LIMITS["subject"], required=required, rows=2),
        half(forms.text("action", _("Action"), limit=LIMITS["action"])),
        half(forms.text("remark", _("Remark"), limit=LIMITS["remark"])),
    ]


def issue_schema(series: list[tuple[str, Any]]) -> colander.Schema:
    """ออกเลข without a document."""
    number, *rest = columns()
    number.description = _("Leave empty to write the number issued here.")
    return _schema(forms.choice("series", _("Book"), series, select=True), number, *rest)


def reserve_schema(series: list[tuple[str, Any]]) -> colander.Schema:
    """จองเลข."""
    return _schema(
        half(forms.choice("series", _("Book"), series, select=True)),
        half(forms.text("until", _("Keep until"), limit=40, required=True, description=_("For example 15 มี.ค. 67."))),
        forms.text("who", _("For whom"), limit=LIMITS["who"], required=True),
        forms.text("why", _("Why"), limit=LIMITS["why"], required=True),
    )


def open_schema(series: list[tuple[str, Any]]) -> colander.Schema:
    """เปิดทะเบียนต่อจากกระดาษ."""
    return _schema(
        forms.choice("series", _("Book"), series, select=True),
        half(forms.text("year", _("Buddhist year"), limit=4, required=True)),
        half(
            forms.text(
                "start",
                _("First number here"),
                limit=9,
                required=True,
                description=_("The number after the last one on paper."),
            )
        ),
        forms.text("why", _("Why"), limit=LIMITS["why"], required=True),
    )


def use_schema() -> colander.Schema:
    """ใช้เลขที่จอง."""
    return _schema(*columns())


def amend_schema() -> colander.Schema:
    """แก้ไขรายการ."""
    return _schema(*columns(), forms.text("why", _("Reason for the change"), limit=LIMITS["why"], required=True))


def void_schema() -> colander.Schema:
    """ยกเลิกเลข."""
    return _schema(forms.text("reason", _("Reason"), limit=LIMITS["reason"], required=True, rows=2))


def _schema(*nodes: colander.SchemaNode) -> colander.Schema:
    return colander.SchemaNode(colander.Mapping(), *nodes)
