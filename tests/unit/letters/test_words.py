"""ข้อความที่พิมพ์: what may stand in a letter, checked field by field and line by line."""

from dataclasses import dataclass

import pytest

from saraban.core.errors import Invalid
from saraban.letters.values import Deadline, Reference
from saraban.letters.words import LIMITS, LINES, check_form, check_words, cleaned


@dataclass
class Form:
    """What a letter and a draft have in common."""

    subject: str = "ก"
    number: str = ""
    body: str = ""
    references: tuple = ()
    enclosures: tuple = ()
    deadlines: tuple = ()
    actions: tuple = ()


class TestWords:
    def test_without_the_spaces_around(self):
        assert check_words("  ก ข\n", "text", 5) == "ก ข"

    @pytest.mark.parametrize("text", ["\u200b", " \ufeff ", "\u3164"])
    def test_what_nobody_sees_is_nothing(self, text):
        assert check_words(text, "text", 5) == ""

    def test_characters_that_nobody_sees_go(self):
        assert check_words("\ufeffก\u200f ข\u00ad", "text", 9) == "ก ข"

    def test_marks_piled_on_one_letter_are_refused(self):
        with pytest.raises(Invalid) as refused:
            check_words("เรื่อง ก" + "\u0e48" * 200, "text", 500)
        assert refused.value.field == "text"
        assert "So many marks" in refused.value.message

    @pytest.mark.parametrize("text", ["ก\x00", "ก\u202eข", "ก\x1b", "ก\ufffe", "ก" * 6])
    def test_refused(self, text):
        with pytest.raises(Invalid) as refused:
            check_words(text, "text", 5)
        assert refused.value.field == "text"


class TestForm:
    def test_what_is_just_short_enough(self):
        most = {
            name: ("ก" * limit,) * count for name, (limit, count) in LINES.items() if name in {"enclosures", "actions"}
        }
        check_form(Form(body="ก" * LIMITS["body"], **most))

    @pytest.mark.parametrize(
        ("name", "rows"),
        [
            ("enclosures", ("ก", "ข\x00")),
            ("enclosures", ("ก" * 501,)),
            ("enclosures", ("ก",) * 201),
            ("actions", ("ก",) * 51),
            ("references", (Reference("ก" * 201),)),
            ("references", (Reference("ก\u202eข"),)),
            ("references", (Reference("ก", None, "ก\u202eข"),)),
            ("references", (Reference("ก", None, "ก" * 301),)),
            ("deadlines", (Deadline(None, "ก" * 501),)),
            ("deadlines", (Deadline(None, "ก" + "\u0e48" * 9),)),
            ("enclosures", ("ก", "ก" + "\u0e48" * 9)),
        ],
    )
    def test_each_line_is_looked_at(self, name, rows):
        with pytest.raises(Invalid) as refused:
            check_form(Form(**{name: rows}))
        assert refused.value.field == name

    @pytest.mark.parametrize("name", ["subject", "number", "body"])
    def test_each_text_is_looked_at(self, name):
        with pytest.raises(Invalid) as refused:
            check_form(Form(**{name: "ก" * (LIMITS[name] + 1)}))
        assert refused.value.field == name

    def test_the_text_as_another_program_read_it_is_taken(self):
        check_form(Form(body="ก" + "\u0e48" * 9))

    def test_cleaned_of_what_nobody_sees(self):
        typed = Form(
            subject="\ufeffก\u200bข",
            body="สาร\u200bบรรณ\u200f",
            references=(Reference("\u200fศธ ๑", None, "\u200fกรม"),),
            enclosures=("\ufeffแบบ",),
            deadlines=(Deadline(None, "ส่ง\u200e"),),
        )
        form = cleaned(typed)
        assert (form.subject, form.body) == ("กข", "สาร\u200bบรรณ")
        assert (form.references, form.enclosures) == ((Reference("ศธ ๑", None, "กรม"),), ("แบบ",))
        assert form.deadlines == (Deadline(None, "ส่ง"),)
        assert cleaned(form) == form
