"""กระดาษคู่กับระบบ (paper beside it): notes recorded from paper, their scans, and where paper originals are."""

from __future__ import annotations

from typing import Any

from pyramid.response import FileIter, Response

from saraban.api import serialise
from saraban.api.contract import operation
from saraban.api.gate import Call
from saraban.api.views.headers import download_headers
from saraban.api.views.parameters import as_day, nothing
from saraban.api.views.receipts import note_of, paper_of
from saraban.core.ids import id_value
from saraban.files.service import open_file
from saraban.letters import on_paper, originals, records


@operation(
    "POST",
    "/receipts/{id}/paper-endorsements",
    tag="receipts",
    thai="บันทึกเกษียนบนกระดาษ",
    english="Record a note that was written on paper",
    body="PaperEndorsementBody",
    answer="Endorsement",
    status=201,
    uploads=True,
    about="multipart/form-data with the JSON in `data` and the scan as a file; without a scan it is refused.",
)
def post_paper_endorsement(call: Call) -> dict[str, Any]:
    """By the unit's registrar, for the holder of the post on the day under the note; its level is `paper`."""
    body, paper = call.body, paper_of(call)
    form = on_paper.OnPaper(
        person=body["person"], post=body["post"], written_on=as_day(body["written_on"]), **note_of(body)
    )
    arrivals = call.arrivals()
    scan = arrivals[0] if arrivals else None
    return serialise.endorsement(on_paper.record_on_paper(call.desk, call.actor, paper=paper, form=form, scan=scan))


@operation(
    "POST",
    "/receipts/{id}/endorsements/{note}/strike",
    tag="receipts",
    thai="ขีดฆ่าบันทึกที่ลงผิด",
    english="Strike out a note that was recorded wrongly",
    body="StrikeBody",
    answer="Endorsement",
)
def post_strike(call: Call) -> dict[str, Any]:
    """It stays to be read, with the reason."""
    paper, key = paper_of(call), id_value(call.path["note"])
    struck = on_paper.strike(call.desk, call.actor, paper=paper, endorsement=key, reason=call.body["reason"])
    return serialise.endorsement(struck)


@operation(
    "GET",
    "/receipts/{id}/endorsements/{note}/scan",
    tag="receipts",
    thai="ภาพสแกนของเกษียนบนกระดาษ",
    english="The scan of a note on paper",
    raw=True,
)
def get_scan(call: Call) -> Response:
    """Never shown inline."""
    stored = on_paper.scan_of(call.root, call.actor, paper_of(call).key, id_value(call.path["note"]))
    response = Response(app_iter=FileIter(open_file(stored)), content_length=stored.size)
    response.headers.update(download_headers(stored))
    return response


@operation(
    "POST",
    "/receipts/{id}/original",
    tag="receipts",
    thai="ย้ายต้นฉบับกระดาษ",
    english="Say where the paper original is",
    body="PlaceBody",
    answer="Receipt",
)
def post_original(call: Call) -> dict[str, Any]:
    """Its earlier places stay on record; what came through the system has no paper."""
    paper = paper_of(call)
    originals.place_originals(call.desk, call.actor, papers=[paper], place=call.body["place"])
    return serialise.receipt(paper)


@operation(
    "POST",
    "/units/{code}/originals",
    tag="receipts",
    thai="ย้ายต้นฉบับกระดาษหลายเรื่อง",
    english="Move several paper originals",
    body="PlacesBody",
    answer="Placed",
)
def post_originals(call: Call) -> dict[str, Any]:
    """All of them or none; receipts of this unit."""
    papers = [records.read_paper(call.root, call.actor, key) for key in call.body["receipts"]]
    if any(paper.unit != call.unit().code for paper in papers):
        raise nothing()
    originals.place_originals(call.desk, call.actor, papers=papers, place=call.body["place"])
    return {"receipts": [paper.key for paper in papers], "place": papers[0].place}
