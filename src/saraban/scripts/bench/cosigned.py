"""หนังสือที่ลงนามหลายคน หลังไฟดับ (letters that several sign): is each whole, wherever its signing was cut off?

It waits for exactly the next of its signers, with all earlier signatures as they were given, or it is issued with all
of them; from the first signature on it has one number, and keeps that. Looked at from outside: from the letter, its
task and the books, by none of the rules of the steps themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from saraban.core.problems import Problem
from saraban.letters.approval import content_digest
from saraban.letters.records import letters_of
from saraban.letters.workflow import UNSIGNED
from saraban.registers.books import registers_of
from saraban.tasks.service import find, post_tray

ISSUED = {"signed", "sent"}
Entries = Mapping[int, Sequence[Any]]


def check(root: Any) -> Iterator[Problem]:
    """Every letter that several sign; also a number kept for one of them that does not know of it."""
    store, entries = letters_of(root), _entries(root)
    for letter in store.letters.values():
        if not letter.cosigners:
            continue
        where, its = f"letter/{letter.key}", entries.get(letter.id, ())
        for rule in (_number, _state, _turn, _signatures, _acts):
            yield from (Problem(where, slug, text) for slug, text in rule(root, letter, its))


def _entries(root: Any) -> Entries:
    """The numbers of each letter, in every book; one that became void is none any more."""
    found: dict[int, list[Any]] = {}
    for book in registers_of(root).books.values():
        for entry in book.entries.values():
            if entry.letter and entry.state != "void":
                found.setdefault(entry.letter, []).append(entry)
    return found


def _number(_root: Any, letter: Any, entries: Sequence[Any]) -> Iterator[tuple[str, str]]:
    if len(entries) > 1:
        yield "second-number", f"it has {len(entries)} numbers"
    begun = letter.state not in UNSIGNED
    if begun and not entries:
        yield "number-lost", "somebody signed it, and it has no number"
    for entry in entries:
        ref = (entry.unit, entry.series, entry.year, entry.n)
        held = letter.held.entry if letter.held is not None else None
        its, state = (letter.entry, "issued") if letter.state in ISSUED else (held, "reserved")
        if its is None or (*its,) != ref or entry.state != state:
            yield "number-astray", f"the number {entry.n} is {entry.state}, and the letter, {letter.state}, has {its}"


def _state(root: Any, letter: Any, _entries: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Nothing half: what stands in it is what its state says."""
    underway = letters_of(root).underway
    is_listed = underway is not None and letter.id in underway
    if (letter.state == "signing") != (letter.signing is not None) or (letter.signing is not None) != is_listed:
        yield "half-begun", f"it is {letter.state}; begun: {letter.signing is not None}, listed as such: {is_listed}"
    before = letter.signing.before if letter.signing is not None else letter.state
    if (before == "cosigning") != (letter.cosigning is not None):
        yield "half-waiting", f"it is {before}, and what some signed is {'there' if letter.cosigning else 'not there'}"
    if (letter.state in ISSUED) != (letter.signature is not None and letter.issued is not None):
        yield "half-issued", f"it is {letter.state}; signature: {bool(letter.signature)}, file: {bool(letter.issued)}"


def _turn(root: Any, letter: Any, _entries: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """The next of its signers has it before him, and nobody else."""
    if letter.state != "cosigning":
        return
    done = len(letter.signatures)
    next_one = letter.cosigners[done - 1] if 0 < done <= len(letter.cosigners) else ""
    ref = letter.draft.task if letter.draft is not None else None
    task = find(root, ref) if ref is not None else None
    if task is None or ref is None or (ref.tray, task.what) != (post_tray(next_one), "cosign"):
        yield "wrong-turn", f"{done} signed it, and it does not lie before {next_one or 'anybody'}"


def _signatures(_root: Any, letter: Any, _entries: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Each is by whose turn it was, of the letter as it is, by a code of its own; nobody's stands twice."""
    made = letter.signatures
    if letter.state in ISSUED and len(made) != len(letter.cosigners) + 1:
        yield "signature-missing", f"it is issued with {len(made)} of {len(letter.cosigners) + 1} signatures"
    if [one.block.post for one in made[1:]] != [*letter.cosigners[: max(0, len(made) - 1)]]:
        yield "signature-order", f"{', '.join(one.block.post for one in made)} signed it"
    for given in ("person", "request", "approval"):
        names = [name for one in made if (name := getattr(one.block if given == "person" else one, given))]
        if len(set(names)) < len(names):
            yield "signed-twice", f"the same {given} stands in it twice"
    if any(one.digest != content_digest(letter) or not one.approval for one in made):
        yield "signature-void", "one of its signatures is not of the letter as it is"


def _acts(_root: Any, letter: Any, _entries: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """The history tells of each signature once."""
    verbs = [step.verb for step in letter.steps if step.verb in {"sign", "sign_first", "cosign"}]
    if len(verbs) != len(letter.signatures):
        yield "told-otherwise", f"its history tells of {len(verbs)} signatures, and it has {len(letter.signatures)}"
