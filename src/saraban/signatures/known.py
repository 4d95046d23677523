"""หนังสือของหน่วยงานที่ตรวจพบ (documents of ours): a file that somebody checks is found by its SHA-256, or as it grew.

The public is told that this office issued it, its number and date, and whether it is void; of letters for few and of
letters that are not open nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from BTrees.OOBTree import OOTreeSet

from saraban.agencies.content import Unit
from saraban.agencies.service import agencies_of, agency_of
from saraban.letters.content import Letter
from saraban.letters.records import letters_of, papers_of
from saraban.letters.signing_places import printed_signers
from saraban.letters.values import SheetMark, Signature
from saraban.people.actor import Signing
from saraban.signatures.content import IssuedFiles
from saraban.signatures.reports import Known, TypedSigner, key_in

ISSUED, VOID, DROPPED, UNFINISHED = "issued", "void", "dropped", "unfinished"


@dataclass(frozen=True)
class KnownDocuments:
    """ดัชนีไฟล์หนังสือที่ออกแล้ว: SHA-256 of the bytes that were issued -> the letter."""

    root: Any

    def remember(self, sha256: str, letter: int, *, unfinished: bool = False) -> None:
        """จำไฟล์ของหนังสือ: called in the transaction that confirms a signing, with the digest of the stored PDF.

        The step is ``signatures.issuing``, right after ``letters.issuing.confirm``; and once more, with the digest of
        the new bytes, where the proofs in a file were renewed. ``unfinished`` is a file that others are still to sign.
        The same again changes nothing.
        """
        kept = self._kept()
        if kept.by_sha256.get(sha256) != letter:
            kept.by_sha256[sha256] = letter
        if unfinished:
            if kept.unfinished is None:
                kept.unfinished = OOTreeSet()
            kept.unfinished.add(sha256)

    def find(self, sha256: str) -> Known | None:
        """หนังสือของหน่วยงานตามไฟล์นี้: what anybody may be told of it; None for all that is not ours or not open."""
        key = self._kept().by_sha256.get(sha256)
        letter = letters_of(self.root).letters.get(key) if key is not None else None
        if letter is None or letter.handling or letter.secrecy != "open":
            return None
        unit = agencies_of(self.root).by_code.get(letter.from_unit)
        by = office_of(unit) if unit is not None else ""
        if sha256 in {file.sha256 for file in letter.dropped}:
            return Known(state=DROPPED, by=by)
        if sha256 in (self._kept().unfinished or ()):
            return Known(state=UNFINISHED, by=by, signers=_posts(letter.signatures), complete=False)
        if letter.signature is None:
            return None
        marks = _marks(self.root, letter, sha256)
        return Known(
            number=letter.number,
            state=VOID if letter.state == "void" else ISSUED,
            dated=letter.dated.isoformat() if letter.dated else "",
            by=by,
            signers={**_posts(letter.signatures), **{key_in(m.field, m.certificate): _post(m.block) for m in marks}},
            complete=bool(marks) or (letter.issued is not None and letter.issued.sha256 == sha256),
            typed=_typed(self.root, letter),
        )

    def letter_of(self, sha256: str) -> int | None:
        """The letter that a file was issued as."""
        found: int | None = self._kept().by_sha256.get(sha256)
        return found

    def _kept(self) -> IssuedFiles:
        kept: IssuedFiles = self.root["issued_files"]
        return kept


def _posts(signatures: Iterable[Signature]) -> dict[str, str]:
    """Who signed in two posts is told with both: the record does not say which of the two fields is which."""
    found: dict[str, str] = {}
    for one in signatures:
        if one.certificate:
            found[one.certificate] = " / ".join(filter(None, (found.get(one.certificate, ""), _post(one.block))))
    return found


def _typed(root: Any, letter: Letter) -> tuple[TypedSigner, ...]:
    """Of a letter that bears no certificate: who signed it in the system."""
    if any(one.certificate for one in letter.signatures):
        return ()
    return tuple(TypedSigner(lines, one.at) for one, lines in printed_signers(root, letter))


def _post(block: Signing) -> str:
    """The post as it is printed below the name, the post acted for too."""
    return " ".join(block.lines[1:])


def _marks(root: Any, letter: Letter, sha256: str) -> tuple[SheetMark, ...]:
    """What stands beside the letter's signatures on this file, where it is a unit's sheet as it is or was."""
    if letter.issued is not None and letter.issued.sha256 == sha256:
        return ()
    for paper in papers_of(root, letter.id):
        for n, mark in enumerate(paper.marks, 1):
            if mark.file.sha256 == sha256:
                return tuple(paper.marks[:n])
    return ()


def office_of(unit: Unit) -> str:
    """หน่วยงานที่ออก, for people outside: a unit with the agency that it is of."""
    agency = agency_of(unit)
    return unit.title if agency.title in unit.title else f"{unit.title} {agency.title}"


def known_documents(root: Any) -> KnownDocuments:
    """ดัชนีไฟล์หนังสือที่ออกแล้ว of this store."""
    return KnownDocuments(root)
