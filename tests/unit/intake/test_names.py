"""ชื่อส่วนราชการ: what stands behind a name is taken off, what belongs to it stays; addressees one by one."""

from __future__ import annotations

import pytest

from saraban.intake.names import addressees, office_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("บริษัท โทรคมนาคมทดลอง จำกัด (มหาชน)", "บริษัท โทรคมนาคมทดลอง จำกัด (มหาชน)"),
        ("ฝ่ายโยธา โทร. ๖๒๐๖", "ฝ่ายโยธา"),
        ("ฝ่ายโยธา โทร๖๒๐๖", "ฝ่ายโยธา"),
        ("ฝ่ายโยธา (โทร. ๖๒๐๖)", "ฝ่ายโยธา"),
        ("กองกลาง โทรศัพท์ ๐ ๒๐๐๐ ๐๐๐๐ โทรสาร ๐ ๒๐๐๐ ๐๐๐๑", "กองกลาง"),
    ],
)
def test_the_name_of_an_office_ends_before_its_telephone(written, name):
    assert office_name(written) == name


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("ท่าน ผอ.เขตสมมติ ที่นับถือ", ("ผอ.เขตสมมติ",)),
        ("ผู้อำนวยการเขตที่เคารพอย่างสูง", ("ผู้อำนวยการเขต",)),
        ("ผู้อำนวยการเขต และหัวหน้าฝ่ายโยธา", ("ผู้อำนวยการเขต", "หัวหน้าฝ่ายโยธา")),
    ],
)
def test_addressees_one_by_one_without_what_honours_them(written, people):
    assert addressees(written) == people
