"""หนังสือทุกชนิดตามตาราง (every kind of the table): one sheet of each kind and sub-kind, as the table prints it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from types import SimpleNamespace
from typing import Any

from saraban.documents.sheet import Sheet
from saraban.kinds.service import book_of
from saraban.letters.content import Letter, Text
from saraban.letters.sheets import office_copy_of, sheet_of
from saraban.letters.values import Reference

MADE = datetime(2024, 3, 8, 3, tzinfo=UTC)
BOOK = book_of({}, 1)
OWN = {
    "contact": "0 2000 0000", "effective": "2024-03-11", "edition": "2", "year": "2567", "meeting": "๑/๒๕๖๗",
    "held_on": "2024-03-15", "held_at": "ห้องประชุมชั้น ๒ สำนักงานเขตหนองจอก",
    "present": "๑. นายตัวอย่าง หนึ่ง ผู้อำนวยการเขต ประธาน\n๒. นางตัวอย่าง สอง หัวหน้าฝ่ายปกครอง",
    "absent": "นายตัวอย่าง สี่ ติดราชการ", "attending": "นางสาวตัวอย่าง ห้า", "opened_at": "10:00",
    "closed_at": "12:00", "recorder": "นางสาวตัวอย่าง สาม",
}  # fmt: skip
BODIES = {
    "memo.report": "๑. ต้นเรื่อง\nสำนักงานเขตได้รับมอบหมายให้รายงานความคืบหน้าการใช้งานระบบสารบรรณอิเล็กทรอนิกส์ทุกสัปดาห์\n"
    "๒. ข้อเท็จจริง\nผู้ใช้งานระบบครบทุกฝ่ายแล้ว รวม ๑๒๐ คน\n๓. ข้อกฎหมายและระเบียบที่เกี่ยวข้อง\n"
    "ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖ และที่แก้ไขเพิ่มเติม\n๔. ข้อพิจารณาและข้อเสนอ\n"
    "เห็นควรแจ้งสถานศึกษาในสังกัดให้ใช้งานระบบภายในวันที่ ๑๕ มีนาคม ๒๕๖๗\nจึงเรียนมาเพื่อโปรดพิจารณา",
    "memo.chair": "ด้วยสำนักงานเขตหนองจอกกำหนดจัดพิธีเปิดการอบรมผู้ใช้งานระบบในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗ เวลา ๐๙.๓๐ น. ณ หอประชุม\n"
    "จึงเรียนมาเพื่อโปรดให้เกียรติเป็นประธานตามวัน เวลา และสถานที่ดังกล่าว",
    "regulation.bylaw": "โดยที่เป็นการสมควรกำหนดข้อบังคับว่าด้วยการใช้หอประชุม\nข้อ ๑ ข้อบังคับนี้เรียกว่า “ข้อบังคับว่าด้วยการใช้หอประชุม”\n"
    "ข้อ ๒ ให้ใช้บังคับตั้งแต่วันถัดจากวันประกาศเป็นต้นไป\nข้อ ๓ ให้ผู้อำนวยการเขตรักษาการตามข้อบังคับนี้",
    "memo.guest": "ด้วยสำนักงานเขตหนองจอกกำหนดจัดพิธีเปิดการอบรมผู้ใช้งานระบบในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗ เวลา ๐๙.๓๐ น. ณ หอประชุม\n"
    "จึงเรียนมาเพื่อโปรดให้เกียรติเข้าร่วมงานในฐานะแขกผู้มีเกียรติตามวัน เวลา และสถานที่ดังกล่าว",
    "order": "ด้วยสำนักงานเขตหนองจอกจะเริ่มใช้งานระบบสารบรรณอิเล็กทรอนิกส์ จึงแต่งตั้งคณะทำงาน ดังนี้\n"
    "๑. หัวหน้าฝ่ายปกครอง เป็นประธานคณะทำงาน\n๒. หัวหน้าฝ่ายการศึกษา เป็นคณะทำงานและเลขานุการ",
    "regulation": "โดยที่เป็นการสมควรปรับปรุงระเบียบให้เหมาะสมยิ่งขึ้น กรุงเทพมหานครจึงวางระเบียบไว้ ดังต่อไปนี้\n"
    "ข้อ ๑ ระเบียบนี้เรียกว่า “ระเบียบกรุงเทพมหานคร ว่าด้วยการใช้งานระบบสารบรรณอิเล็กทรอนิกส์ (ฉบับที่ ๒) พ.ศ. ๒๕๖๗”\n"
    "ข้อ ๒ ให้ใช้บังคับตั้งแต่วันถัดจากวันประกาศเป็นต้นไป\nข้อ ๓ ให้ปลัดกรุงเทพมหานครรักษาการตามระเบียบนี้",
    "announcement": "สำนักงานเขตหนองจอกรับหนังสือด้วยระบบอิเล็กทรอนิกส์ทุกวันทำการ ตั้งแต่วันที่ ๑๑ มีนาคม ๒๕๖๗ เป็นต้นไป\n"
    "จึงประกาศมาให้ทราบโดยทั่วกัน",
    "statement": "ระดับน้ำในคลองแสนแสบกลับสู่ภาวะปกติแล้ว สำนักงานเขตหนองจอกจะแจ้งให้ทราบหากมีการเปลี่ยนแปลง",
    "news": "สำนักงานเขตหนองจอกเปิดให้ประชาชนติดตามหนังสือที่ยื่นไว้ได้ทางระบบอิเล็กทรอนิกส์ ตั้งแต่วันที่ ๑๑ มีนาคม ๒๕๖๗",
    "seal": "สำนักงานเขตหนองจอกได้รับแบบสำรวจข้อมูลบุคลากรทางการศึกษาแล้ว และขอส่งสำเนาแบบสำรวจ จำนวน ๓๗ แห่ง มาพร้อมหนังสือนี้",
    "minutes": "ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ\nประธานแจ้งกำหนดการใช้งานระบบ\n"
    "ระเบียบวาระที่ ๒ รับรองรายงานการประชุม\nที่ประชุมรับรองรายงานการประชุมครั้งก่อนโดยไม่มีการแก้ไข",
    "certificate": "หนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า นางสาวตัวอย่าง ทดสอบระบบ เป็นข้าราชการในสังกัดสำนักงานเขตหนองจอกจริง",
}  # fmt: skip
PLAIN = (
    "ด้วยสำนักงานเขตหนองจอกกำหนดจัดประชุมซักซ้อมความเข้าใจการใช้งานระบบสารบรรณอิเล็กทรอนิกส์ของกรุงเทพมหานคร "
    "ในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗ เวลา ๑๐.๐๐ น. ณ ห้องประชุมชั้น ๒\n"
    "จึงเรียนมาเพื่อโปรดเข้าร่วมประชุมตามวัน เวลา และสถานที่ดังกล่าว"
)
ISSUERS = {"order.city": "กรุงเทพมหานคร", "order.bureau": "ฝ่ายการศึกษา สำนักงานเขตหนองจอก", "regulation": "กรุงเทพมหานคร"}
PEOPLE = {"u1": SimpleNamespace(name="นายตัวอย่าง หนึ่ง")}


def letter_of(key: str, **members: Any) -> Letter:
    """A signed letter of a kind, ``memo`` or ``memo.report``."""
    letter = Letter(1)
    letter.kind, _dot, letter.subkind = key.partition(".")
    kind = BOOK.kind(letter.kind, letter.subkind)
    assert kind is not None
    letter.state, letter.from_unit, letter.created_at, letter.created_by = "signed", "d54", MADE, "u1"
    letter.from_text = ISSUERS.get(key, "สำนักงานเขตหนองจอก")
    letter.from_address = "๑ ถนนตัวอย่าง แขวงตัวอย่าง เขตหนองจอก กรุงเทพมหานคร 10530"
    letter.to_text, letter.subject = "ผู้อำนวยการสถานศึกษาในสังกัดสำนักงานเขตหนองจอก", "การใช้งานระบบสารบรรณอิเล็กทรอนิกส์"
    letter.number = "12/2567" if kind.series in {"order", "announcement", "certificate"} else "กท 5401/511"
    letter.dated = date(2024, 3, 8)
    letter.text = Text(BODIES.get(key, BODIES.get(letter.kind, PLAIN)))
    letter.filled = tuple((f.name, OWN[f.name]) for f in kind.own if f.printed and f.name in OWN)
    letter.signature = SimpleNamespace(block=SimpleNamespace(lines=("(นายตัวอย่าง ทดสอบระบบ)", "ผู้อำนวยการเขตหนองจอก")))
    for name, value in members.items():
        setattr(letter, name, value)
    return letter


def procurement() -> Sheet:
    """หนังสือจัดซื้อจัดจ้าง: a memo that names the project in the procurement system outside."""
    return sheet_of({}, letter_of("memo", procurement="request", outside_ref="67039000001", urgency="urgent"))


def circular() -> Sheet:
    """หนังสือเวียน to the highest, with a reference, enclosures and copies."""
    return sheet_of(
        {},
        letter_of(
            "external", number="กท 5401/ว 12", circular=True, addressee_class="highest", urgency="very_urgent",
            references=(Reference("กท 0403/ว 32", date(2024, 3, 4), "สำนักงานเลขานุการปลัดกรุงเทพมหานคร"),),
            enclosures=("กำหนดการประชุม", "แบบตอบรับ"),
            copies=("สำนักการศึกษา", "สำนักปลัดกรุงเทพมหานคร"),
        ),
    )  # fmt: skip


def office_copy() -> Sheet:
    """สำเนาคู่ฉบับ of an external letter, whose typist wrote it and whose checker is not known."""
    return replace(office_copy_of({"people": PEOPLE}, letter_of("external")), qr="https://saraban.example.go.th/verify")


def of_the_table() -> dict[str, Callable[[], Sheet]]:
    """Every kind and sub-kind of the table by its key, and what can be marked on one."""
    keys = [k for kind in BOOK.kinds for k in (kind.key, *(f"{kind.key}.{sub.key}" for sub in kind.subkinds))]
    made: dict[str, Callable[[], Sheet]] = {f"table_{key}": partial(_of, key) for key in keys}
    made |= {f"section_{key}": partial(of_section, key) for key in ("external", "memo")}
    return {**made, "procurement": procurement, "circular": circular, "office_copy": office_copy}


def of_section(key: str) -> Sheet:
    """A letter that a section wrote: the office at the head, the section at the foot or in brackets."""
    return sheet_of({}, letter_of(key, from_text="ฝ่ายการศึกษา", owner="สำนักงานเขตหนองจอก"))


def _of(key: str) -> Sheet:
    return sheet_of({}, letter_of(key))
