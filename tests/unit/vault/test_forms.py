"""The columns of the secret books are data: as they come, or as the installation has them."""

import json

import pytest

from saraban.core.settings import BadSetting, read_settings
from saraban.vault.forms import FORMS, check_columns, columns

OWN = {"receive": [["ที่รับ", "number"], ["ชั้น", "level"], ["เรื่อง", "subject"]]}


def settings(tmp_path, told):
    path = tmp_path / "columns.json"
    path.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
    return read_settings({"saraban.store": f"file://{tmp_path}/Data.fs", "saraban.secret_columns_file": str(path)})


def test_without_a_file_they_are_as_they_come(tmp_path):
    own = read_settings({"saraban.store": f"file://{tmp_path}/Data.fs"}).secret_columns
    check_columns(own)
    assert columns("receive", own) == tuple(head for head, _key in FORMS["receive"])


def test_an_installation_gives_its_own(tmp_path):
    own = settings(tmp_path, OWN).secret_columns
    check_columns(own)
    assert columns("receive", own) == ("ที่รับ", "ชั้น", "เรื่อง")
    assert columns("send", own) == columns("send")


@pytest.mark.parametrize("told", ["", "[1]", "{", '{"receive": [["x"]]}', '{"receive": 1}'])
def test_a_file_that_is_none_is_named(tmp_path, told):
    with pytest.raises(BadSetting, match="secret_columns_file"):
        settings(tmp_path, told)


@pytest.mark.parametrize(
    "told", [{"other": [["ที่", "number"]]}, {"send": []}, {"send": [["ที่", "poem"]]}, {"send": [["เรื่อง", "subject"]]}]
)
def test_columns_in_which_nothing_can_stand_are_refused(tmp_path, told):
    with pytest.raises(BadSetting, match="secret_columns_file"):
        check_columns(settings(tmp_path, told).secret_columns)
