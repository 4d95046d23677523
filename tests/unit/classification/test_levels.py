"""ชั้นความลับ: what a letter's number tells of it."""

import pytest

from saraban.classification.levels import SecrecyNotTaken, check_number, level_by_number


class TestLevelByNumber:
    @pytest.mark.parametrize(
        ("number", "level"),
        [
            ("กท ๐๔๐๓/ลส ๑", "top_secret"),
            ("กท0403/ลส.1", "top_secret"),
            ("ที่ กท ๐๔๐๓ / ล ส ๑๒", "top_secret"),
            ("กท ๐๔๐๓/ลม ๑", "secret"),
            ("กท ๐๔๐๓/ล ๑", "confidential"),
            ("กท ๐๔๐๓\u2044ล๑", "confidential"),
            ("กท ๐๔๐๓/(ลส) ๑", "top_secret"),
            ("กท ๐๔๐๓/ว(ลม) ๑", "secret"),
            ("กท ๐๔๐๓/ว (ล)๓๒", "confidential"),
            ("ลับที่สุด ที่ กท ๐๔๐๓/๑๒", "top_secret"),
            ("(ลับมาก) กท ๐๔๐๓/๑๒", "secret"),
            ("ลับ กท ๐๔๐๓/๑๒", "confidential"),
            ("ลับแล ๐๔๐๓/๑๒", "open"),
            ("กท ๐๔๐๓/ว ๓๒", "open"),
            ("กท ๐๔๐๓/๑๒", "open"),
            ("ลส ๐๔๐๓/๑๒", "open"),
            ("สลส. ๑๒/๒๕๖๗", "open"),
            ("กท ๐๔๐๓/ลส", "open"),
            ("", "open"),
            ("  ", "open"),
        ],
    )
    def test_the_mark_behind_the_stroke(self, number, level):
        assert level_by_number(number) == level


class TestCheckNumber:
    def test_top_secret_is_refused(self):
        with pytest.raises(SecrecyNotTaken) as refused:
            check_number("กท ๐๔๐๓/ลส ๑")
        assert (refused.value.field, refused.value.slug) == ("number", "top-secret-refused")

    @pytest.mark.parametrize("number", ["กท ๐๔๐๓/ล ๑", "กท ๐๔๐๓/๑", ""])
    def test_the_others_pass(self, number):
        check_number(number)
