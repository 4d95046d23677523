"""หัวทะเบียนลับในภาษาอังกฤษ (English words for the secret books): on Thai pages they are called as their forms are."""

from __future__ import annotations

from saraban.core.i18n import _

BOOKS_EN = {
    "receive": _("Register of received classified letters"),
    "send": _("Register of sent classified letters"),
    "control": _("Control register of classified letters"),
}
HEADS_EN = {
    "เลขทะเบียนรับ": _("Receive no."),
    "วันเดือนปีที่รับ": _("Received on"),
    "เลขทะเบียนส่ง": _("Send no."),
    "วันเดือนปีที่ส่ง": _("Sent on day"),
    "ลำดับ": _("No."),
    "ที่": _("Number"),
    "ลงวันที่": _("Dated"),
    "ที่/วันที่": _("Number and date"),
    "จาก": _("From"),
    "เจ้าของเรื่อง": _("Owner of the matter"),
    "ถึง": _("To"),
    "ผู้รับ": _("Receiver"),
    "ชั้นความลับ": _("Secrecy"),
    "เรื่อง": _("Subject"),
    "จำนวน (ชุด/แผ่น)": _("Sets and sheets"),
    "ชุดที่/จำนวนชุด": _("Set and number of sets"),
    "การดำเนินการ": _("Action"),
    "ใบตอบรับ": _("Receipt"),
    "ผู้ถือ/ที่เก็บ": _("Holders and place"),
    "การสำเนา": _("Copies"),
    "ยืม/คืน": _("Lent and returned"),
    "ปรับชั้น": _("Change of level"),
    "ทำลาย": _("Destroyed"),
    "หมายเหตุ": _("Remark"),
}
