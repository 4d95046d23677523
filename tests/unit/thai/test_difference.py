"""ข้อแตกต่างของข้อความ: whole words, in reading order, and nothing is lost on either side."""

from hypothesis import given
from hypothesis import strategies as st

from saraban.thai.difference import ADDED, LONGEST, SAME, TAKEN, Change, differences


def joined(changes, *kinds):
    return "".join(c.text for c in changes if c.kind in kinds)


def test_words_and_not_letters_are_compared():
    assert differences("ขอเชิญประชุมหัวหน้า", "ขอเชิญประชุมผู้อำนวยการ") == [
        Change(SAME, "ขอเชิญประชุม"), Change(TAKEN, "หัวหน้า"), Change(ADDED, "ผู้อำนวยการ"),
    ]  # fmt: skip


def test_the_same_and_nothing():
    assert differences("ก", "ก") == [Change(SAME, "ก")]
    assert differences("", "") == []
    assert differences("", "ใหม่") == [Change(ADDED, "ใหม่")]


def test_long_texts_line_by_line_then_inside_the_line():
    lines = [f"บรรทัดที่ {n} ของหนังสือ\n" for n in range(1200)]
    changed = [*lines[:600], "บรรทัดที่ 600 ของประกาศ\n", *lines[601:]]
    found = differences("".join(lines), "".join(changed))
    assert len("".join(lines)) > LONGEST
    assert [(c.kind, c.text) for c in found if c.kind != SAME] == [(TAKEN, "หนังสือ"), (ADDED, "ประกาศ")]


@given(st.text(alphabet="กาขค่า \n12", max_size=40), st.text(alphabet="กาขค่า \n12", max_size=40))
def test_both_texts_can_be_read_from_it(old, new):
    found = differences(old, new)
    assert (joined(found, SAME, TAKEN), joined(found, SAME, ADDED)) == (old, new)
