"""การวัดการลงนาม (signing): signatures a second through our signing room beside bare pyHanko, alone and in a pool.

Keys, authority and time stamper are made in memory for the run; no network is part of it. The letter's place
for the signature is known free, as it is for the letters that we set ourselves.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from saraban.core.clock import SystemClock
from saraban.scripts.bench.report import Report, at_least
from saraban.scripts.bench.sign_authority import NUMBER, BenchAuthority, make_authority
from saraban.signatures.appearance import Signer, signature_mark
from saraban.signatures.boxes import Box
from saraban.signatures.files_of_keys import KeyFiles
from saraban.signatures.identity import Identity
from saraban.signatures.interfaces import PKCS12, KeyReference, Secret
from saraban.signatures.keys import KeyStores
from saraban.signatures.pool import SigningPool
from saraban.signatures.signing import Holder, Level, SigningRoom, Work
from saraban.signatures.standing import Shelf
from saraban.signatures.trust import Trust

NAME = "sign"
HELP = "signatures a second at B-B and B-LTA, beside bare pyHanko"
PASSWORD = "bench"  # noqa: S105 - of a key that lives as long as the run
LEVELS = (Level.B, Level.LTA)
SHARE = 0.8
BOX = Box(1, 60, 200, 70, 35)
#: So many signatures a process of the pool make a steady figure.
STEADY = 60
KEY, HOLDER = KeyReference(PKCS12, "signer"), Holder(Identity(NUMBER))


@dataclass(frozen=True)
class Desk:
    """What both sign with: the same authority, letter and appearance."""

    authority: BenchAuthority
    letter: bytes
    mark: bytes
    directory: Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    parser.add_argument("--signatures", type=int, default=30, help="signatures of each kind")
    parser.add_argument("--processes", type=int, default=2, help="processes of the pool")


def run(args: argparse.Namespace) -> Report:
    """Sign by turns with both, then with a pool."""
    with tempfile.TemporaryDirectory(prefix="saraban-sign-") as place:
        desk = _desk(Path(place))
        figures: dict[str, float] = {}
        baseline: dict[str, float] = {}
        ratios: dict[str, float] = {}
        for level in LEVELS:
            ours, bare = _by_turns(desk, level, args.signatures)
            figures[f"{level}_per_second"], baseline[f"{level}_per_second"] = ours, bare
            ratios[f"{level}_of_bare"] = round(ours / bare, 3)
        counts = [max(args.signatures, STEADY * n) for n in (1, args.processes)]
        one, many = _pooled(desk, 1, counts[0]), _pooled(desk, args.processes, counts[1])
        figures |= {"pool_of_1_per_second": one, f"pool_of_{args.processes}_per_second": many}
        ratios["pool_scaling"] = round(many / one, 3)
    budget = [at_least(f"{level} of bare pyHanko", SHARE, ratios[f"{level}_of_bare"]) for level in LEVELS]
    params = {"signatures": args.signatures, "processes": args.processes}
    return Report(NAME, params, figures, baseline, ratios, budget)


def _desk(place: Path) -> Desk:
    authority = make_authority()
    (place / "signer.p12").write_bytes(authority.pkcs12(PASSWORD))
    signer = Signer("นางสาวตัวอย่าง การวัด", ("ผู้อำนวยการ",), date(2026, 11, 26))
    letter = signature_mark(Box(1, 0, 0, 210, 297), Signer("", (), date(2026, 11, 26)))
    return Desk(authority, letter, signature_mark(BOX, signer), place)


def _by_turns(desk: Desk, level: Level, count: int) -> tuple[float, float]:
    """Ours and bare, a few of each in turn, so that what else the machine does meets both."""
    ours, bare = _ours(desk, level), _bare(desk, level)
    ours()
    bare()
    spent = [0.0, 0.0]
    for _turn in range(count):
        for n, work in enumerate((ours, bare)):
            begun = time.perf_counter()
            work()
            spent[n] += time.perf_counter() - begun
    return round(count / spent[0], 2), round(count / spent[1], 2)


def _ours(desk: Desk, level: Level) -> Callable[[], object]:
    room, work = _room(desk), _work(desk)
    return lambda: room.sign(work, KEY, Secret(), HOLDER, level)


def _work(desk: Desk) -> Work:
    return Work(desk.letter, "signature", BOX, desk.mark, room_known=True)


def _room(desk: Desk) -> SigningRoom:
    authority = desk.authority
    trust = Trust(certified=(authority.root.asn1,))
    shelf = Shelf(timedelta(hours=1))
    clock = SystemClock()
    for party in (authority.signer, authority.issuer, authority.stamper):
        shelf.put("crl", party.asn1, list(authority.lists), clock.now())
    stores = KeyStores({PKCS12: KeyFiles(desk.directory, PASSWORD)})
    return SigningRoom(stores, trust, (), clock, shelf, stamper=lambda: _stamper(authority))


def _bare(desk: Desk, level: Level) -> Callable[[], object]:
    authority = desk.authority
    store = SimpleCertificateStore()
    store.register_multiple([authority.issuer.asn1, authority.root.asn1])
    mark = desk.directory / "mark.pdf"
    mark.write_bytes(desk.mark)
    content = (desk.directory / "signer.p12").read_bytes()
    long_term = level is Level.LTA

    def sign() -> object:
        signer = SimpleSigner.load_pkcs12_data(content, (), PASSWORD.encode())
        context = ValidationContext(
            [authority.root.asn1], other_certs=[authority.issuer.asn1], crls=list(authority.lists),
            revocation_mode="require",
        )  # fmt: skip
        meta = PdfSignatureMetadata(
            field_name="signature",
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            embed_validation_info=long_term,
            use_pades_lta=long_term,
            validation_context=context if long_term else None,
        )
        style = StaticStampStyle.from_pdf_file(str(mark), border_width=0, background_opacity=1.0)
        spec = SigFieldSpec("signature", on_page=0, box=(170, 175, 368, 275))
        made = PdfSigner(
            meta, signer, timestamper=_stamper(authority) if long_term else None, stamp_style=style, new_field_spec=spec
        )
        writer = IncrementalPdfFileWriter(io.BytesIO(desk.letter))
        return asyncio.run(made.async_sign_pdf(writer, output=io.BytesIO()))

    return sign


def _stamper(authority: BenchAuthority) -> DummyTimeStamper:
    certificates = SimpleCertificateStore()
    certificates.register(authority.root.asn1)
    return DummyTimeStamper(authority.stamper.asn1, authority.stamper.key_info, certificates)


def _pooled(desk: Desk, processes: int, count: int) -> float:
    """Signatures a second of the office's pool, asked by as many threads as it has processes."""
    pool, works = SigningPool(_room_of_process, processes), [_work(desk)]

    def sign(_n: int) -> None:
        pool.sign(works, KEY, Secret(), HOLDER, Level.LTA)

    try:
        with ThreadPoolExecutor(processes) as threads:
            list(threads.map(sign, range(3 * processes)))
            begun = time.perf_counter()
            list(threads.map(sign, range(count)))
            return round(count / (time.perf_counter() - begun), 2)
    finally:
        pool.close()


def _room_of_process() -> SigningRoom:
    """What a process of the pool signs with, made in it."""
    return _room(_desk(Path(tempfile.mkdtemp(prefix="saraban-sign-"))))
