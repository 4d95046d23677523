"""คลังบัญชีเพิกถอน (the archive of revocation lists): which list tells of a certificate, and when it was there.

A list counts from the time that the chain of lists says, never from what its record says, and only when a seal lies
over that leaf. So neither a list nor its time can be put in later: the chain and its seals would show it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import transaction
from asn1crypto import x509
from ZODB.POSException import POSKeyError

from saraban.audit.service import trail_of
from saraban.core.problems import Problem
from saraban.core.store import APP_ROOT
from saraban.files.service import open_file
from saraban.signatures.content import RevocationList
from saraban.signatures.embedded import certificates_in
from saraban.signatures.list_places import lists_of
from saraban.signatures.lists import ListRefused, authority_key, read_again
from saraban.signatures.long_term import Archived
from saraban.signatures.loops import finish
from saraban.signatures.paths import path_to_ours
from saraban.signatures.trust import Trust
from saraban.signatures.validation import Keeper

#: The chain of what was taken; it holds digests of lists and authorities, no person and no letter.
CHAIN = "_lists"
TAKEN = "list-taken"
_LAST = "~"


@dataclass(frozen=True)
class Proof:
    """หลักฐานเวลาที่รับบัญชี: the leaf of the chain that names the list, and when that was."""

    leaf: str
    at: datetime


@dataclass(frozen=True)
class Archive:
    """คลังบัญชีเพิกถอนสำหรับผู้ตรวจ: reads by a connection of its own, for whoever asks from whatever thread."""

    database: Any

    def lists_for(self, certificate: x509.Certificate, authority: Any) -> list[Archived]:
        """บัญชีที่บอกสถานะของใบรับรอง: of its authority, the newest before the certificate ended, and the newest of all."""
        tm = transaction.TransactionManager(explicit=True)
        connection = self.database.open(transaction_manager=tm)
        try:
            tm.begin()
            root = connection.root()[APP_ROOT]
            found = records_for(root, authority_key(authority), certificate.not_valid_after)
            return [one for one in (archived(root, record) for record in found) if one is not None]
        finally:
            tm.abort()
            connection.close()


def lists_with(contents: Sequence[bytes], trust: Trust, archive: Keeper) -> list[Archived]:
    """บัญชีที่ต้องใช้ตรวจไฟล์: what the archive has for the certificates of files that lead to an authority of ours."""
    found: dict[bytes, Archived] = {}
    certificates = list({one.sha256: one for content in contents for one in certificates_in(content)}.values())
    for certificate in certificates:
        path = finish(path_to_ours(certificate, certificates, trust))
        if path is not None and path.pkix_len:
            kept = archive.lists_for(certificate, path.find_issuing_authority(certificate))
            found |= {one.content: one for one in kept}
    return sorted(found.values(), key=lambda one: (one.captured, one.content))


def archive_of(root: Any) -> Archive:
    """คลังบัญชีเพิกถอน of the store that ``root`` belongs to."""
    return Archive(root._p_jar.db())


def records_for(root: Any, authority: str, end: datetime) -> list[RevocationList]:
    """ระเบียนของบัญชี of an authority, from each of its addresses: the newest before ``end``, and the newest."""
    lists = lists_of(root)
    found: dict[str, RevocationList] = {}
    for address in _addresses(lists.order, authority):
        for last in (instant(end), _LAST):
            digest = _newest(lists.order, authority, address, last)
            if digest is not None and digest in lists.kept:
                found[digest] = lists.kept[digest]
    return list(found.values())


def newest_of(root: Any, authority: str, address: str) -> RevocationList | None:
    """The list that was taken last from an address."""
    lists = lists_of(root)
    digest = _newest(lists.order, authority, address, _LAST)
    return None if digest is None else lists.kept.get(digest)


def instant(at: datetime) -> str:
    """A time as lists are kept in order by."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def proof_of(root: Any, record: RevocationList) -> Proof | None:
    """หลักฐานเวลาที่รับ: None where no sealed leaf of the chain names this very list of this authority."""
    trail = trail_of(root)
    chain, (sealed, _digest) = trail.chains.get(CHAIN), trail.sealed.get(CHAIN, (0, ""))
    leaf = chain.leaves.get(record.leaf) if chain is not None and record.leaf <= sealed else None
    if leaf is None:
        return None
    told = json.loads(leaf.body)
    about = {"sha256": record.file.sha256, "authority": record.authority}
    if told["event"] != TAKEN or any(told["about"].get(name) != value for name, value in about.items()):
        return None
    return Proof(leaf.body, datetime.fromisoformat(told["at"]))


def archived(root: Any, record: RevocationList) -> Archived | None:
    """บัญชีที่ใช้เป็นหลักฐานได้: its bytes and time; None of what was altered or is not proven."""
    proof = proof_of(root, record)
    content = content_of(record)
    if proof is None or hashlib.sha256(content).hexdigest() != record.file.sha256:
        return None
    return Archived(content, proof.at, hashlib.sha256(proof.leaf.encode()).hexdigest())


def content_of(record: RevocationList) -> bytes:
    """The bytes of a list; none where the file is gone."""
    try:
        with open_file(record.file) as stream:
            return stream.read()
    except (OSError, POSKeyError):
        return b""


def check_lists(root: Any) -> Iterator[Problem]:
    """ตรวจคลังบัญชีเพิกถอน: every list is as its authority gave it, found in its order, and named by its leaf."""
    lists = lists_of(root)
    sealed = trail_of(root).sealed.get(CHAIN, (0, ""))[0]
    for digest, record in lists.kept.items():
        where = f"list/{digest[:16]}"
        if record.file.sha256 != digest or hashlib.sha256(content_of(record)).hexdigest() != digest:
            yield Problem(where, "list-digest", "its bytes are not those that were taken")
        elif not _as_recorded(record):
            yield Problem(where, "list-record", "its record does not say what stands in it")
        if record.leaf <= sealed and not _is_at(record, proof_of(root, record)):
            yield Problem(where, "list-unproven", "the chain does not say that it was taken then")
        if record.leaf > sealed and not _has_leaf(root, record):
            yield Problem(where, "list-unproven", "the chain does not have it")
        record._p_deactivate()
    for (_authority, address, _at), digest in lists.order.items():
        if digest not in lists.kept:
            yield Problem(f"list/{address}", "list-left-over", "the order of lists leads to nothing")


def _is_at(record: RevocationList, proof: Proof | None) -> bool:
    return proof is not None and proof.at == record.taken_at


def _has_leaf(root: Any, record: RevocationList) -> bool:
    chain = trail_of(root).chains.get(CHAIN)
    return chain is not None and record.leaf in chain.leaves


def _as_recorded(record: RevocationList) -> bool:
    try:
        read = read_again(content_of(record))
    except ListRefused:
        return False
    return (read.issued, read.until, read.number) == (record.issued, record.until, record.number)


def _addresses(order: Any, authority: str) -> Iterator[str]:
    after = ""
    while True:
        key = next(iter(order.keys(min=(authority, after, ""), max=(authority, _LAST, _LAST))), None)
        if key is None:
            return
        yield key[1]
        after = key[1] + "\0"


def _newest(order: Any, authority: str, address: str, last: str) -> str | None:
    try:
        key = order.maxKey((authority, address, last))
    except ValueError:
        return None
    return str(order[key]) if key[:2] == (authority, address) else None
