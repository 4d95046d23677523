"""หนังสือเวียน ว ๓๒ walked by hand in browsers: eight steps, each by those whose work it is; pictures on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

from saraban.scripts.office_data import office_data
from saraban.thai.dates import format_date
from saraban.thai.digits import to_thai
from tests.browser.conftest import picture
from tests.common.hands import Hands, fill
from tests.common.letters_on_paper import paper_letter
from tests.common.office import at

CIRCULAR = office_data("letters")["circular"][0]
SUBJECT = CIRCULAR["subject"]
ENCLOSURE = paper_letter(
    "เอกสารแนบ",
    (("เรื่อง", SUBJECT), ("สำหรับ", "หน่วยงานและส่วนราชการในสังกัดกรุงเทพมหานคร")),
    "๑. สมัครอีเมลส่วนบุคคล @bangkok.go.th",
    "๒. สมัคร BMA Single Sign-On และใบรับรองอิเล็กทรอนิกส์ (CA)",
    "๓. ดาวน์โหลดแอปพลิเคชัน BMA OTP",
)
ACTIONS = (
    "สมัครอีเมลส่วนบุคคล @bangkok.go.th",
    "สมัคร BMA Single Sign-On",
    "สมัครใบรับรองอิเล็กทรอนิกส์ (CA)",
    "ดาวน์โหลดแอปพลิเคชัน BMA OTP",
)
BLANK = "- เพื่อโปรดทราบ\n- เห็นควรมอบให้..... พิจารณาดำเนินการในส่วนที่เกี่ยวข้องต่อไป"
FILLED = "- เพื่อโปรดทราบ\n- เห็นควรมอบให้ทุกฝ่ายพิจารณาดำเนินการในส่วนที่เกี่ยวข้องต่อไป"
COVERING = """สำเนาถูกต้องมาเพื่อโปรดทราบและดำเนินการในส่วนที่เกี่ยวข้อง ดังนี้
๑. ใช้งานระบบสารบรรณอิเล็กทรอนิกส์ตามระยะในข้อ ๑
๒. ตรวจสอบผู้ที่ต้องใช้ใบรับรองอิเล็กทรอนิกส์ตามข้อ ๒
๓. เข้าร่วมประชุมพร้อมเจ้าหน้าที่ในวันศุกร์ที่ ๑๕ มี.ค. ๖๗ เวลา ๑๐.๐๐ น. ผ่านระบบ Online ณ ห้องประชุมชั้น ๒"""
ONWARD = """ขอให้ผู้อำนวยการ รองผู้อำนวยการ และผู้รักษาการในตำแหน่งดำเนินการตามรายการต่อไปนี้
ให้แล้วเสร็จภายในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗"""

Open = Callable[..., Hands]


def walk(site: Any, person: Open) -> SimpleNamespace:
    """Walk the eight steps once; gives what was seen on the way."""
    told = SimpleNamespace(people=person)
    for step in (issue, receive, propose, order, circulate, educate, onward, schools):
        step(told, site, person)
    return told


def issue(told: Any, site: Any, person: Open) -> None:
    """1: the circular is drafted, proposed, signed by the acting director, sent and published."""
    site.at(at(4, 9))
    officer = person("u-opssec-officer")
    told.circular = officer.write(
        "/drafts/new",
        CIRCULAR["addressees"],
        files={"name": "เอกสารแนบ.pdf", "mimeType": "application/pdf", "buffer": ENCLOSURE},
        subject=SUBJECT,
        to_text=CIRCULAR["to"],
        body=CIRCULAR["body"],
        circular=True,
        references="กท ๐๔๐๓/ว ๒๕ ลว. ๑๙ ก.พ. ๖๗\nกท ๐๔๐๓/ว ๒๘ ลว. ๒๑ กุมภาพันธ์ ๒๕๖๗",
        deadlines="\n".join(_deadline(*row) for row in CIRCULAR["deadlines"]),
    )
    told.draft = officer.text()
    picture(officer.page, "draft")
    officer.go(f"/l/{told.circular}/propose")
    officer.page.check('[name=to_post][value="ops-sec.director"]')
    officer.press("#act .btn-primary")

    signer = person("u-opssec")
    signer.go(f"/l/{told.circular}/sign")
    told.without_acting = signer.page.locator("#sign").count()
    signer.go("/in-tray")
    signer.act_as("ops-sec.director~")
    signer.go(f"/l/{told.circular}/sign")
    told.block = signer.page.locator(".shown-block p").all_inner_texts()
    picture(signer.page, "sign")
    told.n32 = signer.sign(told.circular, "นางสมมติ บริหารกลางตัวอย่าง")

    clerk = person("u-opssec-clerk")
    clerk.go(f"/l/{told.circular}/signed")
    picture(clerk.page, "signed")
    clerk.send()
    told.sent = clerk.text()
    clerk.go(f"/l/{told.circular}/publish")
    fill(clerk.page.locator("#publish"), category="policy")
    clerk.press("#publish .btn-primary")


def receive(told: Any, site: Any, person: Open) -> None:
    """2: the district's registry takes it in."""
    site.at(at(8, 9, 1))
    clerk = person("u-d54-clerk")
    clerk.go("/in-tray")
    picture(clerk.page, "in-tray")
    told.n3398 = clerk.register_arrival("กท ๐๔๐๓/ว ๓๒", to_text="ผู้อำนวยการเขต", action="ฝ่ายปกครอง")
    told.stamp3398 = clerk.text(".stamp")
    told.paper = clerk.key()
    picture(clerk.page, "registered")


def propose(told: Any, _site: Any, person: Open) -> None:
    """3: head and assistant propose it; a delegate left blank is asked about and nothing is lost."""
    head = person("u-d54-adm-head")
    fields = {"to": "ผู้อำนวยการเขต", "verb": "เพื่อโปรดพิจารณา", "due": "๑๒ มี.ค. ๖๗"}
    head.endorse(told.paper, "propose", text=BLANK, **fields)
    told.blank_kept = head.page.input_value("#f-text")
    told.blank_asked = head.page.locator("[name=without_delegate]").count()
    head.page.fill("#f-text", FILLED)
    picture(head.page, "propose")
    head.press("#note .btn-primary")
    person("u-d54-asst").endorse(told.paper, "propose", to="ผู้อำนวยการเขต", verb="เพื่อโปรดพิจารณา")


def order(told: Any, _site: Any, person: Open) -> None:
    """4: the director orders, by phone."""
    director = person("u-d54-dir", phone=True)
    director.go("/in-tray")
    told.director_due = [t.get_attribute("datetime") for t in director.page.locator(".tray-due time").all()]
    picture(director.page, "in-tray-phone")
    director.endorse(told.paper, "order", text="ดำเนินการตามเสนอ")
    told.order_refused = director.text("#note .notice.danger")
    fill(director.page.locator("#note"), assign_to=["unit:d54-admin"])
    picture(director.page, "order-phone", at="#note")
    director.press("#note .btn-primary")
    told.ordered = director.text()


def circulate(told: Any, _site: Any, person: Open) -> None:
    """5: a covering letter to the heads of section, signed by the acting head."""
    clerk = person("u-d54-clerk")
    clerk.go(f"/p/{told.paper}")
    told.after_order = clerk.text(".page-head-actions")
    picture(clerk.page, "letter")
    told.covering = clerk.write(
        f"/drafts/new?paper={told.paper}&unit=d54-admin",
        ["group:d54-section-heads"],
        to_text="หัวหน้าฝ่าย",
        subject=SUBJECT,
        body=COVERING,
        deadlines="๑๕ มี.ค. ๖๗ ประชุม เวลา ๑๐.๐๐ น.",
    )
    acting = person("u-d54-adm-act")
    acting.go("/in-tray")
    acting.page.click(".menu.post > summary")
    picture(acting.page, "acting")
    acting.page.keyboard.press("Escape")
    acting.act_as("d54-admin.head~")
    acting.go(f"/l/{told.covering}/sign")
    told.two_heads = acting.text()
    told.n511 = acting.sign(told.covering, "นางสาวสมมติ รักษาการตัวอย่าง")
    acting.go(f"/l/{told.covering}")
    told.sheet511 = acting.text(".folio")
    clerk.go(f"/l/{told.covering}/signed")
    clerk.send()


def educate(told: Any, site: Any, person: Open) -> None:
    """6: the education section takes it in under its own number."""
    site.at(at(11, 8, 40))
    clerk = person("u-d54-edu-clerk")
    told.n556 = clerk.register_arrival("กท ๕๔๐๑/๕๑๑", to_text="หัวหน้าฝ่ายการศึกษา")
    told.stamp556 = clerk.text(".stamp")
    told.edu_paper = clerk.key()
    person("u-d54-edu-head").endorse(told.edu_paper, "acknowledge", text="1๗๙")


def onward(told: Any, site: Any, person: Open) -> None:
    """7: the section writes to the schools, with four things to do."""
    site.at(at(13, 10))
    clerk, head = person("u-d54-edu-clerk"), person("u-d54-edu-head")
    told.onward = clerk.write(
        f"/drafts/new?paper={told.edu_paper}",
        ["group:d54-schools"],
        to_text="ผู้อำนวยการสถานศึกษาโรงเรียนในสังกัดสำนักงานเขตหนองจอก",
        subject="ขอให้ผู้บริหารสถานศึกษาดำเนินการสมัครใช้งานระบบ",
        body=ONWARD,
        deadlines="วันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗",
        actions="\n".join(ACTIONS),
    )
    told.n800 = head.sign(told.onward, "นางสมมติ การศึกษาตัวอย่าง")
    clerk.go(f"/l/{told.onward}/signed")
    clerk.send()


def schools(told: Any, site: Any, person: Open) -> None:
    """8: each school takes it in and has its tasks."""
    told.schools = []
    for n in (1, 2, 3):
        site.at(at(13, 13, n))
        told.schools.append(person(f"u-sch-{n}-clerk").register_arrival("กท ๕๔๐๗/๘๐๐"))
    clerk = person("u-sch-1-clerk")
    clerk.go("/in-tray")
    told.school_tray = clerk.text()
    told.school_due = [t.get_attribute("datetime") for t in clerk.page.locator(".tray-due time").all()]
    picture(clerk.page, "school-in-tray")


def _deadline(day: str, text: str, _kind: str, time: str) -> str:
    return " ".join(
        x
        for x in (format_date(date.fromisoformat(day)), text, time and f"เวลา {to_thai(time.replace(':', '.'))} น.")
        if x
    )
