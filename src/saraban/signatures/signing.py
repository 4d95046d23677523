"""การลงนามใน PDF (signing): a signature is added to the bytes as they are; nothing that was there before changes.

The first signature and all further ones (endorsements, the receive stamp) are new fields, each by a person or unit with
a certificate. What can be refused is refused before the key is used; whatever fails, the document is as it was.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

import aiohttp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.pdf_embedded import read_certification_data
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.errors import PathError, ValidationError

from saraban.core.clock import Clock
from saraban.core.errors import SarabanError
from saraban.signatures import shims
from saraban.signatures.boxes import Box, known_place, place
from saraban.signatures.errors import KeyStoreFailed, NotSignable, OtherName, StamperDown, WrongPerson
from saraban.signatures.identity import Identity, belongs_to, fingerprint, is_named, marks_of
from saraban.signatures.interfaces import KeyReference, Secret
from saraban.signatures.keys import KeyStores
from saraban.signatures.loops import finish
from saraban.signatures.stamping import DIGEST, Stampers
from saraban.signatures.standing import Shelf, Standing, check_certificate
from saraban.signatures.trust import Trust, allowed_session

shims.keep_metadata()
shims.give_appearances()


class Level(StrEnum):
    """ระดับของลายมือชื่อ PAdES: bare, with a time stamp, with proof of standing, with the archive's time stamp."""

    B = "B-B"
    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"


@dataclass(frozen=True)
class Work:
    """ฉบับที่จะลงนาม: the bytes, the new field's name, and where and how it shows (not at all without a box).

    ``room_known`` says that whoever made the bytes left this place free himself, so that nobody looks again.
    """

    content: bytes
    field: str
    box: Box | None = None
    appearance: bytes | None = None
    certify: bool = False
    reason: str = ""
    room_known: bool = False


@dataclass(frozen=True)
class Signed:
    """ฉบับที่ลงนามแล้ว: the new bytes with their digests, and by which certificate."""

    content: bytes = field(repr=False)
    sha256: str
    sha512: str
    field: str
    fingerprint: str
    level: Level
    at: datetime


@dataclass(frozen=True)
class Holder:
    """ผู้ลงนาม: who must be in the certificate, and which certificate is enrolled (any of the person's where empty)."""

    identity: Identity
    fingerprint: str = ""
    #: the registered name and the spelling approved for certificates; not asked where there are none
    names: tuple[str, ...] = ()


@dataclass
class SigningRoom:
    """ห้องลงนาม: what signing needs of the office: its key stores, whom it trusts, who stamps the time."""

    stores: KeyStores
    trust: Trust
    stampers: Sequence[str]
    clock: Clock
    shelf: Shelf = field(default_factory=Shelf)
    #: a stamper within this process, in place of the addresses (benches)
    stamper: Callable[[], TimeStamper] | None = None

    def sign(self, work: Work, key: KeyReference, secret: Secret, holder: Holder, level: Level = Level.LTA) -> Signed:
        """ลงนาม one document. Raises one of ``signatures.errors``; then nothing was signed."""
        return self.sign_together([work], key, secret, holder, level)[0]

    def sign_together(
        self, works: Sequence[Work], key: KeyReference, secret: Secret, holder: Holder, level: Level = Level.LTA
    ) -> list[Signed]:
        """ลงนามหลายฉบับในคราวเดียว by one code of the key's holder: all of them or none."""
        return finish(self.sign_all(works, key, secret, holder, level))

    async def sign_all(
        self, works: Sequence[Work], key: KeyReference, secret: Secret, holder: Holder, level: Level
    ) -> list[Signed]:
        """The same inside a loop that runs already."""
        prepared = [_prepare(work) for work in works]
        async with self._opened(key, secret, holder, level, len(works)) as (signer, stamper, standing):
            jobs = [
                asyncio.ensure_future(self._one(work, rectangle, signer, stamper, standing, level))
                for work, rectangle in prepared
            ]
            try:
                return list(await asyncio.gather(*jobs))
            except SarabanError:
                raise
            except (SigningError, PdfError, PathError, ValidationError, OSError, ValueError) as error:
                raise _told(signer, error) from error
            finally:
                for job in jobs:
                    job.cancel()

    @asynccontextmanager
    async def _opened(
        self, key: KeyReference, secret: Secret, holder: Holder, level: Level, count: int
    ) -> AsyncIterator[tuple[Signer, TimeStamper | None, Standing]]:
        """The key, open and looked at: whose it is, and whether its certificate stands."""
        async with AsyncExitStack() as stack:
            session = await stack.enter_async_context(allowed_session(self._reach))
            signer = await stack.enter_async_context(self.stores.store_of(key).signing(key.name, secret, count))
            _check_holder(signer, holder)
            standing = Standing(self.clock.now, self.shelf).for_key(self.trust, session, signer.cert_registry)
            await check_certificate(standing, signer.signing_cert, self.clock.now())
            yield signer, await self._stamper(session, level), standing

    async def _stamper(self, session: aiohttp.ClientSession, level: Level) -> TimeStamper | None:
        """Who stamps, where the level wants a stamp. Raises ``StamperDown``."""
        if level is Level.B:
            return None
        if self.stamper is not None:
            return self.stamper()
        stampers = Stampers(self.stampers, session)
        await stampers.choose()
        return stampers

    @property
    def _reach(self) -> Trust:
        """The addresses of time stampers are the office's own choice and may be asked too."""
        return replace(self.trust, services=(*self.trust.services, *self.stampers))

    async def _one(
        self,
        work: Work,
        rectangle: tuple[int, int, int, int] | None,
        signer: Signer,
        stamper: TimeStamper | None,
        standing: Standing,
        level: Level,
    ) -> Signed:
        long_term = level in (Level.LT, Level.LTA)
        meta = PdfSignatureMetadata(
            field_name=work.field,
            md_algorithm=DIGEST,
            reason=work.reason or None,
            subfilter=SigSeedSubFilter.PADES,
            certify=work.certify,
            docmdp_permissions=MDPPerm.FILL_FORMS,
            embed_validation_info=long_term,
            use_pades_lta=level is Level.LTA,
            validation_context=standing.context() if long_term else None,
        )
        with tempfile.NamedTemporaryFile(suffix=".pdf") as mark:
            spec = SigFieldSpec(
                work.field, on_page=work.box.page - 1 if work.box else 0, box=rectangle, empty_field_appearance=False
            )
            if work.appearance:
                mark.write(work.appearance)
                mark.flush()
            style = _style(mark.name) if work.appearance else None
            made = PdfSigner(meta, signer, timestamper=stamper, stamp_style=style, new_field_spec=spec)
            out = await made.async_sign_pdf(IncrementalPdfFileWriter(io.BytesIO(work.content)), output=io.BytesIO())
        content = out.getvalue()
        return Signed(
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            sha512=hashlib.sha512(content).hexdigest(),
            field=work.field,
            fingerprint=fingerprint(signer.signing_cert),
            level=level,
            at=self.clock.now(),
        )


def _prepare(work: Work) -> tuple[Work, tuple[int, int, int, int] | None]:
    """Look at the document before anything is asked of the key. Raises ``NotSignable``, ``BoxCovers``."""
    try:
        reader = IncrementalPdfFileWriter(io.BytesIO(work.content)).prev
        certified = read_certification_data(reader)
        if certified is not None and certified.permission == MDPPerm.NO_CHANGES:
            raise NotSignable
        if reader.encrypted or any(name == work.field for name in _fields(reader)):
            raise NotSignable
        if work.box is None:
            return work, None
        if work.room_known:
            return work, known_place(reader, work.box)
        return work, place(work.content, reader, work.box)
    except (PdfError, ValueError, KeyError, IndexError, TypeError):
        raise NotSignable from None


def _fields(reader: PdfFileReader) -> list[str]:
    return [name for name, _value, _reference in enumerate_sig_fields(reader)]


def _check_holder(signer: Signer, holder: Holder) -> None:
    """The person in the certificate is the person who signs. Raises ``WrongPerson``."""
    certificate = signer.signing_cert
    if certificate is None or not belongs_to(certificate, holder.identity):
        raise WrongPerson
    if holder.fingerprint and fingerprint(certificate) != holder.fingerprint:
        raise WrongPerson
    if holder.names and not is_named(certificate, holder.names):
        raise OtherName(marks_of(certificate).name)


def _style(file: str) -> StaticStampStyle:
    """The appearance fills the box as it was set, without border and without tint."""
    whole = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins.uniform(0)
    )
    return StaticStampStyle.from_pdf_file(file, border_width=0, background_opacity=1.0, background_layout=whole)


def _told(signer: Signer, error: Exception) -> SarabanError:
    """What a failure of the libraries means to the signer."""
    refusal = getattr(signer, "refusal", None)
    if isinstance(refusal, SarabanError):
        return refusal
    if isinstance(error, TimestampRequestError | PathError | ValidationError):  # the signer's own was looked at before
        return StamperDown()
    if isinstance(error, PdfError):
        return NotSignable()
    return KeyStoreFailed()
