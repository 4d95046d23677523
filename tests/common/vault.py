"""หนังสือลับสำหรับทดสอบ (classified letters for tests): who is cleared, letters with a word that may stand nowhere else."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from saraban.files.service import keep_apart
from saraban.vault import door

#: A word that no dictionary has: those stand in files of their own.
CANARY = "กระดังงาลนหิมะ"
REGISTRAR, DIRECTOR, HEAD, CLERK = "u-d54-secret", "u-d54-dir", "u-d54-adm-head", "u-d54-clerk"
OTHER, ADMIN, AUDITOR = "u-opssec-secret", "u-d54-admin", "u-auditor"
ORDER = "คำสั่งที่ ๑/๒๕๖๗"
FORM = door.SecretIncoming(
    level="secret",
    subject=CANARY,
    number="ตย 1/ล 7",
    from_text=f"หน่วย{CANARY}",
    body=f"ข้อความ {CANARY}",
    sheets="๑ ชุด",
    remark="ของเขตเท่านั้น",
)
#: (unit, who, level, who records, who confirms)
CLEARED = (
    ("d54", REGISTRAR, "secret", REGISTRAR, DIRECTOR),
    ("d54", DIRECTOR, "secret", REGISTRAR, DIRECTOR),
    ("d54", HEAD, "confidential", REGISTRAR, DIRECTOR),
    ("ops-sec", OTHER, "secret", OTHER, "u-opssec"),
)


def clear(web: Any) -> None:
    """Give the cleared their phones; record and confirm the clearances."""
    for _unit, person, *_rest in CLEARED:
        web.open_account(person)
    office = web.office
    with office.desk() as desk:
        for unit, person, level, by, head in CLEARED:
            confirmer = office.actor(desk, head, "acting" if head == "u-opssec" else "")
            recorder = office.actor(desk, by)
            made = door.record_clearance(desk, recorder, unit=unit, person=person, level=level, instrument=ORDER)
            door.confirm_clearance(desk, confirmer, made.key)
        desk.tm.commit()


def register(office: Any, form: Any = FORM, *, name: tuple[str, ...] = (), file: bytes = b"") -> str:
    """Register a letter at the district; ``name`` = who is named too. Gives the key of its paper."""
    with office.desk() as desk:
        actor, now = office.actor(desk, REGISTRAR), office.clock.now()

        def bring() -> Any:
            return (keep_apart(desk, BytesIO(file), f"{CANARY}.txt"),) if file else ()

        paper = door.register_secret(desk, actor, unit="d54", form=form, proved_at=now, bring=bring)
        if name:
            door.name(desk, actor, paper.key, persons=name, why="เพื่อทราบ", proved_at=now)
        desk.tm.commit()
        return str(paper.key)


def send_on(office: Any, key: str) -> str:
    """Send a letter on to the other secret registry; gives the key of the delivery."""
    with office.desk() as desk:
        actor, now = office.actor(desk, REGISTRAR), office.clock.now()
        (sent,) = door.send(desk, actor, key, to=[f"ops-sec:{OTHER}"], proved_at=now)
        desk.tm.commit()
        return str(sent.key)
