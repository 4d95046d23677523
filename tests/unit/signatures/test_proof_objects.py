"""A proof may end in a byte that looks like the end of a line; a line's end behind it is none of it."""

import pytest
from asn1crypto import core

from saraban.signatures import proof_objects


class Answers(core.SequenceOf):
    """What stands for a certificate, an answer or a list."""

    _child_spec = core.OctetString


class Stream(dict):
    """A stream as it is read; it says nothing of itself."""

    def __init__(self, data):
        super().__init__()
        self.data = data

    def read_data(self, _purpose):
        return self.data


def is_proof(content):
    return proof_objects._is_proof(Stream(content), Answers, None)


@pytest.mark.parametrize("last", [b"a", b"\n", b"\r"])
@pytest.mark.parametrize("behind", [b"", b"\n", b"\r", b"\r\n"])
def test_its_last_byte_is_its_own(last, behind):
    assert is_proof(b"\x30\x03\x04\x01" + last + behind)


@pytest.mark.parametrize("behind", [b" ", b"words", b"\nwords", b"\n\n\n"])
def test_anything_else_behind_it_is_told(behind):
    with pytest.raises(ValueError, match="trailing data"):
        is_proof(b"\x30\x03\x04\x01a" + behind)
