"""บรรทัดอ้างถึง (reference lines): the owner of a letter referred to, as it is written and printed before the number."""

from __future__ import annotations

import re

from saraban.letters.values import Reference

#: The word before the owner; a newspaper's name begins with it as well.
_LETTER = re.compile(r"^(?:ตาม)?หนังสือ(?!พิมพ์)\s*")
#: ที่ as a word of its own with the number behind it; ด่วนที่สุด, กรมที่ดิน and วันที่ are none.
_AT = re.compile(r"(?P<before>(?:.*\s)?)ที่(?!สุด)\s*(?P<number>\S.*)")
_MARK = re.compile(r"^(?:ด่วนที่สุด|ด่วนมาก|ด่วน|ลับที่สุด|ลับมาก|ลับ)(?=\s|$)")
#: What is referred to by its own name and not as a letter keeps its line as it was written.
_NO_LETTER = re.compile(
    r"^(?:คำสั่ง|คําสั่ง|ประกาศ|ระเบียบ|ข้อบังคับ|ข้อบัญญัติ|บันทึก|มติ|รายงาน|วิทยุ|โทรสาร|โทรเลข|พระราช|กฎ|แถลงการณ์|ข่าว|สัญญา|ใบ)"
)
_HAS_NUMBER = re.compile(r"\d\s*/")


def split_owner(line: str) -> tuple[str, str]:
    """แยกเจ้าของหนังสือ: the owner that stands before ``ที่``, and the rest of the line from the number on.

    ``หนังสือ`` before the owner is left out; ด่วนที่สุด and the like stay behind it, as they are printed. A line
    without ``ที่``, and one that names an order or another paper that is no letter, has no owner (clause 11).
    """
    found = _AT.fullmatch(line.strip())
    if found is None or not any(c.isdecimal() for c in found["number"]):
        return "", line
    before = found["before"].strip()
    if _NO_LETTER.match(before) or _HAS_NUMBER.search(before):
        return "", line
    return bare_owner(before), found["number"]


def bare_owner(owner: str) -> str:
    """ชื่อส่วนราชการเจ้าของหนังสือ: the owner in single spaces and without the word ``หนังสือ`` before it."""
    return _LETTER.sub("", " ".join(owner.split())).strip()


def with_owner(reference: Reference, name: str) -> str:
    """The owner of a reference: what is written, and ``name`` where none or only ด่วนที่สุด and the like stands."""
    mark = _MARK.match(reference.owner)
    if reference.owner and (mark is None or mark[0] != reference.owner):
        return reference.owner
    return f"{bare_owner(name)} {reference.owner}".strip() if name.strip() else reference.owner


def before_number(reference: Reference) -> str:
    """คำหน้าเลขที่หนังสือ: ``หนังสือ…ที่`` with a space behind it (clause 11); nothing where no owner is known."""
    owner = reference.owner
    if not owner:
        return ""
    plain = _MARK.match(owner) or owner.startswith("หนังสือ") or _NO_LETTER.match(owner)
    return f"{owner} ที่ " if plain else f"หนังสือ{owner} ที่ "
