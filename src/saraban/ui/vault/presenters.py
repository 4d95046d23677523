"""หนังสือลับสำหรับแสดง (a classified letter as shown): what it says, who reads it, who opened it, what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.i18n import _
from saraban.people.service import find_person
from saraban.ui.layout.formats import Formats
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.sheets import translator
from saraban.ui.vault.words import ACTS, NOTE_ACTS, OPENINGS, STATES, level_words, mark
from saraban.vault import door

#: How many openings the page shows, the newest first.
LATEST = 40


@dataclass(frozen=True)
class ActShown:
    """งานที่ทำได้: where its form is."""

    href: str
    title: Any
    icon: str


@dataclass(frozen=True)
class NoteShown:
    """คำเกษียนในหนังสือลับ."""

    act: Any
    to: str
    lines: tuple[str, ...]
    block: tuple[str, ...]
    when: Any


@dataclass(frozen=True)
class FileShown:
    """ไฟล์ของหนังสือลับ."""

    name: str
    size: str
    href: str


@dataclass(frozen=True)
class SecretShown:
    """หน้าหนังสือลับทั้งหน้า."""

    key: str
    mark: str
    struck: str
    level: Any
    state: Any
    number: str
    control: str
    unit: str
    received: Any
    labels: tuple[tuple[Any, str], ...]
    paragraphs: tuple[str, ...]
    notes: tuple[NoteShown, ...]
    files: tuple[FileShown, ...]
    facts: tuple[tuple[Any, str], ...]
    named: tuple[str, ...]
    unnamed: tuple[str, ...]
    history: tuple[str, ...]
    openings: tuple[str, ...]
    opened: int
    opened_as: str
    primary: ActShown | None
    acts: tuple[ActShown, ...]


def letter_shown(request: Any, paper: Any, words: dict[str, Any]) -> SecretShown:
    """Put the page together; the opening is on record already."""
    root, fmt = request.desk.root, formats_for(request)
    letter = door.letter_of(root, paper)
    acts = acts_shown(request, paper)
    hand = _Hand(request, fmt)
    return SecretShown(
        key=paper.key,
        mark=mark(letter.level),
        struck=mark(letter.changes[-1].old) if letter.changes else "",
        level=level_words(letter.level, thai=fmt.is_thai),
        state=STATES[paper.state],
        number=f"{fmt.digits(paper.n)}/{fmt.year(paper.year)}",
        control=f"{fmt.digits(paper.control)}/{fmt.year(paper.year)}",
        unit=find_unit(root, paper.unit).title,
        received=fmt.time(paper.received_at, clock=True),
        labels=tuple((label, value) for label, value in _labels(words, fmt) if value),
        paragraphs=tuple(line for line in words["body"].splitlines() if line.strip()),
        notes=tuple(hand.note(n) for n in paper.notes),
        files=tuple(_file(paper, f) for f in door.files_of(root, paper)),
        facts=tuple((label, value) for label, value in _facts(hand, paper, words) if value),
        named=tuple(hand.line(n.at, hand.name(n.person), _("named by"), hand.name(n.by), n.why) for n in paper.named),
        unnamed=tuple(
            hand.line(n.at, hand.name(n.person), _("taken off by"), hand.name(n.by), n.why) for n in paper.unnamed
        ),
        history=tuple(_history(hand, paper, letter)),
        openings=tuple(
            f"{hand.when(r.at)} · {hand.name(r.person)} · {hand.say(OPENINGS[r.event])}"
            for r in islice(door.openings(root, paper), LATEST)
        ),
        opened=len(paper.openings),
        opened_as=paper.opened_as,
        primary=acts[0] if acts else None,
        acts=tuple(acts[1:]),
    )


def acts_shown(request: Any, paper: Any) -> list[ActShown]:
    """What can be done with a paper now, what comes next in the office first."""
    offered = door.offered(request.desk, request.actor, paper)
    acts = ["note"] if set(NOTE_ACTS) & set(offered) else []
    acts += [act for act in ACTS if act in offered]
    if "enter-openly" in offered:
        acts.insert(0, "open")
    return [ActShown(f"/secret/p/{paper.key}/{act}", ACTS[act][0], ACTS[act][2]) for act in acts]


class _Hand:
    """Writes lines in the language of the page."""

    def __init__(self, request: Any, fmt: Formats) -> None:
        self.root, self.fmt, self.say = request.desk.root, fmt, translator(request)

    def name(self, person: str) -> str:
        return str(find_person(self.root, person).name)

    def when(self, at: Any) -> str:
        return f"{self.fmt.day(at)} {self.fmt.clock(at)}"

    def line(self, at: Any, who: str, how: Any, by: str, why: bytes) -> str:
        text = door.disclose(why).get("text", "")
        return " · ".join(part for part in (who, f"{self.say(how)} {by}", self.when(at), text) if part)

    def note(self, note: Any) -> NoteShown:
        said = door.disclose(note.words)
        lines = tuple(line for line in said["text"].splitlines() if line.strip())
        return NoteShown(NOTE_ACTS[note.act], said["to"], lines, note.signing.lines, self.when(note.at))


def _labels(words: dict[str, Any], fmt: Formats) -> list[tuple[Any, str]]:
    dated = fmt.day(date.fromisoformat(words["dated"]), "full") if words["dated"] else ""
    return [
        (_("Number"), fmt.digits(words["number"])),
        (_("Dated"), dated),
        (_("From"), words["from"]),
        (_("To"), words["to"]),
        (_("Subject"), words["subject"]),
        (_("Enclosures"), ", ".join(words["enclosures"])),
    ]


def _facts(hand: _Hand, paper: Any, words: dict[str, Any]) -> list[tuple[Any, str]]:
    came, row = door.delivered_as(hand.root, paper), door.row_words(hand.root, paper)
    said = door.disclose(came.words).get("text", "") if came is not None else ""
    result = door.disclose(paper.result).get("text", "")
    closed = f"{result} · {hand.name(paper.closed_by)} · {hand.when(paper.closed_at)}" if result else ""
    return [
        (_("Sets and sheets"), hand.fmt.digits(words["sheets"])),
        (_("Action (column of the register)"), row["action"]),
        (_("Remark (column of the register)"), row["remark"]),
        (_("Came from"), find_unit(hand.root, came.from_unit).title if came is not None else ""),
        (_("Words of the sender"), said),
        (_("Result"), closed),
    ]


def _history(hand: _Hand, paper: Any, letter: Any) -> list[str]:
    """Copies, changes of level and sendings, in order."""
    rows = [
        (c.at, _("${n} copies made: ${why}", mapping={"n": hand.fmt.digits(c.number), "why": _text(c.why)}), c.by)
        for c in paper.copies
    ]
    for c in letter.changes:
        said, thai = door.disclose(c.why), hand.fmt.is_thai
        about = {
            "old": hand.say(level_words(c.old, thai=thai)),
            "new": hand.say(level_words(c.new, thai=thai)),
            "why": f"{said['instrument']} · {said['text']}",
        }
        rows.append((c.at, _("level changed from ${old} to ${new}: ${why}", mapping=about), c.by))
    for d in door.deliveries_of(hand.root, paper):
        to = {
            "unit": find_unit(hand.root, d.to_unit).title,
            "persons": ", ".join(hand.name(p) for p in d.persons),
            "n": hand.fmt.digits(d.n),
        }
        rows.append((d.at, _("sent to ${unit} (${persons}), send number ${n}", mapping=to), d.by))
        if d.registered_at is not None:
            rows.append((d.registered_at, _("received by ${unit}", mapping=to), d.registered_by))
    return [f"{hand.when(at)} · {hand.say(words)} · {hand.name(by)}" for at, words, by in sorted(rows, key=_at)]


def _at(row: tuple[Any, Any, str]) -> Any:
    return row[0]


def _text(envelope: bytes) -> str:
    return str(door.disclose(envelope).get("text", ""))


def _file(paper: Any, stored: Any) -> FileShown:
    size = stored.size
    words = f"{size / 1048576:.1f} MB" if size >= 1048576 else f"{max(1, size // 1024)} KB"
    return FileShown(stored.name, words, f"/secret/p/{paper.key}/files/{stored.key}")
