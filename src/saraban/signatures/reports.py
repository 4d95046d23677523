"""ผลการตรวจลายมือชื่อ (what was found): plain values about a file and each signature in it, for pages, API and records."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """ผลของลายมือชื่อ: valid, or the first thing that is wrong with it."""

    VALID = "valid"
    ALTERED = "altered"  # the signed bytes were changed
    CHANGED_AFTER = "changed-after"  # something was added after signing that no signature may add
    COVERED = "covered"  # a later signature was drawn over what was signed
    WRONG_PERSON = "wrong-person"  # a good certificate, and not of who had to sign
    REVOKED = "revoked"
    EXPIRED = "expired"
    STAMP_BROKEN = "stamp-broken"  # its time stamp does not hold
    UNTRUSTED = "untrusted"  # from an authority that the office does not know
    UNCERTAIN = "uncertain"  # its authority does not say whether the certificate holds
    BROKEN = "broken"  # cannot be read as a signature


class Changes(StrEnum):
    """สิ่งที่เพิ่มหลังลงนาม: what was added to the file after a signature."""

    NOTHING = "nothing"
    PROOFS = "proofs"
    SIGNATURES = "signatures"
    NOTES = "notes"
    CONTENT = "content"
    UNCOVERED = "uncovered"  # bytes that no signature covers and no reader shows


class Clockwork(StrEnum):
    """นาฬิกาของผู้ใด: a time stamping service's, the archive's, or only the signer's own."""

    STAMPER = "stamper"
    ARCHIVE = "archive"
    SIGNER = "signer"
    NONE = ""


@dataclass(frozen=True)
class SignatureReport:
    """ผลของลายมือชื่อหนึ่งลายมือชื่อ; times are ISO 8601 in UTC, empty where there are none."""

    field: str
    state: State
    name: str = ""
    organization: str = ""
    issuer: str = ""
    fingerprint: str = ""
    post: str = ""
    at: str = ""
    clock: Clockwork = Clockwork.NONE
    stamper: str = ""
    level: str = ""
    section: str = ""
    covers_all: bool = False
    changes: Changes = Changes.NOTHING
    then: str = "unknown"
    now: str = "unknown"
    revoked_at: str = ""
    reason: str = ""
    kept_at: str = ""  # its authority was silent: judged by the list of revoked certificates that was taken then

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.state is State.VALID


@dataclass(frozen=True)
class StampReport:
    """ผลของตราประทับเวลาเอกสาร: an archive time stamp on the whole file as it was then."""

    field: str
    holds: bool
    name: str = ""
    at: str = ""


@dataclass(frozen=True)
class TypedSigner:
    """ผู้ลงนามด้วยชื่อที่พิมพ์ (section 9): the lines printed below the signature, and when by the office's clock (UTC)."""

    lines: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class Known:
    """สิ่งที่หน่วยงานรู้เกี่ยวกับไฟล์นี้: number, date, issuing unit and register state of a letter of ours, and its signers.

    ``signers`` holds the post that each certificate (its SHA-256) signed in; of who signed more than once, the name of
    the signature's field stands before it (``key_in``). They are all who signed it only where ``complete``. ``later``
    is the number of the letter that took its place, for who may read that one. ``typed`` are those who signed the file
    as issued in the system, with a typed name and a code, in order: the file itself holds nothing of them.
    """

    number: str = ""
    state: str = ""
    dated: str = ""
    by: str = ""
    signers: dict[str, str] | None = None
    complete: bool = True
    later: str = ""
    typed: tuple[TypedSigner, ...] = ()

    @property
    def grown(self) -> Known:
        """The same of a file that grew elsewhere: others may have signed what was added; nor is it as issued."""
        return replace(self, complete=False, typed=())

    def post_of(self, one: SignatureReport) -> str | None:
        """The post that a signature was made in; None where our records have no such signer."""
        signers = self.signers or {}
        return signers.get(key_in(one.field, one.fingerprint), signers.get(one.fingerprint))


def key_in(field: str, fingerprint: str) -> str:
    """How ``Known.signers`` names a certificate in one field of the file."""
    return f"{field} {fingerprint}"


@dataclass(frozen=True)
class FileReport:
    """ผลการตรวจไฟล์: everything found in one PDF."""

    sha256: str
    size: int
    pages: int = 0
    signatures: tuple[SignatureReport, ...] = ()
    stamps: tuple[StampReport, ...] = ()
    known: Known | None = None
    uncovered: int = 0  # bytes behind what is signed or stamped, without proofs

    @property
    def outcome(self) -> str:
        """``unsigned``, ``valid`` (all signatures hold, and nothing stands behind them) or ``problem``."""
        if not self.signatures:
            return "unsigned"
        return "valid" if all(one.holds for one in self.signatures) and not self.uncovered else "problem"

    def told_of_the_end(self) -> FileReport:
        """The same, where what stands behind is told with each signature after which nothing worse came."""
        if not self.uncovered:
            return self
        return replace(self, signatures=tuple(_with_uncovered(one) for one in self.signatures))

    def with_known(self, known: Known | None) -> FileReport:
        """The same, with the posts of our records; a certificate that had not to sign is the wrong person's."""
        if known is None or known.signers is None:
            return replace(self, known=known)
        return replace(self, known=known, signatures=tuple(_judged(one, known) for one in self.signatures))

    def to_json(self) -> dict[str, Any]:
        """As the API gives it; of the record of ours only number, state, date, unit and who signed by a typed name."""
        told: dict[str, Any] = asdict(self)
        known = told.pop("known")
        told["register"] = (
            {name: known[name] for name in ("number", "state", "dated", "by", "later")} if known else None
        )
        if known:
            told["register"]["signed"] = [
                {"lines": list(one["lines"]), "at": one["at"].isoformat()} for one in known["typed"]
            ]
        told["outcome"] = self.outcome
        return told


def _with_uncovered(one: SignatureReport) -> SignatureReport:
    worse = one.changes in (Changes.NOTES, Changes.CONTENT)
    return one if worse or not one.holds else replace(one, changes=Changes.UNCOVERED)


def _judged(one: SignatureReport, known: Known) -> SignatureReport:
    post = known.post_of(one)
    if post is not None:
        return replace(one, post=post)
    return replace(one, state=State.WRONG_PERSON) if known.complete and one.holds else one


def report_of(told: dict[str, Any]) -> FileReport:
    """Read what the confined process wrote; values of other kinds raise ``ValueError`` or ``TypeError``."""
    signatures = tuple(
        SignatureReport(
            **{
                **one,
                "state": State(one["state"]),
                "clock": Clockwork(one["clock"]),
                "changes": Changes(one["changes"]),
            }
        )
        for one in told["signatures"]
    )
    stamps = tuple(StampReport(**one) for one in told["stamps"])
    return FileReport(
        str(told["sha256"]), int(told["size"]), int(told["pages"]), signatures, stamps, uncovered=int(told["uncovered"])
    )
