"""ไฟล์ PDF ที่เพิ่มต่อท้าย: what a file was at each of its ends."""

import hashlib

import pytest

from saraban.signatures.revisions import MOST_REVISIONS, revisions


def sha256(content):
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("line", [b"\n", b"\r\n", b"\r", b""])
def test_each_earlier_end_is_found_and_the_whole_is_not(line):
    first = b"%PDF-1.7 one %%EOF" + line
    second = first + b"two %%EOF" + line
    whole = second + b"three %%EOF\n"
    found = list(revisions(whole))
    assert found.index(sha256(second)) < found.index(sha256(first))
    assert sha256(whole) not in found


def test_what_was_never_added_to_has_none():
    assert list(revisions(b"%PDF-1.7 one %%EOF")) == []


def test_only_so_many_are_looked_at():
    assert len(list(revisions(b"%%EOF\n" * 1000))) <= MOST_REVISIONS
