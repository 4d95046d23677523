"""ประตูคลังข้อมูลข่าวสารลับ (the door of the vault): the only module of it that the rest of the system knows.

Pages and console ask here and nowhere else, a test sees to that; what stands behind may change, be enciphered or moved
to another store, without anybody before the door noticing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from saraban.core import idempotency
from saraban.core.desk import Desk
from saraban.core.idempotency import Answer
from saraban.vault.astray import astray
from saraban.vault.books import SERIES, Row, check_book, last_of, read_book, row_words, years_of
from saraban.vault.checking import check
from saraban.vault.clearances import (
    TO_CONFIRM,
    clearance_for,
    clearances_of,
    colleagues,
    confirm_clearance,
    end_clearance,
    holds,
    is_cleared,
    may_keep,
    record_clearance,
    require_keeper,
    state_of,
)
from saraban.vault.envelopes import disclose
from saraban.vault.forms import WITHHELD, cells, columns, form_name
from saraban.vault.handling import ACTS, change_level, close, note, offered, record_copies
from saraban.vault.ledger import openings, seal, vault_of
from saraban.vault.naming import Candidate, candidates, name, others_who_order, unname
from saraban.vault.opening import enter_openly
from saraban.vault.reading import (
    FRESH,
    files_of,
    find,
    has_something,
    keeps_clearances,
    letter_of,
    look_over,
    lying_with,
    open_file,
    open_paper,
    paper_for,
    readable,
    registries,
    require_fresh,
    waiting_for,
)
from saraban.vault.receiving import SecretIncoming, delivery_for, register_delivery, register_secret, require_registrar
from saraban.vault.sending import Receiver, delivered_as, deliveries_of, receivers, send

__all__ = [
    "ACTS",
    "FRESH",
    "SERIES",
    "TO_CONFIRM",
    "WITHHELD",
    "Candidate",
    "Receiver",
    "Row",
    "SecretIncoming",
    "astray",
    "candidates",
    "cells",
    "change_level",
    "check",
    "check_book",
    "clearance_for",
    "clearances_of",
    "close",
    "colleagues",
    "columns",
    "confirm_clearance",
    "delivered_as",
    "deliveries_of",
    "delivery_for",
    "disclose",
    "end_clearance",
    "enter_openly",
    "files_of",
    "find",
    "form_name",
    "has_something",
    "holds",
    "is_cleared",
    "keeps_clearances",
    "last_of",
    "letter_of",
    "look_over",
    "lying_with",
    "may_keep",
    "name",
    "note",
    "offered",
    "once",
    "open_file",
    "open_paper",
    "openings",
    "others_who_order",
    "paper_for",
    "read_book",
    "readable",
    "receivers",
    "record_clearance",
    "record_copies",
    "register_delivery",
    "register_secret",
    "registries",
    "require_fresh",
    "require_keeper",
    "require_registrar",
    "row_words",
    "seal",
    "send",
    "state_of",
    "unname",
    "waiting_for",
    "years_of",
]

SEE_OTHER = 303


def once(desk: Desk, person: str, key: str, work: Callable[[], str]) -> str:
    """ส่งซ้ำทำครั้งเดียว, kept in the vault and without a digest of what was typed: that would confirm a guess.

    ``work`` gives an address; the second press of the same button gets the address of the first.
    """
    if not key:
        return work()
    own = replace(desk, root={"idempotency": vault_of(desk.root).answers})
    return idempotency.once(own, person, f"vault-{key}", "", lambda: Answer(SEE_OTHER, work())).body
