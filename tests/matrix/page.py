"""หน้าตารางสิทธิ (the page of the matrix): the tables in Thai, for records officers; `tools/permissions.py` writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from saraban.core.permissions import ROLE_PERMISSIONS, Permission, Role
from saraban.letters.workflow import LETTER_STATES, PAPER_STATES
from tests.matrix.cast import ROLE_NAMES
from tests.matrix.doors import VERBS
from tests.matrix.verbs import Verb
from tests.matrix.verdicts import STATES
from tests.matrix.words import KINDS, OTHER_STATES, PERMISSIONS, TURNED_WORDS, VERB_WORDS

DOORS = {"page": "หน้าจอ", "form": "แบบฟอร์ม", "api": "API", "file": "ไฟล์", "export": "ส่งออก", "search": "ค้นหา"}
HEAD = """# ตารางสิทธิ: ใครทำอะไรได้ ในสถานะใด ทางใด

หน้านี้สร้างจากตารางในโปรแกรมด้วย `python tools/permissions.py` อย่าแก้ด้วยมือ
ชุดทดสอบ `tests/functional/test_permission_matrix.py` ลองทุกช่อง ทุกทาง ทั้งที่ทำได้และที่ต้องถูกปฏิเสธ

บทบาทให้แก่ตำแหน่งในหน่วยงานหนึ่ง ไม่ให้แก่ตัวบุคคล ผู้รักษาการทำได้ตามตำแหน่งที่รักษาการเท่าที่คำสั่งกำหนด และเฉพาะในวันที่คำสั่งมีผล
ผู้ที่ไม่เห็นหนังสือจะได้คำตอบเดียวกับหนังสือที่ไม่มีอยู่

หนังสือลับไม่มีบทบาทใดอ่านได้ ต้องมีรายชื่อ ได้รับอนุมัติชั้นความลับ และยืนยันด้วยรหัสจากโทรศัพท์ภายในสิบห้านาที ผู้อื่นทุกคนได้คำตอบว่าไม่มี
"""
NOTE = """
ในตารางต่อไปนี้ บทบาทที่ไม่ปรากฏทำไม่ได้: ถ้าเห็นเรื่องอยู่ ระบบตอบว่าตำแหน่งนี้ทำไม่ได้ ถ้าไม่เห็น ระบบตอบว่าไม่มี
สถานะที่ไม่ปรากฏ ระบบตอบว่าทำในขณะนี้ไม่ได้ พร้อมบอกสถานะปัจจุบัน
"""


def permissions_page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_roles(), NOTE, *_kinds()]).rstrip() + "\n"


def _roles() -> Iterator[str]:
    yield "## บทบาทกับสิทธิ\n"
    yield _row(["สิทธิ", *(ROLE_NAMES[role.value] for role in Role)])
    yield _row(["---", *([":-:"] * len(Role))])
    for permission in Permission:
        if permission is not Permission.UNIT_READ:
            yield _row([PERMISSIONS[permission], *("✓" if permission in ROLE_PERMISSIONS[r] else "" for r in Role)])


def _kinds() -> Iterator[str]:
    for kind, title in KINDS.items():
        yield f"\n## {title}\n"
        yield _row(["ทำอะไร", "ได้ในสถานะ", "ด้วยสิทธิ", "บทบาท", "ทาง"])
        yield _row(["---"] * 5)
        for verb in (verb for verb in VERBS if verb.kind == kind):
            yield _verb(verb, VERB_WORDS[verb.name])
            if verb.turned:
                right = next(iter(verb.turned.values()))
                turned = replace(verb, states=tuple(verb.turned), permission=right, turned={}, also={})
                yield _verb(turned, TURNED_WORDS[verb.name])


def _verb(verb: Verb, words: str) -> str:
    possible = [s for s in verb.states if s not in verb.also and s not in verb.turned]
    every = set(possible) >= set(STATES[verb.kind]) and len(possible) > 1
    states = "ทุกสถานะ" if every else ", ".join(_state(verb.kind, s) for s in possible)
    right = PERMISSIONS[verb.permission] if verb.permission else PERMISSIONS[Permission.LETTER_READ]
    doors = ", ".join(dict.fromkeys(DOORS[way.door] for way in verb.ways))
    return _row([words, states, right, ", ".join(_who(verb)), doors])


def _who(verb: Verb) -> list[str]:
    if verb.permission is Permission.UNIT_READ:
        return ["ทุกคนในหน่วยงาน"]
    wanted = verb.permission or Permission.LETTER_READ
    if verb.kind == "few":
        return ["ผู้ที่ระบุชื่อ" + (" และมีสิทธินี้" if verb.permission else "")]
    if wanted is Permission.LETTER_COSIGN:
        return ["ตำแหน่งที่ระบุชื่อ ไม่ว่าบทบาทใด"]
    if wanted is Permission.VAULT_READ:
        return ["ผู้มีรายชื่อ ไม่ว่าบทบาทใด"]
    if Permission.VAULT_READ in verb.sees:
        how = "ที่มีรายชื่อ" if verb.kind.startswith("secret") else "ที่ได้รับอนุมัติชั้นความลับ"
        return [f"{ROLE_NAMES[role.value]} ({how})" for role in Role if wanted in ROLE_PERMISSIONS[role]]
    return [ROLE_NAMES[role.value] for role in Role if wanted in ROLE_PERMISSIONS[role]]


def _state(kind: str, state: str) -> str:
    known = {"paper": PAPER_STATES, "letter": LETTER_STATES}.get(kind, {})
    return known.get(state) or OTHER_STATES[state]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
