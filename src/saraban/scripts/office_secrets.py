"""หนังสือลับตัวอย่าง (classified letters of the demonstration office): clearances and two letters, all invented."""

from __future__ import annotations

from datetime import date

from saraban.core.desk import Desk
from saraban.people.actor import Actor
from saraban.people.rights import actor_for
from saraban.people.service import posts_of
from saraban.vault import door

REGISTRAR, DIRECTOR, SECTION_HEAD = "u-d54-secret", "u-d54-dir", "u-d54-adm-head"
OTHER_REGISTRAR, OTHER_DIRECTOR = "u-opssec-secret", "u-opssec"
ORDER = "คำสั่งสำนักงานเขตหนองจอก ที่ ๑๑๐/๒๕๖๗ ลงวันที่ ๑ มีนาคม ๒๕๖๗"
OTHER_ORDER = "คำสั่งสำนักปลัดกรุงเทพมหานคร ที่ ๑๐๕/๒๕๖๗ ลงวันที่ ๑ มีนาคม ๒๕๖๗"
#: (unit, who records, who is cleared, level, order, who confirms)
CLEARED = (
    ("d54", REGISTRAR, REGISTRAR, "secret", ORDER, DIRECTOR),
    ("d54", REGISTRAR, DIRECTOR, "secret", ORDER, DIRECTOR),
    ("d54", REGISTRAR, SECTION_HEAD, "confidential", ORDER, DIRECTOR),
    ("ops-sec", OTHER_REGISTRAR, OTHER_REGISTRAR, "secret", OTHER_ORDER, OTHER_DIRECTOR),
)
LETTERS = (
    door.SecretIncoming(
        level="confidential",
        number="ตย 0001/ล 7",
        dated=date(2024, 3, 5),
        from_text="หน่วยงานตัวอย่าง ก",
        to_text="ผู้อำนวยการเขตหนองจอก",
        subject="ขอให้ตรวจสอบข้อเท็จจริงเรื่องร้องเรียนตัวอย่าง",
        body="ข้อความสมมติสำหรับทดลองใช้งานทะเบียนลับ ไม่มีข้อเท็จจริงใด ๆ\nขอให้รายงานผลภายในสิบห้าวัน",
        sheets="๑ ชุด ๒ แผ่น",
    ),
    door.SecretIncoming(
        level="secret",
        number="ตย 0002/ล 3",
        dated=date(2024, 3, 6),
        from_text="หน่วยงานตัวอย่าง ข",
        to_text="ผู้อำนวยการเขตหนองจอก",
        subject="แผนรักษาความปลอดภัยตัวอย่างในพิธีเปิดอาคาร",
        body="ข้อความสมมติสำหรับทดลองใช้งานทะเบียนลับ ไม่มีข้อเท็จจริงใด ๆ",
        sheets="๑ ชุด ๔ แผ่น ชุดที่ ๑ ของ ๒ ชุด",
    ),
)


def furnish_secrets(desk: Desk) -> None:
    """Clear four persons, register the letters, name readers, send one on; goes on where it was cut off."""
    if not door.clearances_of(desk.root, _at_work(desk, DIRECTOR), "d54"):
        _clear(desk)
    registrar = _at_work(desk, REGISTRAR)
    for form in LETTERS[len(door.readable(desk, registrar)) :]:
        door.register_secret(desk, registrar, unit="d54", form=form, proved_at=desk.clock.now())
        _keep(desk)
    first, second = sorted(door.readable(desk, registrar), key=lambda paper: (paper.year, paper.n))[:2]
    for paper, persons in ((first, [DIRECTOR, SECTION_HEAD]), (second, [DIRECTOR])):
        if len(paper.named) == 1:
            why, now = "เพื่อพิจารณาสั่งการ", desk.clock.now()
            door.name(desk, registrar, paper.key, persons=persons, why=why, proved_at=now)
            _keep(desk)
    if not door.deliveries_of(desk.root, second):
        to, now = [f"ops-sec:{OTHER_REGISTRAR}"], desk.clock.now()
        door.send(desk, registrar, second.key, to=to, words="เพื่อทราบ", proved_at=now)
        _keep(desk)


def _clear(desk: Desk) -> None:
    for unit, by, person, level, order, head in CLEARED:
        since = date(2024, 3, 1)
        recorder, confirmer = _at_work(desk, by), _at_work(desk, head, acting=head == OTHER_DIRECTOR)
        made = door.record_clearance(
            desk, recorder, unit=unit, person=person, level=level, instrument=order, since=since
        )
        door.confirm_clearance(desk, confirmer, made.key)
    _keep(desk)


def _at_work(desk: Desk, person: str, *, acting: bool = False) -> Actor:
    held = posts_of(desk.root, person, desk.today)
    key = next((h.key for h in held if h.acting is not None), "") if acting else ""
    return actor_for(desk.root, person, key, desk.today)


def _keep(desk: Desk) -> None:
    desk.tm.commit()
    desk.tm.begin()
