"""ค้นหา (search): what the caller may see, with snippets and counts."""

from __future__ import annotations

from typing import Any

from saraban.api import cursors
from saraban.api.contract import Page, Parameter, operation
from saraban.api.gate import Call
from saraban.api.problems import both
from saraban.api.schemas.parts import day, text, word
from saraban.api.views.kept import asked_shown
from saraban.api.views.parameters import PAGING, UNIT, YEAR, as_day
from saraban.core.ids import id_text, id_value
from saraban.core.pace import keep_pace
from saraban.letters import records
from saraban.search.interfaces import Query
from saraban.search.offers import PACE, Offer, suggest
from saraban.search.query import MOST_ROWS
from saraban.search.service import find

#: How the keys of a kind begin.
KEYS = {"letter": "L", "receipt": "P"}
PARAMETERS = (
    Parameter("q", text("Words.", 500), "Words, a number or a phrase in quotation marks."),
    UNIT,
    Parameter("kind", text("A kind of letter.", 40), "ชนิดหนังสือ."),
    YEAR,
    Parameter("series", text("A register.", 40), "ทะเบียน, as `receive` or `send`."),
    Parameter("state", text("A state.", 40), "สถานะ of a letter or of a receipt."),
    Parameter("what", word("A kind of thing.", "letter", "receipt"), "Only letters or only receipts."),
    Parameter("from", day("A day."), "From this day on."),
    Parameter("to", day("A day."), "Up to this day."),
    Parameter("sort", word("An order.", "newest", "relevance", default="newest"), "Newest or best first."),
    *PAGING,
)


@operation(
    "GET", "/search", tag="search", thai="ค้นหา", english="Search letters and receipts", answer="Hits", query=PARAMETERS
)
def search(call: Call) -> Page:
    """Visible hits only, counts included."""
    asked, start = call.query, cursors.offset(call.query.get("cursor"))
    query = Query(
        text=asked.get("q", ""),
        unit=asked.get("unit"),
        kind=asked.get("kind"),
        year=asked.get("year"),
        series=asked.get("series"),
        state=asked.get("state"),
        what=KEYS.get(asked.get("what", "")),
        day_from=as_day(asked.get("from")),
        day_to=as_day(asked.get("to")),
        sort=asked.get("sort", "newest"),
        offset=start,
        limit=call.limit,
    )
    found = find(call.desk, call.request.registry, call.actor, query)
    language = call.request.accept_language.lookup(("th", "en"), default="th")
    more = {
        "total": found.total,
        "facets": found.facets,
        "pending": found.pending,
        "near": found.near,
        "spellings": list(found.spellings),
        "is_cut": found.total > MOST_ROWS,
        "is_catching_up": found.catching_up,
        "hint": both(call.request.registry, found.hint)[language] if found.hint else "",
    }
    following = start + call.limit if start + call.limit < min(found.total, MOST_ROWS) else None
    return Page([_hit(call, hit) for hit in found.hits], cursors.write(following) if following else None, more)


@operation(
    "GET",
    "/search/suggestions",
    tag="search",
    thai="คำแนะนำขณะพิมพ์",
    english="What unfinished words may mean",
    answer="SuggestionPage",
    query=(Parameter("q", text("Words.", 500), "What was typed so far, at least two letters."),),
)
def list_suggestions(call: Call) -> Page:
    """From the caller's own searches and from letters that the caller may read; passcodes are hidden."""
    keep_pace(PACE, call.request, call.actor.person)
    found = suggest(call.desk, call.request.registry, call.actor, call.query.get("q", ""))
    return Page([_suggestion(offer) for offer in found], None)


def _suggestion(offer: Offer) -> dict[str, Any]:
    return {
        "kind": offer.kind,
        "text": offer.words,
        "letter": offer.letter or None,
        "query": asked_shown(offer.asked),
    }


def _hit(call: Call, hit: Any) -> dict[str, Any]:
    key = hit.key[1:]
    is_letter = hit.key.startswith("L")
    paper = None if is_letter else records.paper_by_id(call.root, id_value(key))
    letter = records.letter_by_id(call.root, id_value(key) if paper is None else paper.letter)
    if call.wants_ids:
        return {"id": key, "source_id": letter.source_id}
    return {
        "id": key,
        "kind": "letter" if is_letter else "receipt",
        "letter": id_text(letter.id),
        "receipt": None if is_letter else key,
        "chain": hit.chain,
        "title": hit.title,
        "number": letter.number,
        "date": hit.day.isoformat(),
        "source_id": letter.source_id,
        "found_in": [{"file": p.file, "page": p.page, "enclosure": p.enclosure or None} for p in hit.places],
        "snippet": [{"text": words, "is_marked": marked} for words, marked in hit.snippet],
    }
