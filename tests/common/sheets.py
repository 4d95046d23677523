"""หน้าหนังสือตัวอย่าง (example sheets): one of every layout, and the memo of the requirement."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from saraban.documents.blocks import Paragraph, Table
from saraban.documents.sheet import CM, Items, Line, Sheet, Signing
from saraban.letters.body import blocks_of
from tests.common.kind_sheets import of_the_table

MADE = datetime(2024, 3, 8, 3, tzinfo=UTC)
OWNER = ("สำนักงานเขตหนองจอก", "๑๑๑ หมู่ ๓ ถนนเชื่อมสัมพันธ์ เขตหนองจอก", "กรุงเทพฯ ๑๐๕๓๐")
FOOTER = (
    "หนังสือราชการฉบับนี้ ผู้มีอำนาจลงนามด้วยลายมือชื่ออิเล็กทรอนิกส์ ต้นฉบับเป็นเอกสารอิเล็กทรอนิกส์",
    "สิ่งพิมพ์ออกเป็นกระดาษถือเป็นสำเนาเอกสาร",
)
DIRECTOR = Signing(("(นายตัวอย่าง ทดสอบระบบ)", "ผู้อำนวยการเขตหนองจอก"))
ACTING = Signing(
    ("(นางสาวตัวอย่าง ทดสอบระบบ)", "เจ้าพนักงานปกครองชำนาญการ", "รักษาการในตำแหน่งหัวหน้าฝ่ายปกครอง สำนักงานเขตหนองจอก")
)
QR = "https://saraban.example.go.th/v/2f9k4m"
INVITED = Paragraph(
    "ด้วยสำนักงานเขตหนองจอกกำหนดจัดประชุมซักซ้อมความเข้าใจการใช้งานระบบสารบรรณอิเล็กทรอนิกส์ของกรุงเทพมหานคร "
    "ในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗ เวลา ๑๐.๐๐ น. ณ ห้องประชุมชั้น ๒ เพื่อให้สถานศึกษาในสังกัดดำเนินการได้อย่างถูกต้อง รวดเร็ว "
    "และเป็นแนวทางเดียวกัน"
)
TABLE = Table(
    (
        ("ที่", "รายการ", "ผู้รับผิดชอบ", "กำหนดส่ง"),
        ("๑", "จำนวนผู้สมัครใบรับรองอิเล็กทรอนิกส์ (CA) ในระบบลงลายมือชื่อดิจิทัล", "ฝ่ายการศึกษา", "๘ มีนาคม ๒๕๖๗"),
        ("๒", "จำนวนผู้ใช้งานระบบทั้งหมด", "ฝ่ายปกครอง", "๑๒ มีนาคม ๒๕๖๗"),
    ),
    head=True,
)
ASKED = Paragraph("จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการในส่วนที่เกี่ยวข้องต่อไป")
DAY = "๘ มีนาคม ๒๕๖๗"
LONG_DAY = "๘ มีนาคม พ.ศ. ๒๕๖๗"


def seed_memo() -> Sheet:
    """The memo of the requirement, as it was typed."""
    text = (Path(__file__).parent / "memo.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text[text.index("ตามที่ได้มีการประชุมติดตาม") :].splitlines() if line.strip()]
    end = next(i for i, line in enumerate(lines) if line.startswith("จึงเรียนเพื่อโปรดทราบ"))
    to = next(line for line in text.splitlines() if line.startswith("เรียน ผู้อำนวยการสำนัก"))
    return Sheet(
        "memo",
        "การติดตามความคืบหน้า",
        MADE,
        garuda=1.5 * CM,
        heading="บันทึกข้อความ",
        owner_label="ส่วนราชการ",
        owner=("สำนักงานเลขานุการปลัดกรุงเทพมหานคร (ส่วนบริหารกลาง โทร. ๐ ๒๐๐๐ ๐๐๐๐)",),
        number=Line("ที่", "กท ๐๔๐๓/ว ๓๒"),
        date=Line("วันที่", "๔ มีนาคม ๒๕๖๗"),
        subject=Line("เรื่อง", "การติดตามความคืบหน้าการใช้งานระบบสารบรรณอิเล็กทรอนิกส์ของกรุงเทพมหานคร"),
        to=(Line("เรียน", to.removeprefix("เรียน ")),),
        body=tuple(blocks_of("\n".join(line for line in lines[: end + 1] if not line.endswith("...")))),
        signatures=(
            Signing(
                (
                    "(ชื่อ-สกุล)",
                    "ผู้อำนวยการส่วนบริหารกลาง",
                    "รักษาการในตำแหน่งผู้อำนวยการสำนักงานเลขานุการปลัดกรุงเทพมหานคร",
                    "สำนักปลัดกรุงเทพมหานคร",
                )
            ),
        ),
        footer=FOOTER,
        qr=QR,
    )


def file_copy() -> Sheet:
    """The same as สำเนาคู่ฉบับ with everything that can stand around a text."""
    return replace(
        seed_memo(),
        urgency="ด่วนที่สุด",
        secrecy="ลับ",
        marking="สำเนาคู่ฉบับ",
        workers=(
            Line("ผู้ร่าง", "นายตัวอย่าง หนึ่ง"),
            Line("ผู้พิมพ์", "นางสาวตัวอย่าง สอง"),
            Line("ผู้ตรวจ", "นางตัวอย่าง สาม"),
        ),
        certified=Signing(("(นางสาวตัวอย่าง ทดสอบระบบ)", "เจ้าพนักงานธุรการชำนาญงาน", DAY), "certified", "สำเนาถูกต้อง"),
    )


def external() -> Sheet:
    """หนังสือภายนอก with references, enclosures and a table."""
    return Sheet(
        **_garuda("external"),
        number=Line("ที่", "กท ๕๔๐๑/๕๑๑"),
        owner=OWNER,
        date=Line("", DAY),
        subject=Line("เรื่อง", "ขอเชิญประชุมซักซ้อมความเข้าใจการใช้งานระบบสารบรรณอิเล็กทรอนิกส์ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"),
        to=(Line("เรียน", "ผู้อำนวยการสถานศึกษาโรงเรียนในสังกัดสำนักงานเขตหนองจอก"),),
        references=Items("อ้างถึง", ("หนังสือสำนักงานเลขานุการปลัดกรุงเทพมหานคร ด่วนที่สุด ที่ กท ๐๔๐๓/ว ๓๒ ลงวันที่ ๔ มีนาคม ๒๕๖๗",)),
        enclosures=Items("สิ่งที่ส่งมาด้วย", ("๑. กำหนดการประชุม จำนวน ๑ ฉบับ", "๒. แบบตอบรับการเข้าร่วมประชุม จำนวน ๑ ฉบับ")),
        body=(INVITED, Paragraph("ในการนี้ จึงขอให้สถานศึกษาจัดเตรียมข้อมูลตามตาราง ดังนี้"), TABLE, ASKED),
        closing="ขอแสดงความนับถือ",
        signatures=(DIRECTOR,),
        contact=("ฝ่ายปกครอง", "โทร. ๐ ๒๐๐๐ ๐๐๐๐", "โทรสาร ๐ ๒๐๐๐ ๐๐๐๑"),
        copies=Items("สำเนาส่ง", ("สำนักการศึกษา กรุงเทพมหานคร",)),
        urgency="ด่วนที่สุด",
        footer=FOOTER,
        qr=QR,
    )


def seal() -> Sheet:
    """หนังสือประทับตรา, initialled beside the seal."""
    return Sheet(
        **_garuda("seal"),
        number=Line("ที่", "กท ๕๔๐๑/๕๑๒"),
        to=(Line("ถึง", "สำนักการศึกษา กรุงเทพมหานคร"),),
        body=(
            Paragraph(
                "สำนักงานเขตหนองจอกได้รับหนังสือเรื่องการสำรวจข้อมูลบุคลากรทางการศึกษาแล้ว และขอส่งสำเนาแบบสำรวจของสถานศึกษาในสังกัด "
                "จำนวน ๓๗ แห่ง มาพร้อมหนังสือนี้"
            ),
        ),
        owner=("สำนักงานเขตหนองจอก",),
        seal=True,
        date=Line("", DAY),
        signatures=(Signing((), "initials"),),
        contact=("ฝ่ายการศึกษา", "โทร. ๐ ๒๐๐๐ ๐๐๐๐"),
        urgency="ด่วนมาก",
    )


def order() -> Sheet:
    """คำสั่ง with numbered paragraphs."""
    return Sheet(
        **_garuda("order"),
        heading="คำสั่ง",
        issuer="สำนักงานเขตหนองจอก",
        number=Line("ที่", "๑๒/๒๕๖๗"),
        subject=Line("เรื่อง", "แต่งตั้งคณะทำงานขับเคลื่อนการใช้งานระบบสารบรรณอิเล็กทรอนิกส์"),
        body=(
            Paragraph(
                "ด้วยกรุงเทพมหานครได้ปรับเปลี่ยนการปฏิบัติงานสารบรรณเป็นระบบอิเล็กทรอนิกส์ อาศัยอำนาจตามความในพระราชบัญญัติ"
                "ระเบียบบริหารราชการกรุงเทพมหานคร พ.ศ. ๒๕๒๘ จึงแต่งตั้งคณะทำงาน ดังนี้"
            ),
            Paragraph("ผู้อำนวยการเขต เป็นประธานคณะทำงาน", "๑.", 1),
            Paragraph("หัวหน้าฝ่ายปกครอง เป็นคณะทำงานและเลขานุการ มีหน้าที่", "๒.", 1),
            Paragraph("ดูแลระบบและผู้ใช้งาน", "๒.๑", 2),
            Paragraph("ทั้งนี้ ตั้งแต่วันที่ ๑๑ มีนาคม ๒๕๖๗ เป็นต้นไป"),
        ),
        date=Line("สั่ง ณ วันที่", LONG_DAY),
        signatures=(DIRECTOR,),
    )


def regulation() -> Sheet:
    """ระเบียบ, a second edition."""
    return Sheet(
        **_garuda("regulation"),
        heading="ระเบียบ",
        issuer="กรุงเทพมหานคร",
        subject=Line("ว่าด้วย", "งานสารบรรณอิเล็กทรอนิกส์"),
        fields=(Line("", "(ฉบับที่ ๒)"), Line("พ.ศ.", "๒๕๖๗")),
        body=(
            Paragraph("โดยที่เป็นการสมควรปรับปรุงระเบียบให้เหมาะสมยิ่งขึ้น กรุงเทพมหานครจึงวางระเบียบไว้ ดังต่อไปนี้"),
            Paragraph("ระเบียบนี้เรียกว่า “ระเบียบกรุงเทพมหานคร ว่าด้วยงานสารบรรณอิเล็กทรอนิกส์ (ฉบับที่ ๒) พ.ศ. ๒๕๖๗”", "ข้อ ๑", 1),
            Paragraph("ระเบียบนี้ให้ใช้บังคับตั้งแต่วันถัดจากวันประกาศเป็นต้นไป", "ข้อ ๒", 1),
            Paragraph("ให้ปลัดกรุงเทพมหานครรักษาการตามระเบียบนี้", "ข้อ ๓", 1),
        ),
        date=Line("ประกาศ ณ วันที่", LONG_DAY),
        signatures=(Signing(("(นายตัวอย่าง ทดสอบระบบ)", "ผู้ว่าราชการกรุงเทพมหานคร")),),
    )


def announcement() -> Sheet:
    """ประกาศ, a copy of it."""
    return Sheet(
        **_garuda("announcement"),
        heading="ประกาศ",
        issuer="สำนักงานเขตหนองจอก",
        number=Line("ที่", "๓/๒๕๖๗"),
        subject=Line("เรื่อง", "กำหนดวันและเวลาให้บริการรับหนังสือด้วยระบบอิเล็กทรอนิกส์"),
        body=(INVITED, Paragraph("จึงประกาศมาให้ทราบโดยทั่วกัน")),
        date=Line("ประกาศ ณ วันที่", LONG_DAY),
        signatures=(ACTING,),
        marking="สำเนา",
    )


def statement() -> Sheet:
    """แถลงการณ์, which nobody signs."""
    return Sheet(
        **_garuda("statement"),
        heading="แถลงการณ์",
        issuer="กรุงเทพมหานคร",
        subject=Line("เรื่อง", "สถานการณ์น้ำในพื้นที่เขตหนองจอก"),
        fields=(Line("ฉบับที่", "๑"),),
        body=(INVITED,),
        owner=("กรุงเทพมหานคร",),
        date=Line("", DAY),
    )


def news() -> Sheet:
    """ข่าว."""
    return replace(statement(), layout="news", heading="ข่าว", fields=(), owner=OWNER[:1], issuer=OWNER[0])


def certificate() -> Sheet:
    """หนังสือรับรอง with room for a photograph."""
    return Sheet(
        **_garuda("certificate"),
        number=Line("เลขที่", "๒๑/๒๕๖๗"),
        owner=OWNER,
        body=(
            Paragraph(
                "หนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า นางสาวตัวอย่าง ทดสอบระบบ ตำแหน่งนักวิชาการศึกษาชำนาญการ "
                "เป็นข้าราชการกรุงเทพมหานครสามัญ สังกัดฝ่ายการศึกษา สำนักงานเขตหนองจอก จริง"
            ),
        ),
        date=Line("ให้ไว้ ณ วันที่", LONG_DAY),
        signatures=(DIRECTOR,),
        photo=True,
        qr=QR,
        footer=FOOTER,
    )


def minutes() -> Sheet:
    """รายงานการประชุม, signed by who wrote and who checked it."""
    return Sheet(
        "minutes",
        "รายงานการประชุม",
        MADE,
        heading="รายงานการประชุม",
        subject=Line("รายงานการประชุม", "คณะทำงานขับเคลื่อนการใช้งานระบบสารบรรณอิเล็กทรอนิกส์"),
        fields=(
            Line("ครั้งที่", "๑/๒๕๖๗"),
            Line("เมื่อ", "วันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗"),
            Line("ณ", "ห้องประชุมชั้น ๒ สำนักงานเขตหนองจอก"),
        ),
        lists=(
            Items("ผู้มาประชุม", ("๑. นายตัวอย่าง หนึ่ง ผู้อำนวยการเขต ประธาน", "๒. นางตัวอย่าง สอง หัวหน้าฝ่ายปกครอง")),
            Items("ผู้ไม่มาประชุม", ("นายตัวอย่าง สี่ หัวหน้าฝ่ายโยธา ติดราชการ",)),
        ),
        opening=Line("เริ่มประชุมเวลา", "๑๐.๐๐ น."),
        body=(
            Paragraph("ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"),
            INVITED,
            Paragraph("ระเบียบวาระที่ ๒ รับรองรายงานการประชุม"),
            Paragraph("ที่ประชุมรับรองรายงานการประชุมครั้งก่อนโดยไม่มีการแก้ไข"),
        ),
        ending=Line("เลิกประชุมเวลา", "๑๒.๐๐ น."),
        signatures=(
            Signing(("(นางสาวตัวอย่าง สาม)", "ผู้จดรายงานการประชุม"), "recorder"),
            Signing(("(นางตัวอย่าง สอง)", "ผู้ตรวจรายงานการประชุม"), "checker"),
        ),
    )


#: Examples that show all that a layout can hold, and every kind as the table of kinds prints it.
SHEETS = {
    make.__name__: make
    for make in (
        seed_memo, file_copy, external, seal, order, regulation, announcement, statement, news, certificate, minutes,
    )
} | of_the_table()  # fmt: skip


def _garuda(layout: str) -> dict[str, object]:
    return {"layout": layout, "title": "หนังสือราชการ", "made": MADE, "garuda": 3 * CM}
