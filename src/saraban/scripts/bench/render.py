"""การวัดการจัดหน้า (setting pages): letters of three pages by one warm process, read back, beside bare typst."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from saraban.documents.blocks import Block, Paragraph, Table
from saraban.documents.fonts import fonts_directory
from saraban.documents.read_back import read_pages
from saraban.documents.renderer import renderers
from saraban.documents.sheet import CM, Line, Sheet, Signing
from saraban.documents.sheet_data import data_of
from saraban.documents.sheets import set_letter
from saraban.documents.typesetting import ARCHIVAL, set_document
from saraban.scripts.bench.report import Report, at_least, quantile

NAME = "render"
HELP = "letters of three pages as issued PDF, read back, beside bare typst on the same text"
PAGES_A_SECOND = 10
MADE = datetime(2024, 3, 4, 3, tzinfo=UTC)
SENTENCE = (
    "ขอให้หน่วยงานและส่วนราชการในสังกัดสำนักปลัดกรุงเทพมหานครตรวจสอบรายชื่อผู้มีอำนาจลงนามในระบบสารบรรณอิเล็กทรอนิกส์ "
    "แล้วแจ้งให้สำนักงานเลขานุการปลัดกรุงเทพมหานครทราบภายในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗ เวลา ๑๐.๐๐ น. ทั้งนี้ ให้นับรวมข้าราชการครูและ"
    "บุคลากรทางการศึกษาที่ปฏิบัติหน้าที่แทนด้วย "
)
PLAIN = """#set page(paper: "a4", margin: (left: 3cm, right: 2cm, y: 2.4cm))
#set text(font: "SarabanOne", size: 10.8pt, lang: "th", fallback: false, top-edge: 11.7pt, bottom-edge: -5pt)
#set par(leading: 0pt, spacing: 3pt, first-line-indent: (amount: 2.5cm, all: true))
#for text in json("data.json") { par(text) }
"""


def letter(n: int) -> Sheet:
    """A memo of three pages, each with words of its own, so that nothing can be kept from the one before."""
    head = Table((("ที่", "หน่วยงาน", "จำนวน"), ("๑", "สำนักงานเขตหนองจอก", str(n)), ("๒", "สำนักการศึกษา", "๓๗")), head=True)
    body: list[Block] = [Paragraph(f"ฉบับที่ {n} " + SENTENCE, f"{k}.", 1) for k in range(1, 22)]
    return Sheet(
        "memo",
        f"บันทึก {n}",
        MADE,
        garuda=1.5 * CM,
        heading="บันทึกข้อความ",
        owner_label="ส่วนราชการ",
        owner=("สำนักงานเลขานุการปลัดกรุงเทพมหานคร (ส่วนบริหารกลาง)",),
        number=Line("ที่", f"กท ๐๔๐๓/{n}"),
        date=Line("วันที่", "๔ มีนาคม ๒๕๖๗"),
        subject=Line("เรื่อง", "การติดตามความคืบหน้าการใช้งานระบบสารบรรณอิเล็กทรอนิกส์ของกรุงเทพมหานคร"),
        to=(Line("เรียน", "ผู้อำนวยการสำนัก ผู้อำนวยการเขต หัวหน้าส่วนราชการในสังกัดสำนักปลัดกรุงเทพมหานคร"),),
        body=(*body, head, Paragraph("จึงเรียนมาเพื่อโปรดทราบและพิจารณาดำเนินการในส่วนที่เกี่ยวข้องต่อไป")),
        signatures=(Signing(("(นายตัวอย่าง ทดสอบระบบ)", "ผู้อำนวยการส่วนบริหารกลาง")),),
        footer=("ต้นฉบับเป็นเอกสารอิเล็กทรอนิกส์", "สิ่งพิมพ์ออกเป็นกระดาษถือเป็นสำเนาเอกสาร"),
        qr="https://saraban.example.go.th/v/2f9k4m",
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    parser.add_argument("--letters", type=int, default=40, help="letters set by the warm process")


def run(args: argparse.Namespace) -> Report:
    """Set letters one after the other, as a process does that is asked for them."""
    fonts_directory()
    renderers().stop()
    cold, pages = timed(lambda: set_letter(letter(0)).pages)
    times, counted, busy = [], 0, processor_seconds()
    for n in range(1, args.letters + 1):
        took, pages = timed(lambda n=n: set_letter(letter(n)).pages)  # type: ignore[misc]
        times.append(took)
        counted += pages
    whole, busy = counted / sum(times), processor_seconds() - busy
    data = [data_of(letter(1000 + n)) for n in range(10)]
    set_only = [timed(lambda d=d: set_document("memo.typ", d, standard=ARCHIVAL)) for d in data]  # type: ignore[misc]
    read = [timed(lambda made=made: read_pages(made.pdf))[0] for _took, made in set_only]  # type: ignore[misc]
    bare = bare_pages_a_second(10)
    figures = {
        "pages_a_letter": pages,
        "pages_a_second": round(whole, 1),
        "pages_a_processor_second": round(counted / busy, 1),
        "ms_a_letter_median": round(1000 * quantile(times, 0.5)),
        "ms_a_letter_p95": round(1000 * quantile(times, 0.95)),
        "ms_first_letter": round(1000 * cold),
        "pages_a_second_set_only": round(pages * len(set_only) / sum(took for took, _made in set_only), 1),
        "ms_read_back_median": round(1000 * quantile(read, 0.5), 1),
    }
    return Report(
        NAME,
        {"letters": args.letters},
        figures,
        {"bare_typst_pages_a_second": round(bare, 1)},
        {"pages_to_bare_typst": round(whole / bare, 3)},
        [
            at_least("pages a second, one warm process", PAGES_A_SECOND, figures["pages_a_second"]),
            at_least("pages a second of processor time", PAGES_A_SECOND, figures["pages_a_processor_second"]),
        ],
    )


def processor_seconds() -> float:
    """What this process and its renderers have used: the same on a busy machine as on a quiet one."""
    used = time.process_time()
    for renderer in renderers().idle:
        fields = Path(f"/proc/{renderer.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def bare_pages_a_second(times: int) -> float:
    """The same text by typst alone: no words kept whole, no marks, nothing read back."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "plain.typ").write_text(PLAIN, encoding="utf-8")
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts_directory())]
        )
        compiler = typst.Compiler(root=str(root), font_paths=fonts)
        took, pages = 0.0, 0
        for n in range(times + 1):
            texts = [block.text for block in letter(2000 + n).body if isinstance(block, Paragraph)]
            (root / "data.json").write_text(_json(texts), encoding="utf-8")
            one, made = timed(
                lambda: compiler.compile(
                    input=str(root / "plain.typ"), format="pdf", pdf_standards=["a-1b"], pdf_tags=False, timestamp=0
                )
            )
            if n:  # the first one is cold
                took += one
                pages += len(read_pages(bytes(made)))
    return pages / took


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """How long it took, and what came of it."""
    begin = time.perf_counter()
    made = act()
    return time.perf_counter() - begin, made


def _json(texts: list[str]) -> str:
    return json.dumps(texts, ensure_ascii=False)
