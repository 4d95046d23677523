"""หนังสือ (letters): finding and reading, drafting, proposing, signing, sending."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from pyramid.response import FileIter, Response

from saraban.api import serialise
from saraban.api.contract import Page, Parameter, operation
from saraban.api.gate import Call
from saraban.api.schemas.parts import opaque, text
from saraban.api.views.draft_forms import addressed_by, form_of
from saraban.api.views.headers import download_headers
from saraban.api.views.parameters import UNIT, nothing
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.exchange.sending import send
from saraban.files.service import open_file
from saraban.letters import drafting, records
from saraban.letters.receipts import paper_numbered
from saraban.letters.rendition import rendition_of

SOURCE = Parameter("source_id", text("An importer's own id.", 200), "The letter with this `source_id`.")
NUMBER = Parameter(
    "number",
    text("A letter's number.", 100),
    "Letters with this number, in any spelling; with `unit`, its receive number of this year too.",
)
FILE = Parameter(
    "file", opaque("A file's id."), "Which file; left out, the PDF as issued or signed so far, else the first."
)
RECEIPT = Parameter("receipt", opaque("A receipt's id."), "Whose stamp and endorsements are shown.")
DRAFT_FIELDS = tuple(f.name for f in fields(drafting.Draft) if f.name not in {"arrivals", "signer_post"})


@operation(
    "GET",
    "/letters",
    tag="letters",
    thai="ค้นหนังสือด้วยเลข",
    english="Find letters by source id or number",
    answer="LetterPage",
    query=(SOURCE, NUMBER, UNIT),
)
def find_letters(call: Call) -> Page:
    """Those that the caller may read; without `unit`, in all units whose letters he reads."""
    query = call.query
    if not {"source_id", "number"} & set(query):
        raise Invalid(_("Say what to look for: a source_id or a number."), field="source_id", slug="missing-member")
    found = []
    if "source_id" in query:
        units = [query["unit"]] if "unit" in query else sorted(s[2:] for s in call.actor.scopes if s.startswith("u:"))
        found += [records.by_source(call.root, unit, query["source_id"]) for unit in units]
    if "number" in query:
        found += records.by_number(call.root, query["number"])
        paper = paper_numbered(call.desk, call.actor, query.get("unit", ""), query["number"])
        found += [records.letter_by_id(call.root, paper.letter)] if paper is not None else []
    seen = {
        letter.id: letter for letter in found if letter is not None and call.actor.may(Permission.LETTER_READ, letter)
    }
    return Page([serialise.brief(letter) for letter in seen.values()])


@operation(
    "GET",
    "/letters/{id}",
    tag="letters",
    thai="หนังสือพร้อมทางเดินหนังสือ",
    english="A letter with its chain",
    answer="Letter",
)
def get_letter(call: Call) -> dict[str, Any]:
    """Deliveries, receipts and endorsements as far as the caller may see them. A receipt's id finds its letter too."""
    return letter_shown(call, letter_of(call))


@operation(
    "GET",
    "/letters/{id}/file",
    tag="letters",
    thai="ไฟล์ต้นฉบับ",
    english="The bytes as they came",
    query=(FILE,),
    raw=True,
)
def get_file(call: Call) -> Response:
    """Never shown inline."""
    letter = letter_of(call)
    wanted = call.query.get("file")
    so_far = letter.cosigning.file if letter.cosigning is not None else None
    files = (*(one for one in (letter.issued, so_far) if one is not None), *letter.files)
    stored = next((f for f in files if wanted in {None, f.key}), None)
    if stored is None:
        raise nothing()
    response = Response(app_iter=FileIter(open_file(stored)), content_length=stored.size)
    response.headers.update(download_headers(stored))
    return response


@operation(
    "GET",
    "/letters/{id}/rendition.pdf",
    tag="letters",
    thai="ฉบับแสดงตรารับและเกษียน",
    english="The sheet with stamp and endorsements, a copy",
    query=(RECEIPT,),
    raw=True,
)
def get_rendition(call: Call) -> Response:
    """Of a receipt that the caller may read; without one, the letter alone. The original is never changed."""
    letter = letter_of(call)
    paper = records.read_paper(call.root, call.actor, call.query["receipt"]) if "receipt" in call.query else None
    if paper is not None and paper.letter != letter.id:
        raise nothing()
    body = rendition_of(call.root, letter, paper, call.request.registry.page_images)
    response = Response(body=body, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="copy-{letter.key}.pdf"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@operation(
    "POST",
    "/letters",
    tag="letters",
    thai="ร่างหนังสือ",
    english="Write a draft",
    body="DraftBody",
    answer="Letter",
    status=201,
    uploads=True,
    about="Files may come along: multipart/form-data with the JSON in `data`.",
)
def post_letter(call: Call) -> dict[str, Any]:
    """With `parent_receipt` it is a covering letter (หนังสือนำ) and joins that receipt's chain."""
    parent = call.body.get("parent_receipt")
    paper = records.read_paper(call.root, call.actor, parent) if parent else None
    form = drafting.Draft(**{"subject": "", "to_text": addressed_by(call), **form_of(call)})
    letter = drafting.write_draft(
        call.desk, call.actor, unit=call.own_unit(), form=form, parent=paper, confirm=_confirmed(call)
    )
    return letter_shown(call, letter)


@operation(
    "PATCH",
    "/letters/{id}",
    tag="letters",
    thai="แก้ไขร่าง",
    english="Change a draft",
    body="DraftChanges",
    answer="Letter",
    uploads=True,
)
def patch_letter(call: Call) -> dict[str, Any]:
    """What is not sent stays as it is; files that come along are added. `seen` tells of changes made meanwhile."""
    letter = letter_of(call)
    kept = {name: getattr(letter, name) for name in DRAFT_FIELDS}
    form = drafting.Draft(**{**kept, **form_of(call)})
    said = {name: call.body[name] for name in ("seen", "take_over") if name in call.body}
    drafting.change_draft(call.desk, call.actor, letter=letter, form=form, confirm=_confirmed(call), **said)
    return letter_shown(call, letter)


@operation(
    "POST",
    "/letters/{id}/propose",
    tag="letters",
    thai="เสนอลงนาม",
    english="Propose a draft for signing",
    body="ProposeBody",
    answer="Letter",
)
def post_propose(call: Call) -> dict[str, Any]:
    """It waits in the tray of the post that is to sign."""
    letter = letter_of(call)
    drafting.propose_draft(
        call.desk, call.actor, letter=letter, to_post=call.body["to_post"], text=call.body.get("text", "")
    )
    return letter_shown(call, letter)


@operation(
    "POST",
    "/letters/{id}/return",
    tag="letters",
    thai="ส่งคืนแก้ไข",
    english="Return a draft to its author",
    body="ReturnBody",
    answer="Letter",
)
def post_return_letter(call: Call) -> dict[str, Any]:
    """With what is to be changed."""
    letter = letter_of(call)
    drafting.return_draft(call.desk, call.actor, letter=letter, text=call.body["text"])
    return letter_shown(call, letter)


@operation(
    "POST",
    "/letters/{id}/recall",
    tag="letters",
    thai="ดึงร่างกลับ",
    english="Take a proposed draft back",
    body="Nothing",
    answer="Letter",
)
def post_recall(call: Call) -> dict[str, Any]:
    """Before it is signed."""
    letter = letter_of(call)
    drafting.recall_draft(call.desk, call.actor, letter=letter)
    return letter_shown(call, letter)


@operation(
    "POST",
    "/letters/{id}/send",
    tag="letters",
    thai="ส่งหนังสือ",
    english="Send a signed letter",
    body="SendBody",
    answer="Deliveries",
    about="A letter for few goes to a unit's registry unopened: `concerned` says who reads it there.",
)
def post_send(call: Call) -> dict[str, Any]:
    """One delivery for each addressed unit; no further number."""
    letter = letter_of(call)
    sent = send(call.desk, call.actor, letter=letter, named=tuple(call.body.get("concerned", [])))
    return {"deliveries": [serialise.delivery(call.root, d) for d in sent], "letter": letter.key, "receipt": None}


@operation(
    "POST",
    "/letters/{id}/void",
    tag="letters",
    thai="ยกเลิกหนังสือ",
    english="Void a draft or an unsent letter",
    body="Reason",
    answer="Letter",
)
def post_void(call: Call) -> dict[str, Any]:
    """Its number stays in the register, void."""
    letter = letter_of(call)
    drafting.void_letter(call.desk, call.actor, letter=letter, reason=call.body["reason"])
    return letter_shown(call, letter)


def letter_of(call: Call) -> Any:
    """The letter that the address names, by its own id or that of a receipt of it."""
    try:
        return records.read_letter(call.root, call.actor, call.path["id"])
    except Missing:
        paper = records.read_paper(call.root, call.actor, call.path["id"])
        return records.read_letter(call.root, call.actor, serialise.receipt(paper)["letter"])


def letter_shown(call: Call, letter: Any) -> dict[str, Any]:
    """The whole letter, as the caller sees it."""
    return serialise.whole(call.desk, call.actor, letter)


def _confirmed(call: Call) -> tuple[str, ...]:
    return tuple(call.body.get("confirm", ()))
