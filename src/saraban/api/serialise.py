"""หนังสือเป็น JSON (writing letters as JSON): dates ISO, digits Arabic, and the printed Thai form of the paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from saraban.agencies.service import agencies_of
from saraban.core.clock import BANGKOK, bangkok_date
from saraban.core.ids import id_text
from saraban.exchange.chain import Node, chain_of
from saraban.letters.cosigning import seen_of
from saraban.letters.deliberating import steps_for
from saraban.letters.filling import missing_parts
from saraban.letters.referring import Linked, linked_references
from saraban.letters.workflow import LETTER_STATES, PAPER_STATES, UNSIGNED
from saraban.thai.dates import format_date, format_time
from saraban.thai.digits import to_thai

Json = dict[str, Any]
OF_ITS_KIND = (
    "subkind", "kinds_version", "addressee_class", "salutation", "closing", "procurement", "outside_ref", "typist",
)  # fmt: skip


def moment(instant: datetime | None) -> str | None:
    """A moment with the offset of Bangkok."""
    return None if instant is None else instant.astimezone(BANGKOK).isoformat(timespec="seconds")


def day_text(value: date | None) -> str | None:
    """A date in ISO form."""
    return None if value is None else value.isoformat()


def stamp(instant: datetime) -> str:
    """Date and time as the receiving stamp prints them: ๘ มี.ค. ๒๕๖๗ ๐๙.๐๑ น."""
    return f"{format_date(bangkok_date(instant))} {format_time(instant.astimezone(BANGKOK).time())}"


def brief(letter: Any) -> Json:
    """A letter, in short."""
    return {
        "id": letter.key,
        "kind": letter.kind,
        "number": letter.number,
        "number_th": to_thai(letter.number),
        "date": day_text(letter.dated),
        "date_th": format_date(letter.dated) if letter.dated else "",
        "from_unit": letter.from_text,
        "from_code": letter.from_unit or None,
        "subject": letter.subject,
        "urgency": letter.urgency,
        "is_circular": letter.circular,
        "state": letter.state,
        "source_id": letter.source_id,
    }


def whole(desk: Any, actor: Any, letter: Any) -> Json:
    """A letter with its chain, as far as the actor may see it."""
    return {
        **brief(letter),
        "to": letter.to_text.split("\n") if letter.to_text else [],
        "body": letter.body,
        "secrecy": letter.secrecy,
        "state_th": LETTER_STATES.get(letter.state, letter.state),
        "references": [_reference(linked) for linked in linked_references(desk.root, actor, letter)],
        "enclosures": list(letter.enclosures),
        "deadlines": [_deadline(d, desk.today) for d in letter.deadlines],
        "actions": list(letter.actions),
        "answer_by": day_text(letter.answer_by),
        "handling": letter.handling,
        "urgent_within": moment(letter.urgent_within),
        "weekday_conflicts": list(letter.weekday_notes),
        "files": [file(stored) for stored in letter.files],
        "addressees": list(letter.addressees),
        "signer_post": letter.draft.signer_post if letter.draft else "",
        "seen": seen_of(letter) if letter.state in {*UNSIGNED, "cosigning"} else None,
        "signature": _signature(letter.signature),
        "level": letter.level,
        "cosigners": list(letter.cosigners),
        "signatures": [_signature(one) for one in letter.signatures],
        "turn": letter.turn,
        "so_far": file(so_far) if (so_far := letter.cosigning and letter.cosigning.file) is not None else None,
        "issued": file(letter.issued) if letter.issued is not None else None,
        "held": _held(letter.held),
        "steps": steps(steps_for(actor, letter)),
        "created_at": moment(letter.created_at),
        **{name: getattr(letter, name) for name in OF_ITS_KIND},
        "filled": dict(letter.filled),
        "copies": list(letter.copies),
        "missing": [part.label for part in missing_parts(desk.root, letter)] if letter.state in UNSIGNED else [],
        "chain_id": id_text(letter.chain),
        "chain": node(desk.root, chain_of(desk.root, actor, letter)),
    }


def _reference(linked: Linked) -> Json:
    named, found = linked.reference, linked.letter
    return {**reference(named), "letter": found.key if found is not None else None}


def reference(named: Any) -> Json:
    """อ้างถึง: what is written of a letter referred to, with the office that issued it."""
    return {"number": named.number, "date": day_text(named.dated), "owner": named.owner}


def file(stored: Any) -> Json:
    """A file of a letter."""
    return {name: getattr(stored, name) for name in ("name", "media_type", "size", "sha256", "sha512")} | {
        "id": stored.key
    }


def steps(done: Iterable[Any]) -> list[Json]:
    """What was done to a draft or a receipt."""
    return [{"verb": s.verb, "at": moment(s.at), "name": s.name, "post": s.post, "text": s.text} for s in done]


def node(root: Any, step: Node) -> Json:
    """One step of the chain and what followed."""
    return {
        "kind": step.kind,
        "unit": step.unit,
        "unit_title": step.unit_title,
        "is_folded": step.folded,
        "letter": brief(step.letter) if step.letter is not None else None,
        "receipt": receipt(step.paper) if step.paper is not None else None,
        "delivery": delivery(root, step.delivery) if step.delivery is not None else None,
        "children": [node(root, child) for child in step.children],
    }


def receipt(paper: Any) -> Json:
    """A unit's own paper of a letter."""
    return {
        "id": paper.key,
        "letter": id_text(paper.letter),
        "unit": paper.unit,
        "receive_number": paper.n,
        "receive_number_th": to_thai(str(paper.n)),
        "year": paper.year,
        "received_at": moment(paper.received_at),
        "state": paper.state,
        "state_th": PAPER_STATES.get(paper.state, paper.state),
        "due": day_text(paper.due),
        "result": paper.result,
        "folder": paper.folder,
        "has_original": paper.has_original,
        "sheet": file(paper.sheet) if paper.sheet is not None else None,
        "sheet_marks": [_sheet_mark(mark) for mark in paper.marks],
        "places": [{"place": k.place, "since": moment(k.at), "name": k.name, "post": k.post} for k in paper.kept],
        "endorsements": [endorsement(e) for e in paper.endorsements],
        "history": steps(paper.history),
    }


def endorsement(note: Any) -> Json:
    """A note on a receipt, with the block as it was when it was written."""
    return {
        "id": id_text(note.id),
        "act": note.act,
        "verb": note.verb,
        "text": note.text,
        "to": note.to,
        "name": note.signing.name,
        "post": note.signing.post,
        "lines": list(note.signing.lines),
        "at": moment(note.at),
        "due": day_text(note.due),
        "assign_to": list(note.assign_to),
        "withdrawn_at": moment(note.withdrawn_at),
        "level": note.level,
        "is_on_sheet": bool(note.field),
        "written_on": day_text(note.written_on),
        "recorded": _named(note.recorded, "post_title"),
        "scan": file(note.scan) if note.scan is not None else None,
        "struck": _named(note.struck, "reason"),
    }


def _sheet_mark(mark: Any) -> Json:
    return {
        "what": mark.what,
        "endorsement": id_text(mark.note) if mark.note else None,
        "name": mark.block.name,
        "post": mark.block.post,
        "at": moment(mark.at),
        "level": mark.level,
        "certificate": mark.certificate,
        "sha256": mark.file.sha256,
    }


def _named(told: Any, further: str) -> Json | None:
    """Who did something to a note, in which post, when."""
    if told is None:
        return None
    return {"name": told.name, "post": told.post, "at": moment(told.at), further: getattr(told, further)}


def delivery(root: Any, sent: Any, *, hidden: bool = False) -> Json:
    """A letter on its way to a unit; ``hidden``: without the words for those named on a letter for few."""
    unit = agencies_of(root).by_code.get(sent.to_unit)
    return {
        "id": sent.key,
        "letter": id_text(sent.letter),
        "from_unit": sent.from_unit,
        "to_unit": sent.to_unit,
        "to_title": unit.title if unit is not None else sent.to_unit,
        "state": sent.state,
        "sent_at": moment(sent.sent_at),
        "opened_at": moment(sent.opened_at),
        "registered_at": moment(sent.registered_at),
        "returned_at": moment(sent.returned_at),
        "receive_number": sent.receive_n or None,
        "year": sent.receive_year or None,
        "reason": sent.reason,
        "text": "" if hidden else sent.text,
        "due": None if hidden else day_text(sent.due),
    }


def _deadline(deadline: Any, today: date) -> Json:
    return {
        "date": day_text(deadline.day),
        "date_th": format_date(deadline.day),
        "text": deadline.text,
        "kind": deadline.kind,
        "time": deadline.time,
        "is_past": deadline.day < today,
    }


def _signature(made: Any) -> Json | None:
    if made is None:
        return None
    block = made.block
    return {
        "name": block.name,
        "lines": list(block.lines),
        "post": block.post,
        "acting_for": block.acting_for,
        "acting_term": block.acting_term,
        "at": moment(made.at),
        "method": made.method,
        "level": made.level,
        "digest": made.digest,
        "certificate": made.certificate,
    }


def _held(held: Any) -> Json | None:
    if held is None:
        return None
    return {"number": held.number, "date": day_text(held.dated), "since": moment(held.since)}
