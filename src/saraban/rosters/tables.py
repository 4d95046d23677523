"""แบบตาราง (the tables): their sheets, their columns in Thai and English, and what a cell of each column may hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from saraban.agencies.service import UNIT_KINDS
from saraban.core.permissions import Permission, Role
from saraban.people.service import ACTING_TERMS

P = Permission
ROLE_WORDS = {
    "administrator": "ผู้ดูแลระบบ",
    "auditor": "ผู้ตรวจสอบ",
    "clerk": "เจ้าหน้าที่ธุรการ",
    "head": "หัวหน้าหน่วย",
    "member": "ผู้ปฏิบัติงานในหน่วย",
    "registrar": "เจ้าหน้าที่สารบรรณ",
    "secret_registrar": "นายทะเบียนข้อมูลข่าวสารลับ",
}
SERIES_WORDS = {"external": "หนังสือภายนอก", "memo": "บันทึกข้อความ", "seal": "หนังสือประทับตรา"}
POWER_WORDS = {
    P.CIRCULAR_PUBLISH: "เวียนหนังสือ",
    P.COPY_READ: "อ่านสำเนาคู่ฉบับ",
    P.FOLDER_MANAGE: "จัดการแฟ้ม",
    P.LETTER_DRAFT: "ร่างหนังสือ",
    P.LETTER_SEND: "ออกเลขและส่งหนังสือ",
    P.LETTER_SIGN: "ลงนามหนังสือ",
    P.NUMBER_ISSUE: "ออกเลข",
    P.PAPER_CLOSE: "ปิดเรื่อง",
    P.PAPER_ENDORSE: "เกษียนหนังสือ",
    P.PAPER_FORWARD: "ส่งต่อหนังสือ",
    P.PAPER_ORDER: "สั่งการในหนังสือ",
    P.PAPER_RECORD: "บันทึกการเกษียนบนกระดาษ",
    P.REGISTER_OPEN: "เปิดทะเบียน",
    P.REGISTER_RECEIVE: "ลงทะเบียนรับหนังสือ",
    P.REGISTER_READ: "อ่านทะเบียน",
    P.UNIT_MANAGE: "จัดการหน่วยงาน ตำแหน่ง บุคคล และบทบาท",
    P.VAULT_CLEAR: "ยืนยันการอนุมัติให้เข้าถึงชั้นความลับ",
    P.VAULT_NAME: "เพิ่มรายชื่อผู้เข้าถึงหนังสือลับ",
    P.VAULT_READ_BOOK: "เปิดทะเบียนลับ",
    P.VAULT_REGISTER: "ลงทะเบียนหนังสือลับ",
}


@dataclass(frozen=True)
class Field:
    """คอลัมน์: ``kind`` is text, long, code, email, flag, day or a choice (one of ``words``), or a set of them.

    ``needed`` = a row without it is wrong; ``default`` is what a new row has where the cell is empty.
    """

    key: str
    thai: str
    kind: str = "text"
    needed: bool = False
    default: object = ""
    words: dict[str, str] = field(default_factory=dict)
    width: int = 20


@dataclass(frozen=True)
class Table:
    """ตาราง: ``keys`` are the columns that say which row it is."""

    name: str
    thai: str
    keys: tuple[str, ...]
    fields: tuple[Field, ...]

    def field(self, key: str) -> Field | None:
        """The column of this name."""
        return next((f for f in self.fields if f.key == key), None)


def _since(default: object = "") -> Field:
    return Field("since", "ตั้งแต่วันที่", "day", needed=default == "", default=default)


#: What an acting grant is limited to; reading is not limited, and the audit chain is nobody's to hand on.
#: What is not handed on with an acting post: reading, which follows from names and posts, and the chains.
_NEVER = {P.AUDIT_READ, P.LETTER_COSIGN, P.LETTER_READ, P.UNIT_READ, P.VAULT_READ}
_SCOPES = {p.value: POWER_WORDS[p] for p in P if p not in _NEVER}
_UNTIL = Field("until", "ถึงวันที่", "day", default=None)
_UNIT = Field("unit", "รหัสหน่วยงาน", "code", needed=True)
_PERSON = Field("person", "รหัสบุคคล", "code", needed=True)
_POST = Field("post", "รหัสตำแหน่ง", "code", needed=True)
_ACTIVE = Field("active", "ใช้งาน", "flag", default=True)

UNITS = Table(
    "units",
    "หน่วยงาน",
    ("code",),
    (
        Field("code", "รหัสหน่วยงาน", "code", needed=True),
        Field("title", "ชื่อหน่วยงาน", needed=True, width=44),
        Field("kind", "ประเภท", "choice", needed=True, words=UNIT_KINDS),
        Field("parent", "สังกัดรหัส", "code"),
        Field("abbreviation", "ชื่อย่อ"),
        Field("address", "ที่ตั้ง", width=44),
        _ACTIVE,
        Field("splits", "นับเลขแยก", "set", default=frozenset(), words=SERIES_WORDS),
    ),
)
PREFIXES = Table(
    "prefixes",
    "รหัสหนังสือ",
    ("unit", "since"),
    (_UNIT, Field("prefix", "รหัสที่พิมพ์", needed=True), _since()),
)
PEOPLE = Table(
    "people",
    "บุคคล",
    ("id",),
    (
        Field("id", "รหัสบุคคล", "code", needed=True),
        Field("name", "ชื่อ-นามสกุล", needed=True, width=36),
        Field("email", "อีเมล", "email", width=30),
        Field("certificate_name", "ชื่อในใบรับรอง", width=36),
        _ACTIVE,
    ),
)
POSTS = Table(
    "posts",
    "ตำแหน่ง",
    ("id",),
    (
        Field("id", "รหัสตำแหน่ง", "code", needed=True),
        _UNIT,
        Field("title", "ชื่อตำแหน่ง", needed=True, width=36),
        Field("rank", "ระดับ"),
    ),
)
HOLDINGS = Table("holdings", "การดำรงตำแหน่ง", ("person", "post", "since"), (_PERSON, _POST, _since(), _UNTIL))
GRANTS = Table(
    "grants",
    "บทบาท",
    ("id",),
    (
        _UNIT,
        Field("role", "บทบาท", "choice", needed=True, words={r.value: ROLE_WORDS[r.value] for r in Role}),
        _POST,
        Field("inherit", "รวมหน่วยงานใต้สังกัด", "flag", default=False),
        _since(None),
        _UNTIL,
        Field("id", "รหัสรายการ", "code", width=36),
    ),
)
ACTING = Table(
    "acting",
    "การรักษาการ",
    ("person", "post", "term", "since"),
    (
        _PERSON,
        _POST,
        Field("term", "คำที่ใช้", "choice", needed=True, words=ACTING_TERMS),
        Field("instrument", "คำสั่ง", needed=True, width=36),
        _since(),
        Field("until", "ถึงวันที่", "day", needed=True),
        Field("scope", "เฉพาะอำนาจ", "set", default=frozenset(), words=_SCOPES),
    ),
)
#: In the order in which an import takes them in; an undo goes the other way.
TABLES = (UNITS, PREFIXES, POSTS, PEOPLE, HOLDINGS, GRANTS, ACTING)
BY_NAME = {table.name: table for table in TABLES}
#: A column that anybody may add for remarks; it is not taken in.
REMARK = ("หมายเหตุ", "remark")
