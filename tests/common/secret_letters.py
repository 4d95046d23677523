"""หน้าหนังสือลับ (pages of classified letters), with letters in the vault to be looked at."""

from __future__ import annotations

from typing import Any

from saraban.scripts.office_secrets import DIRECTOR, ORDER, OTHER_REGISTRAR, REGISTRAR, furnish_secrets
from saraban.vault import door

#: Those who need a phone before there is a letter for them.
READERS = (REGISTRAR, OTHER_REGISTRAR, DIRECTOR)
OTHER_CLERK = "u-opssec-clerk"


def letter_places(site: Any, desk: Any) -> dict[str, tuple[str, str]]:
    """Name of a page -> (person, address); furnishes the vault, and ends the secrecy of one letter."""
    furnish_secrets(desk)
    _saved(desk)
    registrar, other = site.office.actor(desk, REGISTRAR), site.office.actor(desk, OTHER_REGISTRAR)
    first, second = sorted(door.readable(desk, registrar), key=lambda paper: paper.n)[:2]
    now = site.clock.now()
    door.note(desk, registrar, first.key, act="propose", words="เพื่อโปรดพิจารณา", to="ผู้อำนวยการเขต", proved_at=now)
    _saved(desk)
    waiting = door.waiting_for(desk, other)[0].key
    at, ended = f"/secret/p/{second.key}", _ended(desk, other, now)
    return {
        "secret-list": (REGISTRAR, "/secret"),
        "secret-waiting": (OTHER_REGISTRAR, "/secret"),
        "secret-register": (REGISTRAR, "/secret/register/d54"),
        "secret-delivery": (OTHER_REGISTRAR, f"/secret/d/{waiting}"),
        "secret-letter": (DIRECTOR, f"/secret/p/{first.key}"),
        **{
            f"secret-{act}": (REGISTRAR, f"{at}/{act}")
            for act in ("note", "send", "name", "unname", "copies", "level", "close")
        },
        "secret-open": (OTHER_CLERK, f"/secret/p/{ended}/open"),
    }


def _saved(desk: Any) -> None:
    """Each act is a transaction of its own, as over HTTP: one takes its locks once."""
    desk.tm.commit()
    desk.tm.begin()


def _ended(desk: Any, other: Any, now: Any) -> str:
    """A letter that is open now, for whoever receives to enter in the ordinary book."""
    form = door.SecretIncoming(level="confidential", subject="เรื่องที่เปิดเผยได้แล้ว", number="ตย 0003/ล 1")
    paper = door.register_secret(desk, other, unit="ops-sec", form=form, proved_at=now)
    door.change_level(desk, other, paper.key, level="open", instrument=ORDER, why="หมดเหตุ", proved_at=now)
    door.name(desk, other, paper.key, persons=[OTHER_CLERK], why="ลงทะเบียนปกติ", proved_at=now)
    return str(paper.key)
