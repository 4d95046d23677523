"""การตรวจลายมือชื่อ (judging signatures): each by pyHanko's whole result (``bottom_line``), never by a part of it.

Runs in the confined process of ``judge_worker``. First as things are today; where that fails for what became of the
certificates since, by what the archive's time stamps prove of the day of signing.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.misc import PdfStrictReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.status import DocumentTimestampStatus, PdfSignatureStatus

from saraban.signatures import findings
from saraban.signatures.additions import is_changed
from saraban.signatures.algorithms import policy_of
from saraban.signatures.covering import is_covered
from saraban.signatures.embedded import UNREADABLE, certificates_of
from saraban.signatures.long_term import Keeps, LongTerm, judge_long_term
from saraban.signatures.reports import Changes, SignatureReport, StampReport, State
from saraban.signatures.standing import Standing
from saraban.signatures.tail import end_of, in_the_gap, uncovered

MOST_SIGNATURES = 40
#: Where what it covers ends, whether it holds, what came after, and the signature or stamp.
_End = tuple[int, bool, Changes, EmbeddedPdfSignature]


class TooManySignatures(ValueError):
    """ลายมือชื่อมากเกินไป: more than are looked at in one file."""


class Locked(ValueError):
    """ไฟล์ที่ใส่รหัสผ่าน: nobody can read it without a password."""


@dataclass
class Judge:
    """ผู้ตรวจ: what one file is judged by."""

    standing: Standing
    archive: Keeps | None = None
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    async def judge(self, content: bytes) -> dict[str, Any]:
        """ตรวจทั้งไฟล์: pages, signatures, time stamps as plain values. Raises ``Locked``, and what pyHanko raises."""
        reader = _opened(_reader(content))
        found, unread = _read(reader)
        stamps = [one for one in found if one.sig_object_type == "/DocTimeStamp"]
        self.standing.others = tuple(certificates_of(found))
        seen = [await self._stamp(one) for one in stamps]
        told_stamps = [told for told, _changes in seen]
        proven = [s.signed_revision for s, told in zip(stamps, told_stamps, strict=True) if told.holds]
        signers = [one for one in found if one not in stamps]
        told = [await self._signature(content, one, proven) for one in signers]
        told = [_looked_over(one, s, signers, stamps) for one, s in zip(told, signers, strict=True)]
        ends = [(end_of(s), one.holds, changes, s) for s, (one, changes) in zip(stamps, seen, strict=True)]
        ends += [(end_of(s), one.holds, one.changes, s) for s, one in zip(signers, told, strict=True)]
        told += [SignatureReport(name, State.BROKEN) for name in unread]
        pages = max(0, int(reader.root["/Pages"]["/Count"]))
        return {"pages": pages, "signatures": told, "stamps": told_stamps, "uncovered": _behind(reader, content, ends)}

    async def _stamp(self, stamp: EmbeddedPdfSignature) -> tuple[StampReport, Changes]:
        """A stamp, and what came after it."""
        try:
            status = await async_validate_pdf_timestamp(stamp, self.standing.context())
        except UNREADABLE:
            return StampReport(stamp.field_name, holds=False), Changes.CONTENT
        assert isinstance(status, DocumentTimestampStatus)
        name = findings.name_of(status.signing_cert)
        whole = status.modification_level not in (None, ModificationLevel.OTHER)
        holds = status.valid and status.intact and status.trusted and whole and self._is_strong(stamp)
        told = StampReport(stamp.field_name[: findings.LONGEST], holds, name, findings.told(status.timestamp))
        return told, findings.changes_after(stamp, status.modification_level)

    def _is_strong(self, stamp: EmbeddedPdfSignature) -> bool:
        """Whether what a stamp was put on is still bound to it: the library looks at its signature alone."""
        imprint = stamp.signed_data["encap_content_info"]["content"].parsed["message_imprint"]["hash_algorithm"]
        return bool(policy_of(self.standing.trust.sunset).digest_algorithm_allowed(imprint, self.now))

    async def _signature(self, content: bytes, given: EmbeddedPdfSignature, proven: list[int]) -> SignatureReport:
        try:
            report = findings.about(given)
        except UNREADABLE:
            return SignatureReport(given.field_name, State.BROKEN)
        try:
            context = self.standing.context()
            status = await async_validate_pdf_signature(given, context, context)
            late = None
            if not status.bottom_line and findings.may_be_proven(status):
                late = await judge_long_term(given, self.standing, self.archive)
            return self._told(content, given, report, status, late, proven)
        except UNREADABLE as error:
            return findings.broken(report, error, altered=findings.is_altered(given))

    def _told(
        self,
        content: bytes,
        given: EmbeddedPdfSignature,
        report: SignatureReport,
        status: PdfSignatureStatus,
        late: LongTerm | None,
        proven: list[int],
    ) -> SignatureReport:
        final = late.status if late is not None and late.passed else status
        state = State.VALID if final.bottom_line else findings.why(status)
        is_over = self.standing.trust.sunset is not None and self.standing.trust.sunset <= self.now
        if late is not None and state is State.VALID and is_over and max(proven, default=0) <= given.signed_revision:
            return replace(report, state=State.EXPIRED, reason="covered by no stamp of a digest that is accepted")
        if state is State.UNCERTAIN and late is not None and late.status.revoked:
            state = State.REVOKED
        report = findings.filled(report, given, status, final, state, self.now)
        if late is not None:
            report = replace(report, kept_at=findings.told(late.kept))
        report = findings.levelled(report, given, final, proven, self.standing.trust)
        if report.holds and not given.reader.strict:
            report = replace(report, state=State.BROKEN, section="", then="unknown", reason="not-strict")
        if report.holds and report.changes is not Changes.NOTHING and is_covered(content, given):
            report = replace(report, state=State.COVERED)
        return report


def _looked_over(
    report: SignatureReport,
    given: EmbeddedPdfSignature,
    signers: list[EmbeddedPdfSignature],
    stamps: list[EmbeddedPdfSignature],
) -> SignatureReport:
    """The same, where nothing came after it that the library lets pass and a reader sees."""
    if not report.holds and report.state is not State.COVERED:
        return report
    signed, stamped = ({one.field_name for one in group} for group in (signers, stamps))
    try:
        changed = is_changed(given, report.changes, signed, stamped)
    except (RecursionError, *UNREADABLE):
        changed = True
    if not changed:
        return report
    return replace(report, state=State.CHANGED_AFTER, changes=Changes.CONTENT, section="", then="unknown")


def _behind(reader: PdfFileReader, content: bytes, ends: list[_End]) -> int:
    """Bytes behind the last that holds, and those in it that it does not cover; where none does, of the last of all."""
    ends = sorted(ends, key=lambda one: one[0])
    last = next((at for at in reversed(range(len(ends))) if ends[at][1]), len(ends) - 1)
    if last < 0:
        return 0
    end, _holds, changes, _given = ends[last]
    within = sum(in_the_gap(content, given) for _end, _held, _changes, given in ends[last:])
    return within + uncovered(reader, content, end, proofs_only=changes in (Changes.NOTHING, Changes.PROOFS))


def _reader(content: bytes) -> PdfFileReader:
    """Read by the letter of the standard; what breaks it is read too, but no signature in it holds."""
    try:
        return PdfFileReader(io.BytesIO(content))
    except PdfStrictReadError:
        return PdfFileReader(io.BytesIO(content), strict=False)


def _opened(reader: PdfFileReader) -> PdfFileReader:
    """The same, where everybody can read it; some files are locked with no password at all, against changes."""
    if reader.encrypted:
        try:
            is_open = reader.decrypt(b"").status is not AuthStatus.FAILED
        except UNREADABLE:
            is_open = False
        if not is_open:
            raise Locked
    return reader


def _read(reader: PdfFileReader) -> tuple[list[EmbeddedPdfSignature], list[str]]:
    """The signatures in order of their revisions, and the names of fields whose content is none that can be read."""
    found, unread = [], []
    for count, (name, _value, field_at) in enumerate(enumerate_sig_fields(reader, filled_status=True)):
        if count >= MOST_SIGNATURES:
            raise TooManySignatures
        try:
            one = EmbeddedPdfSignature(reader, field_at, name)
            assert one.signer_cert is not None
            found.append(one)
        except UNREADABLE:
            unread.append(name[: findings.LONGEST])
    return sorted(found, key=lambda one: one.signed_revision), unread
