"""What stands on the pages of who signed a letter: as it is told to who holds it, and no more than that."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from saraban.letters.content import Letter
from saraban.letters.signing_places import printed_signers
from saraban.letters.values import Signature
from saraban.people.actor import Signing

AT = datetime(2024, 3, 8, 3, 0, tzinfo=UTC)
PLAIN = Signing("u-1", "นางตัวอย่าง หนึ่ง", "p-1", "ผู้อำนวยการเขต")
ACTING = Signing(
    "u-2", "นายตัวอย่าง สอง", "p-2", "ผู้ช่วยผู้อำนวยการเขต", acting_term="รักษาราชการแทน", acting_for="ผู้อำนวยการเขต"
)


def signature(block, certificate=""):
    return Signature(block, AT, "totp", "section-9", "00", certificate)


def issued(kind, *signatures, cosigners=()):
    letter = Letter(1)
    letter.kind, letter.issued, letter.cosigners = kind, object(), cosigners
    letter.signature, *further = signatures
    letter.cosignatures = tuple(further)
    return letter


def printed(letter):
    return [lines for _one, lines in printed_signers({}, letter)]


def test_name_post_and_for_whom_somebody_acts():
    assert printed(issued("memo", signature(ACTING))) == [
        ("(นายตัวอย่าง สอง)", "ผู้ช่วยผู้อำนวยการเขต", "รักษาราชการแทนผู้อำนวยการเขต")
    ]


def test_all_of_several_in_the_order_of_signing():
    letter = issued("announcement", signature(PLAIN), signature(ACTING), cosigners=("p-2",))
    assert printed(letter) == [PLAIN.lines, ACTING.lines]
    assert [one for one, _lines in printed_signers({}, letter)] == list(letter.signatures)


def test_what_the_place_is_called_is_printed_below_where_several_sign():
    letter = issued("minutes", signature(ACTING), signature(PLAIN), cosigners=("p-1",))
    assert printed(letter) == [(*ACTING.lines, "ผู้จดรายงานการประชุม"), (*PLAIN.lines, "ผู้ตรวจรายงานการประชุม")]
    assert printed(issued("minutes", signature(PLAIN))) == [PLAIN.lines]


def test_no_name_stands_on_news():
    assert printed(issued("news", signature(PLAIN))) == []


@pytest.mark.parametrize(("certificate", "lines"), [("", ("นางตัวอย่าง หนึ่ง",)), ("ab", PLAIN.lines)])
def test_beside_a_seal_stands_the_typed_name_or_what_is_drawn_with_a_certificate(certificate, lines):
    assert printed(issued("seal", signature(PLAIN, certificate))) == [lines]


def test_a_letter_that_is_only_received_names_nobody():
    assert printed(issued("unknown", signature(PLAIN))) == []
