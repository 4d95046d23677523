"""Each patch of the signing library is still needed: without it a letter is judged wrongly, or leaves PDF/A-1b.

When one of these fails after the library was renewed, the patch in ``signatures/shims.py`` goes.
"""

from __future__ import annotations

import logging

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SignatureFormField
from pyhanko.sign.validation import ades, generic_cms
from pyhanko_certvalidator.ltv import ades_past
from pyhanko_certvalidator.path import ValidationPath

from saraban.signatures import shims
from saraban.signatures.signing import Level
from tests.common.authority import running
from tests.common.signed_letters import letter, signed_by
from tests.common.time_travel import SIGNED, judge, list_of, renew, sign, year


@pytest.fixture(scope="module")
def quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module", params=["ocsp", "crl"])
def travelled(request, quiet, tmp_path_factory):
    """A letter renewed twice, of an authority whose time stampers answer by OCSP, or by lists only."""
    with running(tmp_path_factory.mktemp("shims"), SIGNED, stampers_by=request.param) as office:
        once = renew(office, sign(office), year(2034), "tsa2")
        yield request.param, office, renew(office, once, year(2042), "tsa3")


def without(monkeypatch, place, name):
    monkeypatch.setattr(place, name, getattr(place, name).__wrapped__)


def test_with_all_of_them_the_letter_holds(travelled):
    _kind, office, content = travelled
    assert judge(office, content, year(2046)).holds


@pytest.mark.parametrize(
    ("place", "name"),
    [(generic_cms, "handle_certvalidator_errors"), (ades_past, "time_slide")],
    ids=["S1 expired authorities", "S2 slide within validity"],
)
def test_without_it_the_letter_does_not_hold(travelled, monkeypatch, place, name):
    _kind, office, content = travelled
    without(monkeypatch, place, name)
    assert not judge(office, content, year(2046)).holds


def test_without_s3_lists_of_time_stampers_are_not_found(travelled, monkeypatch):
    kind, office, content = travelled
    without(monkeypatch, ValidationPath, "truncate_to_issuer_and_append")
    assert judge(office, content, year(2046)).holds is (kind == "ocsp")


def test_without_s5_a_certificate_revoked_before_signing_passes(quiet, tmp_path, monkeypatch):
    with running(tmp_path, SIGNED) as office:
        content = sign(office)
        office.revoke("director", year(2026, 6))
        day = year(2027, 11)
        archived = (list_of(office, "root", day), list_of(office, "ca", day))
        office.silent = {"ocsp/ca", "crls/ca"}
        assert not judge(office, content, year(2028, 12), archived).holds
        without(monkeypatch, ades, "_ades_past_signature_validation")  # S6 stays
        assert judge(office, content, year(2028, 12), archived).holds


def test_without_keep_metadata_the_metadata_are_written_anew(room, monkeypatch):
    monkeypatch.setattr(IncrementalPdfFileWriter, "_update_meta", BasePdfFileWriter._update_meta)
    made = signed_by(room, "director", level=Level.B).content
    assert made.count(b"xpacket begin") > letter().count(b"xpacket begin")


def test_without_give_appearances_a_field_of_a_time_stamp_has_none(room, monkeypatch):
    given = SignatureFormField.register_widget_annotation
    assert signed_by(room, "director").content.count(b"/AP") == 2  # of the signature, and of the time stamp
    monkeypatch.setattr(SignatureFormField, "register_widget_annotation", given.__wrapped__)
    assert signed_by(room, "director").content.count(b"/AP") == 1


def test_patching_twice_does_nothing():
    def patched():
        return (
            generic_cms.handle_certvalidator_errors, ades_past.time_slide, IncrementalPdfFileWriter._update_meta,
            SignatureFormField.register_widget_annotation,
        )  # fmt: skip

    before = patched()
    shims.for_validation()
    shims.keep_metadata()
    shims.give_appearances()
    assert before == patched()
