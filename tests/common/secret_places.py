"""หน้าทะเบียนลับ (pages of the secret books and of clearances), with letters in the vault to be looked at."""

from __future__ import annotations

from typing import Any

from saraban.scripts.office_secrets import DIRECTOR, OTHER_REGISTRAR, REGISTRAR, furnish_secrets
from saraban.vault import door


def secret_places(site: Any, desk: Any) -> dict[str, tuple[str, str]]:
    """Name of a page -> (person, address); puts letters into the vault, and a clearance to confirm."""
    furnish_secrets(desk)
    made = door.record_clearance(
        desk,
        site.office.actor(desk, REGISTRAR),
        unit="d54",
        person="u-d54-clerk",
        level="confidential",
        instrument="คำสั่งสำนักงานเขตหนองจอก ที่ ๑๑๑/๒๕๖๗ ลงวันที่ ๗ มีนาคม ๒๕๖๗",
    )
    books = {series: f"/secret/books/d54/{series}/2567" for series in door.SERIES}
    return {
        "secret-books": (REGISTRAR, "/secret/books"),
        **{f"secret-book-{series}": (REGISTRAR, address) for series, address in books.items()},
        **{f"secret-print-{series}": (REGISTRAR, f"{address}/print") for series, address in books.items()},
        "secret-book-empty": (OTHER_REGISTRAR, "/secret/books/ops-sec/send/2567"),
        "clearances": (DIRECTOR, "/secret/clearances/d54"),
        "clearance-new": (REGISTRAR, "/secret/clearances/d54/new"),
        "clearance-confirm": (DIRECTOR, f"/secret/clearances/{made.key}/confirm"),
        "clearance-end": (REGISTRAR, f"/secret/clearances/{made.key}/end"),
    }
