"""หัวหนังสือที่ข้อความมาไม่เป็นแบบ: labels on lines of their own, dots of forms, heads of e-mails, spoiled numbers."""

from __future__ import annotations

from datetime import date

import pytest

from saraban.intake.reading import CERTAIN, LIKELY
from saraban.intake.stack import read_stack

TODAY = date(2025, 3, 10)
LETTER = (
    "ที่ มท ๐๘๐๑.๒/ว ๑๒\nกรมสมมติ\nถนนตัวอย่าง กทม. ๑๐๓๐๐\n\n๓ มีนาคม ๒๕๖๘\n\nเรื่อง การสำรวจ\n\nเรียน ผู้อำนวยการเขต\n\n"
    "ด้วยกรมสมมติขอให้สำรวจ\n\nขอแสดงความนับถือ\n(นายสมมติ ตัวอย่าง)\nอธิบดีกรมสมมติ"
)
LETTERS_OWN = {
    "number": "มท 0801.2/ว 12",
    "date": date(2025, 3, 3),
    "from_unit": "กรมสมมติ",
    "to": ("ผู้อำนวยการเขต",),
    "subject": "การสำรวจ",
    "urgency": "normal",
    "secrecy": "open",
}


def read(text):
    return read_stack(text, today=TODAY)


def values(found, names):
    return {name: found.value(name) for name in names}


class TestLabelsAlone:
    @pytest.mark.parametrize("between", ["\n", "\n\n", " \n  "])
    def test_what_they_announce_stands_below(self, between):
        text = "".join(
            f"{label}{between}{value}\n"
            for label, value in (
                ("ที่", "กท ๐๔๐๑/๑๒๓"),
                ("วันที่", "๓ มีนาคม ๒๕๖๘"),
                ("เรื่อง", "การจัดทำงบประมาณ"),
                ("เรียน", "ผู้อำนวยการเขต"),
                ("อ้างถึง", "หนังสือสำนัก ที่ กท ๐๔๐๑/๙๙ ลงวันที่ ๒๐ มกราคม ๒๕๖๘"),
                ("สิ่งที่ส่งมาด้วย", "แบบคำขอ จำนวน ๑ ชุด"),
            )
        )
        found = read(f"สำนักการคลัง\n{text}\nตามหนังสือที่อ้างถึง ขอให้จัดทำ")
        assert values(found, ("number", "date", "subject", "to", "enclosures")) == {
            "number": "กท 0401/123",
            "date": date(2025, 3, 3),
            "subject": "การจัดทำงบประมาณ",
            "to": ("ผู้อำนวยการเขต",),
            "enclosures": ("แบบคำขอ จำนวน ๑ ชุด",),
        }
        assert [r.number for r in found.value("references")] == ["กท 0401/99"]
        for name in ("number", "subject", "to"):
            one = found.fields[name]
            assert found.text[one.begin : one.end] == one.words

    def test_in_a_column_apart_from_their_words_nothing_is_made_up(self):
        found = read("บันทึกข้อความ\nที่\nวันที่\nเรื่อง\nเรียน\nกท ๙๙๐๓/๑๑๒\n๔ มีนาคม ๒๕๖๘\nขออนุมัติ\nผู้อำนวยการเขต\nด้วยขออนุมัติ")
        assert not {"to", "subject"} & found.fields.keys()

    def test_an_empty_one_takes_nothing_from_the_next(self):
        found = read("บันทึกข้อความ\nส่วนราชการ ฝ่ายโยธา\nที่\nวันที่\nเรื่อง\nขออนุมัติ\nเรียน\nผู้อำนวยการเขต\nด้วยขออนุมัติ")
        assert not {"number", "date"} & found.fields.keys()
        assert found.value("to") == ("ผู้อำนวยการเขต",)

    def test_the_day_of_a_receive_stamp_stays_the_stamps(self):
        found = read(f"สำนักงานเขต\nเลขรับ\n๒๙๑๐\nวันที่\n๗ มี.ค. ๒๕๖๘\nเวลา\n๑๐.๔๕ น.\n\n{LETTER}")
        assert values(found, LETTERS_OWN) == LETTERS_OWN
        assert found.fields["date"].confidence >= CERTAIN
        assert [(s.number, s.dated) for s in found.history] == [("2910", date(2025, 3, 7))]

    def test_a_number_broken_at_its_stroke(self):
        assert read(LETTER.replace("/ว ๑๒", "/\nว ๑๒")).value("is_circular") is True


def test_the_dots_of_a_form_are_no_words():
    found = read(
        "บันทึกข้อความ\nส่วนราชการ.....โรงเรียนตัวอย่าง...........\nที่.....กท ๙๙๑๑/๕๒..........วันที่....๓ มีนาคม ๒๕๖๘.....\n"
        "เรื่อง....รายงานจำนวนนักเรียน.......\nเรียน หัวหน้าฝ่ายการศึกษา\n\nขอรายงาน"
    )
    assert values(found, ("number", "date", "from_unit", "subject")) == {
        "number": "กท 9911/52",
        "date": date(2025, 3, 3),
        "from_unit": "โรงเรียนตัวอย่าง",
        "subject": "รายงานจำนวนนักเรียน",
    }


class TestNumbers:
    @pytest.mark.parametrize(
        "written", ["กท ๐๔๐๓/๑ ๒ ๓", "กท ๐๔๐๓/๑,๒๓๔", "กท ๐๔๐๓/ว ๑o", "กท ๐๔๐๓/๑๒/๑", "กท ๐๔๐๓/๑๒ - ๑๕", "กท ๐๔๐๓/๑๒ก"]
    )
    def test_one_that_seems_to_go_on_is_asked_about(self, written):
        assert read(LETTER.replace("มท ๐๘๐๑.๒/ว ๑๒", written)).fields["number"].confidence < LIKELY

    @pytest.mark.parametrize("behind", ["", " (สำเนา)", " ลงวันที่ ๓ มีนาคม ๒๕๖๘", "ลงวันที่ ๓ มีนาคม ๒๕๖๘", " ๓ มีนาคม ๒๕๖๘"])
    def test_others_are_certain(self, behind):
        assert read(LETTER.replace("/ว ๑๒", f"/ว ๑๒{behind}")).fields["number"].confidence >= CERTAIN


class TestMessages:
    HEADS = (
        (
            "From: saraban <saraban@example.org>\nSent: Monday, March 10, 2025 9:42 AM\nTo: khet@example.org\n"
            "Subject: ส่งหนังสือ (ด่วนที่สุด) ที่ มท ๐๘๐๑.๒/ว ๑๑"
        ),
        (
            "จาก: งานสารบรรณ <saraban@example.org>\nถึง: เขต <khet@example.org>\n"
            "เรื่อง: ด่วน ส่งหนังสือ\nวันที่: 10 มีนาคม 2568 14:05"
        ),
        (
            "---------- Forwarded message ---------\nFrom: ก <a@example.org>\nDate: Mon, 10 Mar 2025 at 21:10\n"
            "Subject: Fwd: หนังสือ\nTo: <khet@example.org>"
        ),
        (
            "-----Original Message-----\nFrom: ก [mailto:a@example.org]\nSent: Monday, March 10, 2025\n"
            "To: a@example.org; b@example.org;\n c@example.org\nCc: d@example.org\nSubject: FW: หนังสือ"
        ),
    )

    @pytest.mark.parametrize("head", HEADS)
    @pytest.mark.parametrize("words", ["", "\n\nเรียน เจ้าหน้าที่สารบรรณ\nขอส่งหนังสือตามแนบ\n\nขอบคุณค่ะ"])
    def test_above_a_letter_they_are_not_the_letters(self, head, words):
        found = read(f"{head}{words}\n\n{LETTER}")
        assert values(found, LETTERS_OWN) == LETTERS_OWN
        assert [(row.kind, row.dated) for row in found.history] == [("note", date(2025, 3, 10))]

    @pytest.mark.parametrize(
        ("letter", "number", "sender"),
        [
            (
                (
                    "บริษัท ตัวอย่าง จำกัด\n๑ ถนนตัวอย่าง กทม. ๑๐๑๒๐\n\nที่ ตย. ๑๑๘/๒๕๖๘\n๓ มีนาคม ๒๕๖๘\n\n"
                    "เรื่อง ขอเชิญ\nเรียน ผู้อำนวยการเขต\n\nด้วยบริษัทฯ ขอเชิญ"
                ),
                "ตย. 118/2568",
                "บริษัท ตัวอย่าง จำกัด",
            ),
            ("จาก  กองสมมติ\nถึง  ผู้อำนวยการเขต\nที่  มท ๐๖๑๖/๓๓\n\nด้วยจะมีฝนตกหนัก", "มท 0616/33", "กองสมมติ"),
            (
                "ที่ พณ ๐๓๐๑/๑๗ กรมสมมติ ๓ มีนาคม ๒๕๖๘ เรื่อง สำรวจ เรียน ผู้อำนวยการเขต ด้วยกรมสมมติขอให้สำรวจ",
                "พณ 0301/17",
                "กรมสมมติ",
            ),
            (
                (
                    "ด่วนภายใน วันที่ ๑๑ มีนาคม ๒๕๖๘ เวลา ๑๖.๓๐ น.\nที่ กท ๐๓๐๒/๒๒\nสำนักงานสมมติ\n๓ มีนาคม ๒๕๖๘\n\n"
                    "เรื่อง ก\nเรียน ผู้อำนวยการเขต\n\nด้วยมีเรื่อง"
                ),
                "กท 0302/22",
                "สำนักงานสมมติ",
            ),
        ],
        ids=["company", "radio", "on one line", "urgent within"],
    )
    @pytest.mark.parametrize("head", HEADS)
    def test_above_letters_of_other_makes(self, head, letter, number, sender):
        found = read(f"{head}\n\n{letter}")
        assert values(found, ("number", "from_unit", "to")) == {
            "number": number,
            "from_unit": sender,
            "to": ("ผู้อำนวยการเขต",),
        }

    def test_the_letters_mark_is_its_own(self):
        assert read(f"{self.HEADS[0]}\n\nขอส่งหนังสือ\n\nลับมาก\n{LETTER}").value("secrecy") == "secret"

    def test_below_a_letter_they_change_nothing(self):
        assert values(read(f"{LETTER}\n\n{self.HEADS[0]}"), LETTERS_OWN) == LETTERS_OWN

    def test_above_a_letter_without_a_number(self):
        letter = "เขียนที่ ๑๒/๓ ซอยตัวอย่าง\n๓ มีนาคม ๒๕๖๘\n\nเรื่อง ขอให้ซ่อมทางเท้า\nเรียน ผู้อำนวยการเขต\n\nข้าพเจ้าขอแจ้ง"
        found = read(f"{self.HEADS[1]}\n\n{letter}")
        assert values(found, ("date", "subject", "to")) == {
            "date": date(2025, 3, 3),
            "subject": "ขอให้ซ่อมทางเท้า",
            "to": ("ผู้อำนวยการเขต",),
        }

    @pytest.mark.parametrize("head", HEADS[:2])
    def test_without_a_letter_they_are_proposed_and_never_certain(self, head):
        found = read(f"{head}\n\nสวัสดีค่ะ ขอสอบถามเรื่องการคัดแยกขยะ")
        assert found.value("date") == date(2025, 3, 10)
        assert "ส่งหนังสือ" in found.value("subject")
        assert all(found.fields[name].confidence < CERTAIN for name in ("date", "subject", "from_unit", "to", "kind"))
        assert found.fields["urgency"].value == "normal"
        assert found.fields["urgency"].confidence < CERTAIN, "ด่วน in its subject is asked about"

    def test_secrecy_in_the_subject_of_a_message_is_asked_about(self):
        found = read(f"{self.HEADS[1].replace('ด่วน', 'ลับ')}\n\n{LETTER}").fields["secrecy"]
        assert (found.value, found.confidence < LIKELY) == ("open", True)

    def test_running_text_with_such_words_is_no_head(self):
        text = LETTER.replace("ด้วยกรมสมมติขอให้สำรวจ", "ด้วยกรมสมมติขอให้สำรวจ\nจาก: ต้นทาง\nถึง: ปลายทาง")
        assert values(read(text), LETTERS_OWN) == LETTERS_OWN


def test_a_radio_message_names_its_sender_above_the_number():
    found = read(
        "โทรสารในราชการ\nจาก  กองบัญชาการสมมติ\nถึง  ผู้อำนวยการเขต\n"
        "ที่  มท ๐๖๑๖/ว ๓๓๐        วันที่  ๓ มีนาคม ๒๕๖๘\n\nด้วยจะมีฝนตกหนัก"
    )
    assert values(found, ("number", "date", "from_unit", "to")) == {
        "number": "มท 0616/ว 330",
        "date": date(2025, 3, 3),
        "from_unit": "กองบัญชาการสมมติ",
        "to": ("ผู้อำนวยการเขต",),
    }


def test_a_letter_with_a_blank_line_behind_every_line_is_read_as_without():
    letter = LETTER.replace("เรื่อง การสำรวจ", "เรื่อง การสำรวจความต้องการของหน่วยงานในสังกัดทุกแห่งเพื่อจัดทำแผน\nพัฒนาประจำปี", 1)
    close = "\n".join(line for line in letter.split("\n") if line)
    assert read(close.replace("\n", "\n\n")).value("subject") == read(letter).value("subject")


def addressed(spaces):
    lines = [
        "บันทึกข้อความ",
        "ที่ กท ๕๔๐๑/๑๒",
        "วันที่ ๔ มีนาคม ๒๕๖๗",
        "เรื่อง ประชุม",
        "เรียน หัวหน้าฝ่ายโยธา",
        "หัวหน้าฝ่ายรายได้",
        "ด้วยจะมีการประชุม",
    ]
    return "".join(line + "\n" * gap for line, gap in zip(lines, spaces, strict=True))


@pytest.mark.parametrize("spaces", [[2] * 7, [2, 1, 2, 2, 2, 2, 2], [3] * 7], ids=["short", "one line closer", "wider"])
def test_further_addressees_are_read_where_a_blank_line_follows_every_line_of_a_short_letter(spaces):
    assert read(addressed(spaces)).value("to") == ("หัวหน้าฝ่ายโยธา", "หัวหน้าฝ่ายรายได้")


def test_a_blank_line_ends_the_addressees_of_a_letter_with_lines_that_stand_together():
    assert read(addressed([1, 1, 1, 1, 2, 1, 1])).value("to") == ("หัวหน้าฝ่ายโยธา",)


def test_the_hall_of_a_province_stands_for_it():
    assert read(LETTER.replace("กรมสมมติ\n", "ศาลากลางจังหวัดสมมติ\n", 1)).value("from_unit") == "จังหวัดสมมติ"
