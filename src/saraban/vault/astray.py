"""หนังสือลับที่ค้างระหว่างทาง (letters astray): deliveries between secret registries that nobody registers.

Names units, numbers of days and opaque keys, nothing of the letter.
"""

from __future__ import annotations

from collections.abc import Iterator

from saraban.core.desk import Desk
from saraban.core.problems import Problem
from saraban.people.service import find_person
from saraban.vault.content import SecretDelivery
from saraban.vault.ledger import vault_of
from saraban.vault.sending import receivers

#: After how many days a delivery that nobody registered is reported, unless the installation says otherwise.
DAYS = 7


def astray(desk: Desk, days: int = DAYS) -> Iterator[Problem]:
    """หนังสือลับที่ค้าง: what waits for longer than ``days``, what nobody can register, and what lapsed.

    A lapsed delivery is reported until the unit has the letter by another one, or the sender has closed the matter.
    """
    for delivery in vault_of(desk.root).deliveries.values():
        way = f"from {delivery.from_unit} to {delivery.to_unit}"
        if delivery.state == "waiting":
            waited = (desk.now - delivery.at).days
            if not _somebody(desk, delivery):
                text = f"{way}: nobody to whom it was sent can register it; send it again to somebody who can"
                yield Problem(f"vault/{delivery.key}", "delivery-stuck", text)
            elif waited > days:
                yield Problem(f"vault/{delivery.key}", "delivery-stuck", f"{way}: not registered for {waited} days")
        elif delivery.state == "lapsed" and not _settled(desk, delivery):
            yield Problem(f"vault/{delivery.key}", "delivery-lapsed", f"{way}: it lapsed, and the unit has no other")


def _somebody(desk: Desk, delivery: SecretDelivery) -> bool:
    paper = vault_of(desk.root).papers[delivery.from_paper]
    able = (r.person for r in receivers(desk, paper) if r.unit == delivery.to_unit)
    return any(person in delivery.persons and find_person(desk.root, person).active for person in able)


def _settled(desk: Desk, delivery: SecretDelivery) -> bool:
    vault = vault_of(desk.root)
    letter = vault.letters[delivery.letter]
    others = (vault.deliveries[key] for key in letter.deliveries if key != delivery.id)
    again = any(d.to_unit == delivery.to_unit and d.state != "lapsed" for d in others)
    there = any(vault.papers[key].unit == delivery.to_unit for key in letter.papers)
    return again or there or vault.papers[delivery.from_paper].state == "closed"
