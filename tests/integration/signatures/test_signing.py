"""What is asked before a key is used, and what a signature leaves as it was."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import replace

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from saraban.signatures.boxes import Box
from saraban.signatures.errors import (
    BoxCovers,
    BoxOutside,
    CertificateExpired,
    CertificateNotTrusted,
    CertificateRevoked,
    NotSignable,
    StamperDown,
    StatusUnknown,
    WrongPerson,
)
from saraban.signatures.identity import Identity
from saraban.signatures.interfaces import PKCS12, KeyReference, Secret
from saraban.signatures.signing import Holder, Level, Work
from saraban.signatures.trust import Trust
from tests.common import forging
from tests.common.authority import PASSWORD, PEOPLE, running
from tests.common.signed_letters import letter, room_of, signed_by, trust_in

METADATA = re.compile(rb"<\?xpacket begin.*?<\?xpacket end[^>]*>", re.DOTALL)


def sign(room, work, label="director", level=Level.B, *, number=None, fingerprint=""):
    holder = Holder(Identity(number or PEOPLE[label][1]), fingerprint)
    return room.sign(work, KeyReference(PKCS12, label), Secret(pin=PASSWORD), holder, level)


class TestWhatStays:
    def test_the_bytes_before_are_the_beginning_of_the_bytes_after(self, room):
        first = signed_by(room, "director", level=Level.LTA)
        second = signed_by(room, "section", first.content, Level.T)
        assert first.content.startswith(letter())
        assert second.content.startswith(first.content)

    def test_the_digests_are_those_of_the_new_bytes(self, room):
        made = signed_by(room, "director", level=Level.B)
        assert made.sha256 == hashlib.sha256(made.content).hexdigest()
        assert made.sha512 == hashlib.sha512(made.content).hexdigest()

    def test_metadata_stay_as_pdf_a_wants_them(self, room):
        made = signed_by(room, "director", level=Level.LTA)
        assert METADATA.findall(made.content) == METADATA.findall(letter())
        assert b"pdfaid" in METADATA.findall(made.content)[0]

    def test_a_signature_that_is_not_shown(self, room):
        made = sign(room, Work(letter(), "unseen"))
        field = PdfFileReader(io.BytesIO(made.content)).embedded_signatures[0].sig_field
        assert [float(edge) for edge in field["/Rect"]] == [0, 0, 0, 0]

    def test_a_letter_certified_for_further_signatures_takes_them(self, room):
        first = sign(room, Work(letter(), "first", certify=True))
        second = sign(room, Work(first.content, "second"), "section")
        assert len(PdfFileReader(io.BytesIO(second.content)).embedded_signatures) == 2


class TestWhoSigns:
    def test_a_good_certificate_of_another_person(self, room):
        with pytest.raises(WrongPerson):
            sign(room, Work(letter(), "sig"), "section", number="100-3")

    def test_another_certificate_than_the_enrolled_one(self, room):
        with pytest.raises(WrongPerson):
            sign(room, Work(letter(), "sig"), fingerprint="0" * 64)

    @pytest.mark.parametrize("level", list(Level))
    @pytest.mark.parametrize(("label", "error"), [("revoked", CertificateRevoked), ("expired", CertificateExpired)])
    def test_a_certificate_that_does_not_hold_signs_at_no_level(self, room, label, error, level):
        with pytest.raises(error):
            sign(room, Work(letter(), "sig"), label, level)

    def test_a_certificate_of_an_authority_that_is_not_trusted(self, room, tmp_path):
        with running(tmp_path) as other:
            strange = replace(room, trust=replace(trust_in(other), services=room.trust.services))
            with pytest.raises(CertificateNotTrusted):
                sign(strange, Work(letter(), "sig"))

    def test_nothing_is_asked_beyond_the_named_addresses(self, authority, room):
        closed = replace(room, trust=Trust(certified=(authority.root,)), shelf=type(room.shelf)())
        before = len(authority.asked)
        with pytest.raises(StatusUnknown):
            sign(closed, Work(letter(), "sig"))
        assert authority.asked[before:] == []

    def test_an_authority_that_is_silent(self, tmp_path):
        with running(tmp_path) as own:
            room = room_of(own)
            own.silent = {"ocsp", "crls"}
            with pytest.raises(StatusUnknown):
                sign(room, Work(letter(), "sig"))

    def test_a_revocation_is_seen_when_the_kept_answer_is_over(self, tmp_path):
        with running(tmp_path) as own:
            room = room_of(own)
            sign(room, Work(letter(), "sig"))
            asked = len(own.asked)
            sign(room, Work(letter(), "sig"))
            assert len(own.asked) == asked, "the same authority is not asked again at once"
            own.revoke("director", own.start)
            room.shelf.answers.clear()
            with pytest.raises(CertificateRevoked):
                sign(room, Work(letter(), "sig"))


class TestTimeStamps:
    def test_the_next_service_where_the_first_is_down(self, authority):
        room = room_of(authority, "tsa2")
        room = replace(room, stampers=["http://127.0.0.1:9/tsa", *room.stampers])
        made = signed_by(room, "director", level=Level.LTA)
        stamp = PdfFileReader(io.BytesIO(made.content)).embedded_timestamp_signatures[0]
        assert "tsa2" in stamp.signer_cert.subject.human_friendly

    @pytest.mark.parametrize("level", [Level.T, Level.LT, Level.LTA])
    def test_no_service_answers(self, room, level):
        with pytest.raises(StamperDown):
            sign(replace(room, stampers=["http://127.0.0.1:9/tsa"]), Work(letter(), "sig"), level=level)

    def test_a_service_that_the_office_does_not_trust(self, room, tmp_path):
        with running(tmp_path) as other, pytest.raises(StamperDown):
            sign(replace(room, stampers=[other.stamper()]), Work(letter(), "sig"), level=Level.LTA)


class TestPlaces:
    @pytest.mark.parametrize(
        "box",
        [Box(1, 36, 36, 60, 20), Box(1, 20, 45, 100, 10), Box(2, 30, 30, 60, 20)],
        ids=["on the heading", "on the text", "on the second page"],
    )
    def test_over_what_is_written(self, room, box):
        with pytest.raises(BoxCovers):
            sign(room, Work(letter(), "sig", box))

    @pytest.mark.parametrize(
        "box",
        [Box(0, 10, 200, 40, 20), Box(3, 10, 10, 40, 20), Box(1, 190, 200, 40, 20), Box(1, 10, 290, 40, 20),
         Box(1, -1, 200, 40, 20), Box(1, 10, 200, 1, 20)],
    )  # fmt: skip
    def test_not_on_a_page(self, room, box):
        with pytest.raises(BoxOutside):
            sign(room, Work(letter(), "sig", box))

    def test_over_another_signature_even_where_it_shows_nothing(self, room):
        first = sign(room, Work(letter(), "first", Box(2, 20, 100, 60, 30)))
        with pytest.raises(BoxCovers):
            sign(room, Work(first.content, "second", Box(2, 60, 120, 60, 30)), "section")

    def test_a_place_that_its_maker_left_free_is_only_measured(self, room):
        sign(room, Work(letter(), "sig", Box(1, 36, 36, 60, 20), room_known=True))
        with pytest.raises(BoxOutside):
            sign(room, Work(letter(), "sig", Box(1, 190, 36, 60, 20), room_known=True))


class TestFiles:
    @pytest.mark.parametrize("content", [b"", b"nothing", b"%PDF-1.4\n%%EOF"])
    def test_what_is_no_pdf(self, room, content):
        with pytest.raises(NotSignable):
            sign(room, Work(content, "sig"))

    def test_a_field_that_is_there_already(self, room):
        first = sign(room, Work(letter(), "sig"))
        with pytest.raises(NotSignable):
            sign(room, Work(first.content, "sig"), "section")

    def test_a_letter_that_allows_no_further_signature(self, authority, room):
        locked = forging.sign_anyway(authority, "director", certify_against_all=True)
        with pytest.raises(NotSignable):
            sign(room, Work(locked, "sig"), "section")


def test_several_letters_are_signed_all_or_none(room):
    works = [Work(letter(), "sig"), Work(letter(), "sig", Box(1, 36, 36, 60, 20))]
    with pytest.raises(BoxCovers):
        room.sign_together(works, KeyReference(PKCS12, "director"), Secret(pin=PASSWORD), Holder(Identity("100-3")))
