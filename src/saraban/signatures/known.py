"""หนังสือของหน่วยงานที่ตรวจพบ (documents of ours): a file that somebody checks is found by its SHA-256, or as it grew.

The public is told that this office issued it, its number and date, and whether it is void; of letters for few and of
letters that are not open nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import agencies_of
from saraban.letters.records import letters_of
from saraban.signatures.content import IssuedFiles
from saraban.signatures.reports import Known

ISSUED, VOID, DROPPED = "issued", "void", "dropped"


@dataclass(frozen=True)
class KnownDocuments:
    """ดัชนีไฟล์หนังสือที่ออกแล้ว: SHA-256 of the bytes that were issued -> the letter."""

    root: Any

    def remember(self, sha256: str, letter: int) -> None:
        """จำไฟล์ของหนังสือ: called in the transaction that confirms a signing, with the digest of the stored PDF.

        The step is ``signatures.issuing``, right after ``letters.issuing.confirm``; and once more, with the digest of
        the new bytes, where the proofs in a file were renewed. The same again changes nothing.
        """
        kept = self._kept()
        if kept.by_sha256.get(sha256) != letter:
            kept.by_sha256[sha256] = letter

    def find(self, sha256: str) -> Known | None:
        """หนังสือของหน่วยงานตามไฟล์นี้: what anybody may be told of it; None for all that is not ours or not open."""
        key = self._kept().by_sha256.get(sha256)
        letter = letters_of(self.root).letters.get(key) if key is not None else None
        if letter is None or letter.handling or letter.secrecy != "open":
            return None
        unit = agencies_of(self.root).by_code.get(letter.from_unit)
        if sha256 in {file.sha256 for file in letter.dropped}:
            return Known(state=DROPPED, by=unit.title if unit is not None else "")
        if letter.signature is None:
            return None
        return Known(
            number=letter.number,
            state=VOID if letter.state == "void" else ISSUED,
            dated=letter.dated.isoformat() if letter.dated else "",
            by=unit.title if unit is not None else "",
        )

    def letter_of(self, sha256: str) -> int | None:
        """The letter that a file was issued as."""
        found: int | None = self._kept().by_sha256.get(sha256)
        return found

    def _kept(self) -> IssuedFiles:
        kept: IssuedFiles = self.root["issued_files"]
        return kept


def known_documents(root: Any) -> KnownDocuments:
    """ดัชนีไฟล์หนังสือที่ออกแล้ว of this store."""
    return KnownDocuments(root)
