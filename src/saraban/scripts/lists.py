"""saraban lists (คลังบัญชีเพิกถอน): what is archived of the lists of revoked certificates; take them now, take them out."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from saraban.core.desk import Desk
from saraban.scripts.console import OK, PROBLEMS, add_store_arguments, opened, report
from saraban.scripts.worker import taker_of
from saraban.signatures.list_archive import content_of, proof_of
from saraban.signatures.list_look import Source, sources
from saraban.signatures.list_places import lists_of


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """The command ``saraban lists``."""
    parser: argparse.ArgumentParser = sub.add_parser("lists", help="the archived lists of revoked certificates")
    parser.add_argument("--take", action="store_true", help="ask all authorities of the office for their lists now")
    parser.add_argument("--export", type=Path, metavar="DIR", help="write all lists, and when each was taken, to DIR")
    add_store_arguments(parser, figures=True)
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Take, take out, tell; status 1 where an authority gave no list."""
    with opened(args) as console:
        with console.desk() as desk:
            if args.take:
                taker_of(console.registry).take_all(desk)
        with console.desk() as desk:
            written = _write(desk, args.export) if args.export else 0
            found = sources(desk.root)
    silent = [one for one in found if one.silent_since is not None]
    told = [{"authority": x.issuer, "address": x.address, "lists": x.count, "why": x.why} for x in found]
    figures = {"lists": sum(one.count for one in found), "silent": len(silent), "written": written, "sources": told}
    report(figures, args, [_line(one) for one in found] or ["ยังไม่มีบัญชีเพิกถอน / There is no list yet"])
    return PROBLEMS if silent else OK


def _line(one: Source) -> str:
    newest = one.lists[0].taken.isoformat(timespec="seconds") if one.lists else "–"
    silent = f"  {one.why} {one.silent_since.isoformat(timespec='seconds')}" if one.silent_since else ""
    return f"{one.count:5}  {newest}  {one.address}  {one.issuer}{silent}"


def _write(desk: Desk, place: Path) -> int:
    """Each list as ``SHA256.crl``, and ``lists.json``: whose, of when, when taken, and the leaf that proves it."""
    place.mkdir(parents=True, exist_ok=True)
    told = []
    for digest, one in lists_of(desk.root).kept.items():
        (place / f"{digest}.crl").write_bytes(content_of(one))
        proof = proof_of(desk.root, one)
        told.append(
            {
                "file": f"{digest}.crl", "authority": one.issuer, "address": one.address,
                "issued": one.issued.isoformat(), "until": one.until.isoformat(),
                "taken": proof.at.isoformat() if proof else "", "leaf": proof.leaf if proof else "",
            }
        )  # fmt: skip
        one._p_deactivate()
    (place / "lists.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(told)
