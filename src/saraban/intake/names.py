"""ผู้ส่งและผู้รับ (senders and addressees): names of offices out of a letter's head, addressees one by one."""

from __future__ import annotations

import re

OFFICE = re.compile(
    r"^(?:สำนักงาน|สำนัก|สภา|กรุงเทพมหานคร|กระทรวง|กรม|กองทุน|กองบังคับการ|กอง|ฝ่าย|ส่วน|กลุ่ม|ศูนย์|โรงเรียน|โรงพยาบาล|มหาวิทยาลัย|วิทยาลัย|"
    r"สถาบัน|สถานี|บริษัท|ห้างหุ้นส่วน|ห้าง|ร้าน|มูลนิธิ|สมาคม|ชมรม|ธนาคาร|สหกรณ์|การไฟฟ้า|การประปา|การรถไฟ|การทาง|การเคหะ|องค์การ|องค์กร|"
    r"เทศบาล|จังหวัด|อำเภอ|ศาล|วัด|ชุมชน|คณะ|หอการค้า|นิติบุคคล|สภากาชาด|ที่ทำการ|ราช|สหภาพ|โครงการ|พิพิธภัณฑ์|หอสมุด|แขวง|ไปรษณีย์|พรรค|สถานทูต|สถานเอกอัครราชทูต)"
)
_ADDRESS = re.compile(
    r"^(?:เลขที่\s*)?\d+(?:/\d+)?\s*(?:หมู่|ถนน|ถ\.|ซอย|ซ\.|แขวง|ตำบล|อาคาร|ชั้น)|^(?:ถนน|ถ\.|ซอย|แขวง|เขต|ตำบล|อำเภอ|จังหวัด|กรุงเทพฯ|กทม|อาคาร|โทร|ศาลา)|\d{5}$"
)
#: Where a governor's office stands for the province.
PROVINCE = re.compile(r"^ศาลากลาง\s?(?P<name>จังหวัด\S+)")
_PHONE = re.compile(r"\s*[(,]?\s*(?:โทร(?:ศัพท์|สาร)?(?![ก-์])|อีเมล|E-?mail).*$", re.IGNORECASE)
_PHONE_BRACKET = re.compile(r"\s*\([^()]*โทร[^()]*\)")
#: An address behind a name on the same line.
_STREET = re.compile(r"\s+(?:เลขที่\s*)?(?:\d+(?:/\d+)?\s+)?(?:ถนน|ถ\.|ซอย|ซ\.|หมู่ที่|หมู่\s).*$")
_TITLES = (
    "ผู้อำนวยการ|รองผู้อำนวยการ|ผู้ช่วยผู้อำนวยการ|หัวหน้า|เลขานุการ|ปลัด|รองปลัด|นายก|อธิบดี|ผู้ว่าราชการ|รองผู้ว่า|ผู้ว่าการ|ประธาน|คณบดี|อธิการบดี|"
    "กรรมการผู้จัดการ|ผู้จัดการ|ผู้บังคับการ|ผู้กำกับ|นายอำเภอ|เจ้าอาวาส|ท่าน|นาย|นาง|นางสาว|คณะกรรมการ|รัฐมนตรี|ผู้บริหาร|ข้าราชการ|ครู"
)
_NEXT_ADDRESSEE = re.compile(rf"(?:\s*,\s*|\s*;\s*|\s+และ|\s+)(?=(?:{_TITLES}))|\s+และ(?=หัวหน้า|ผู้)")
_TITLE = re.compile(rf"(?:{_TITLES})")
_POLITE = re.compile(r"^ท่าน\s?(?=ผู้|ผอ\.|หัวหน้า|นายก|นายอำเภอ|อธิบดี|ปลัด|ประธาน|เลขา|คณบดี)")
_HONOURED = re.compile(r"\s*ที่(?:นับถือ|เคารพ)(?:รัก|อย่างสูง|ยิ่ง)?$")
_BULLET = re.compile(r"^(?:\d{1,2}[.)]|[-–•])\s*")


def is_office(text: str) -> bool:
    """Does a line name an office, a company or another body?"""
    return OFFICE.match(text) is not None and not is_address(_STREET.sub("", text))


def is_address(text: str) -> bool:
    """Is it a line of an address?"""
    return _ADDRESS.search(text) is not None


def is_title(text: str) -> bool:
    """Does a line begin with what an addressee is called?"""
    return _TITLE.match(text) is not None


def office_name(text: str) -> str:
    """The name of an office without telephone and e-mail: ``สำนักงาน… (ส่วน… โทร. …)`` gives ``สำนักงาน…``."""
    return _PHONE.sub("", _PHONE_BRACKET.sub("", _STREET.sub("", text))).strip(" ,;:-")


def addressees(text: str) -> tuple[str, ...]:
    """ผู้รับ one by one, as printed: cut where a further title begins."""
    plain = " ".join(text.split())
    pieces = [
        _HONOURED.sub("", _POLITE.sub("", _BULLET.sub("", piece.strip(" ,;"))))
        for piece in _NEXT_ADDRESSEE.split(plain)
    ]
    return tuple(piece for piece in pieces if piece)
