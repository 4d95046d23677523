"""แบบร่างหนังสือ (the draft form): what is typed becomes a ``Draft``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from saraban.agencies.service import agencies_of
from saraban.core.errors import Invalid
from saraban.kinds.service import kind_of
from saraban.letters.addressees import copy_words
from saraban.letters.drafting import Draft, Reference
from saraban.offices.addressing import addressed
from saraban.ui.drafts.kinds import joined, split, typed_own
from saraban.ui.layout.readers import (
    lines,
    read_day,
    read_deadlines,
    read_references,
    write_day,
    write_deadlines,
    write_references,
)
from saraban.ui.layout.targets import named_targets, read_posts, write_posts

NAMES = (
    "unit",
    "to_text",
    "others",
    "subject",
    "body",
    "urgency",
    "circular",
    "references",
    "enclosures",
    "deadlines",
    "actions",
    "signer_post",
    "cosigners",
    "paper",
    "answer_by",
    "kind",
    "addressee_class",
    "salutation",
    "closing",
    "copies",
    "procurement",
    "outside_ref",
    "typist",
    "template",
    "template_name",
)
OWN = "own-"
ORIGINALS = "originals"
KEPT_WORDS = ("addressee_class", "salutation", "closing", "procurement", "outside_ref", "typist")


@dataclass
class Typed:
    """สิ่งที่พิมพ์ไว้."""

    values: dict[str, str]
    addressees: tuple[str, ...] = ()
    kept_files: tuple[str, ...] = ()
    arrivals: tuple[Any, ...] = field(default=())
    confirm: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


def typed_in(post: Any) -> Typed:
    """Take the fields of a request."""
    return Typed(
        {name: str(post.get(name) or "") for name in (*NAMES, *(n for n in post if n.startswith(OWN)))},
        tuple(post.getall("addressees")),
        tuple(post.getall(ORIGINALS)),
        confirm=tuple(post.getall("confirm")),
    )


def empty(unit: str, paper: str = "", subject: str = "", body: str = "", kind: str = "memo") -> Typed:
    """A fresh draft; a covering letter starts with the subject of what it covers."""
    return Typed({"unit": unit, "paper": paper, "subject": subject, "urgency": "normal", "body": body, "kind": kind})


def answer_to(unit: str, paper: Any, letter: Any) -> Typed:
    """ตอบหนังสือ: a draft to the sender, with its subject and the reference filled in, on the strength of the paper."""
    block = letter.signature.block if letter.signature is not None else None
    sender = (block.acting_for or block.post_title) if block is not None else ""
    values = {
        "to_text": sender or letter.from_text,
        "references": write_references((Reference(letter.number, letter.dated),)) if letter.number else "",
    }
    typed = empty(unit, paper.key, letter.subject)
    typed.values.update(values)
    typed.addressees = (f"unit:{letter.from_unit}",) if letter.from_unit else ()
    return typed


def from_letter(root: Any, letter: Any) -> Typed:
    """A draft as it was saved."""
    own = typed_own(letter.filled, kind_of(root, letter))
    typed = _typed_again(root, letter.from_unit, letter, own)
    typed.values["signer_post"] = letter.draft.signer_post if letter.draft else ""
    return typed


def from_form(root: Any, unit: str, form: Draft) -> Typed:
    """A draft that is begun with what a template says."""
    typed = _typed_again(root, unit, form, {f"{OWN}{name}": text for name, text in form.filled})
    typed.values["signer_post"] = form.signer_post
    return typed


def _typed_again(root: Any, unit: str, letter: Any, own: dict[str, str]) -> Typed:
    copied = copy_words(root, letter.copies)
    values = {
        "unit": unit,
        "to_text": letter.to_text,
        "subject": letter.subject,
        "body": letter.body,
        "urgency": letter.urgency,
        "circular": "1" if letter.circular else "",
        "references": write_references(letter.references),
        "enclosures": "\n".join(letter.enclosures),
        "deadlines": write_deadlines(letter.deadlines),
        "actions": "\n".join(letter.actions),
        "answer_by": write_day(letter.answer_by),
        "kind": joined(letter.kind, letter.subkind),
        "copies": "\n".join(copied),
        "cosigners": write_posts(root, unit, letter.cosigners),
        **{name: getattr(letter, name) for name in KEPT_WORDS},
        **own,
    }
    return Typed(values, letter.addressees, tuple(f.key for f in letter.files))


def draft(root: Any, typed: Typed, day: date, files: tuple[Any, ...] = ()) -> Draft:
    """Read the form; raises ``Invalid`` at a field. Chosen without words for เรียน: the posts that head them."""
    named = named_targets(root, typed["unit"], typed["others"], "others")
    addressees = tuple(dict.fromkeys((*typed.addressees, *named)))
    kind, subkind = split(typed["kind"] or "memo")
    return Draft(
        subject=typed["subject"],
        to_text=typed["to_text"].strip() or addressed(root, addressees, day),
        body=typed["body"].replace("\r\n", "\n"),
        addressees=addressees,
        urgency=typed["urgency"] or "normal",
        circular=bool(typed["circular"]),
        references=read_references(typed["references"]),
        enclosures=lines(typed["enclosures"]),
        deadlines=read_deadlines(typed["deadlines"]),
        actions=lines(typed["actions"]),
        files=tuple(f for f in files if f.key in typed.kept_files),
        arrivals=typed.arrivals,
        signer_post=typed["signer_post"],
        answer_by=read_day(typed["answer_by"], "answer_by"),
        kind=kind,
        subkind=subkind,
        filled=tuple((n.removeprefix(OWN), v) for n, v in typed.values.items() if n.startswith(OWN) and v.strip()),
        copies=_copies(root, typed),
        cosigners=read_posts(root, typed["unit"], typed["cosigners"], "cosigners"),
        **{name: typed[name] for name in KEPT_WORDS},
    )


def _copies(root: Any, typed: Typed) -> tuple[str, ...]:
    """Who gets a copy, one a line: a unit or group of the system by its name, anybody else as printed."""
    groups = {group.title: f"group:{key}" for key, group in agencies_of(root).groups.items()}
    found = []
    for line in lines(typed["copies"]):
        try:
            found.append(groups.get(line) or named_targets(root, typed["unit"], line, "copies")[0])
        except Invalid:
            found.append(line)
    return tuple(found)
