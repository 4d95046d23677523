"""ชนิดหนังสือ (kinds of letters): the table that letters are written under, its versions, and new ones."""

from __future__ import annotations

from typing import Any

from saraban.api.contract import Page, Parameter, operation
from saraban.api.gate import Call
from saraban.api.schemas.parts import day, whole
from saraban.api.serialise import day_text, moment
from saraban.api.views.parameters import PAGING, as_day, page_from
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.core.pace import keep_pace
from saraban.kinds import service
from saraban.kinds.style import whole_style
from saraban.letters.styling import PACE, change_style, change_table

VERSION = Parameter("version", whole("A version.", 1, 1_000_000), "This version; left out, the one that holds.")
ON = Parameter("day", day("A day."), "The version that holds on this day; left out, today.")


@operation(
    "GET",
    "/kinds",
    tag="kinds",
    thai="ตารางชนิดหนังสือ",
    english="The table of letter kinds",
    answer="Kinds",
    query=(VERSION, ON),
)
def get_kinds(call: Call) -> dict[str, Any]:
    """For everybody on the staff: fields, labels, salutations, numbers and signatures of every kind."""
    return _whole(call, _wanted(call))


@operation(
    "GET",
    "/kinds/versions",
    tag="kinds",
    thai="รุ่นของตารางชนิดหนังสือ",
    english="Versions of the table of letter kinds",
    answer="KindVersionPage",
    query=PAGING,
)
def list_kind_versions(call: Call) -> Page:
    """The newest first; none is ever changed or taken away."""
    return page_from(call, service.versions(call.root), lambda v: _brief(call, v), key=lambda v: str(v.n))


@operation(
    "PUT",
    "/kinds",
    tag="kinds",
    thai="แก้ไขตารางชนิดหนังสือ",
    english="Make a new version of the table",
    body="KindsBody",
    answer="Kinds",
    about="By administrators of the office as a whole. Letters keep the version that they were written under.",
)
def put_kinds(call: Call) -> dict[str, Any]:
    """The whole table, with the day from which it holds and why."""
    keep_pace(PACE, call.request, call.actor.person)
    body = call.body
    made = change_table(
        call.desk, call.actor, data=body["table"], since=_since(body), why=body["why"], seen=body.get("seen", 0)
    )
    return _whole(call, made)


@operation(
    "GET",
    "/kinds/style",
    tag="kinds",
    thai="รูปแบบการพิมพ์หนังสือ",
    english="The style of printed letters",
    answer="LetterStyle",
    query=(VERSION, ON),
)
def get_letter_style(call: Call) -> dict[str, Any]:
    """For everybody on the staff: margins, sizes and the lines at the foot, by the version that holds."""
    return _styled(call, _wanted(call))


@operation(
    "PUT",
    "/kinds/style",
    tag="kinds",
    thai="ปรับรูปแบบการพิมพ์หนังสือ",
    english="Make a version of the table with another style",
    body="LetterStyleBody",
    answer="LetterStyle",
    about="By administrators of the office as a whole, after sample pages could be printed in it. Letters keep theirs.",
)
def put_letter_style(call: Call) -> dict[str, Any]:
    """The members that change; the others stay as they are."""
    keep_pace(PACE, call.request, call.actor.person)
    body = call.body
    made = change_style(
        call.desk, call.actor, style=body["style"], since=_since(body), why=body["why"], seen=body.get("seen", 0)
    )
    return _styled(call, made)


@operation(
    "POST",
    "/kinds/{n}/restore",
    tag="kinds",
    thai="นำรุ่นเดิมกลับมาใช้",
    english="Bring an earlier version back",
    body="KindsRestoreBody",
    answer="Kinds",
    status=201,
)
def post_restore_kinds(call: Call) -> dict[str, Any]:
    """A further version that says what the earlier one said."""
    keep_pace(PACE, call.request, call.actor.person)
    body, n = call.body, int(call.path["n"])
    made = service.restore_kinds(
        call.desk, call.actor, n=n, since=_since(body), why=body["why"], seen=body.get("seen", 0)
    )
    return _whole(call, made)


def _since(body: dict[str, Any]) -> Any:
    since = as_day(body["since"])
    if since is None:
        raise Invalid(_("Write a date, for example 8 มี.ค. 67."), field="since")
    return since


def _wanted(call: Call) -> Any:
    query, root = call.query, call.root
    wanted = as_day(query.get("day")) or call.desk.today
    return service.version(root, query["version"]) if "version" in query else service.version_on(root, wanted)


def _styled(call: Call, found: Any) -> dict[str, Any]:
    return {**_brief(call, found), "style": whole_style(service.table_of(found))}


def _brief(call: Call, found: Any) -> dict[str, Any]:
    return {
        "version": found.n,
        "since": day_text(found.since),
        "is_in_force": service.version_on(call.root, call.desk.today).n == found.n,
        "why": found.why,
        "name": found.name,
        "at": moment(found.at),
        "restores": found.restores or None,
        "completes": found.completes or None,
    }


def _whole(call: Call, found: Any) -> dict[str, Any]:
    before = service.version(call.root, found.n - 1) if found.n > 1 else None
    rows = service.differences(before, found) if before is not None else []
    changed = [{"place": place, "old": old, "new": new} for place, old, new in rows]
    return {**_brief(call, found), "table": service.table_of(found), "differences": changed}
