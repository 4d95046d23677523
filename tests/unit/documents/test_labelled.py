"""The labels of a sheet for who shows it elsewhere: in the order of its layout, above and below the text."""

from saraban.documents.labelled import Row, rows_of
from tests.common.sheets import external, minutes, seal, seed_memo


def test_a_memo_has_its_labels_above_the_text():
    rows = rows_of(seed_memo())
    assert [row.label for row in rows.above] == ["ส่วนราชการ", "ที่", "วันที่", "เรื่อง", "เรียน"]
    assert rows.below == ()


def test_an_external_letter_has_its_enclosures_line_by_line_and_its_telephone_below():
    rows = rows_of(external())
    assert rows.above[-1] == Row(
        "enclosures", "สิ่งที่ส่งมาด้วย", "๑. กำหนดการประชุม จำนวน ๑ ฉบับ\n๒. แบบตอบรับการเข้าร่วมประชุม จำนวน ๑ ฉบับ"
    )
    assert [row.name for row in rows.below] == ["contact", "copies"]


def test_a_seal_letter_has_office_and_day_below():
    assert [row.name for row in rows_of(seal()).below] == ["owner", "date", "contact"]


def test_minutes_have_when_they_ended_below():
    rows = rows_of(minutes())
    assert rows.below[0] == Row("ending", "เลิกประชุมเวลา", "๑๒.๐๐ น.")
    assert ("opening", "เริ่มประชุมเวลา") in [(row.name, row.label) for row in rows.above]
