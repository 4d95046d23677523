"""บันทึกของคลังลับ (the vault's own chains): what was done in a unit, and every opening, in chains that only it has.

Leaves hold ids, numbers and digests as all leaves do. The reads of a unit stand in a chain beside that of its acts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from zlib import crc32

from saraban.audit import sealing
from saraban.audit import service as audit
from saraban.audit.content import Seal
from saraban.audit.service import Record
from saraban.auth.apart import apart
from saraban.core.desk import Desk
from saraban.core.problems import Problem
from saraban.people.actor import Actor
from saraban.vault.content import LANES, SecretPaper, Vault

READS = "/reads"
#: How many leaves are kept where nobody reads: as many as one bucket holds.
KEPT = 12


def vault_of(root: Any) -> Vault:
    """คลังข้อมูลข่าวสารลับ of this store."""
    vault: Vault = root["vault"]
    return vault


def chains(root: Any) -> dict[str, Any]:
    """The vault's own trail, in the shape in which audit asks a tree for its trail."""
    return {"audit": vault_of(root).trail}


def record(desk: Desk, actor: Actor, unit: str, event: str, about: Mapping[str, str | int] | None = None) -> int:
    """บันทึกการกระทำ in the unit's chain of the vault; gives the leaf's number."""
    return audit.append(
        chains(desk.root), desk.clock.now(), unit, event, person=actor.person, post=actor.post, about=about
    )


def opened(desk: Desk, actor: Actor, paper: SecretPaper, event: str = "opened", about: Any = None) -> None:
    """บันทึกการเปิดอ่าน: a leaf in the unit's chain of reads, in the transaction in which it is shown."""
    leaf = record(desk, actor, paper.unit + READS, event, {"paper": paper.key, **(about or {})})
    paper.openings[len(paper.openings) + 1] = leaf


def refused(desk: Desk, actor: Actor, key: int) -> None:
    """บันทึกการเปิดที่ถูกปฏิเสธ, committed before this returns: the refusal that follows rolls the request back.

    One leaf for a person, a paper and an hour; further ones are counted, and the next leaf says how many there were.
    Every try writes as much as every other, so that its time does not tell a letter from a key that was made up.
    """
    apart(desk, lambda own: _put_down(own, actor, key))


def _put_down(own: Desk, actor: Actor, key: int) -> None:
    vault = vault_of(own.root)
    if vault.tries is None:
        vault.begin_counting()
    paper = vault.papers.get(key)
    place, hour = (actor.person, 0 if paper is None else key), f"{own.clock.now():%Y-%m-%dT%H}"
    before, further = vault.tries.get(place, ("", 0))
    if paper is not None and before != hour:
        about = {"paper": paper.key} | ({"further": further} if further else {})
        record(own, actor, paper.unit + READS, "refused", about)
        further = 0
    else:
        _as_much_work(own, actor)
        further = further + 1 if before == hour else 1
    vault.tries[place] = (hour, further)


def _as_much_work(own: Desk, actor: Actor) -> None:
    """Write what a leaf would, to a chain that nobody reads and that does not grow."""
    trail, lane = {"audit": vault_of(own.root).nowhere}, str(crc32(actor.person.encode()) % LANES)
    n = audit.append(trail, own.clock.now(), lane, "refused", person=actor.person, post=actor.post)
    trail["audit"].chains[lane].leaves.pop(n - KEPT, None)


def openings(root: Any, paper: SecretPaper) -> Iterator[Record]:
    """The openings of a paper, the newest first."""
    for leaf in reversed(list(paper.openings.values())):
        yield from audit.records(chains(root), paper.unit + READS, leaf, leaf)


def records(root: Any, chain: str) -> Iterator[Record]:
    """A chain of the vault in order; a unit's reads stand under ``unit/reads``."""
    yield from audit.records(chains(root), chain)


def seal(root: Any, key: Any, now: Any) -> Seal | None:
    """ประทับรับรอง the vault's chains under seals of its own, so that the ordinary ones say nothing of them."""
    return sealing.seal(chains(root), key, now)


def verify(root: Any) -> list[Problem]:
    """ตรวจสอบสายบันทึก of the vault, and its seals."""
    found = [*audit.verify(chains(root)), *sealing.verify_seals(chains(root))]
    return [Problem(f"vault/{p.where}", p.slug, p.text) for p in found]
