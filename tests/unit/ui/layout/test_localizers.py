"""Messages on pages: numbers in the digits of the language, all else as it is written."""

from __future__ import annotations

import pytest
from pyramid import testing

from saraban.core.i18n import Figures, _
from saraban.ui.layout.localizers import localizer

RESERVED = _(
    "The number ${number} of ${year} is still reserved. Make it void first: its year has closed.",
    mapping={"number": Figures("กท 5407/803"), "year": 2567},
)


@pytest.fixture(params=["th", "en"])
def language(request):
    return request.param


@pytest.fixture
def say():
    with testing.testConfig() as config:
        config.add_translation_dirs("saraban:locales")

        def go(message, language):
            request = testing.DummyRequest()
            request.registry, request.locale_name = config.registry, language
            return localizer(request).translate(message)

        yield go


def test_official_numbers_and_years_are_in_thai_digits_on_thai_pages(say):
    said = say(RESERVED, "th")
    assert "กท ๕๔๐๗/๘๐๓" in said
    assert "๒๕๖๗" in said


def test_and_in_arabic_digits_on_english_ones(say):
    assert say(RESERVED, "en").startswith("The number กท 5407/803 of 2567 is still reserved.")


def test_codes_and_addresses_stay_as_they_are_written(say, language):
    for text in ("d54-01", "u54@example.go.th", "หนังสือ1.pdf"):
        said = say(_("There is no unit with the code ${code}.", mapping={"code": text}), language)
        assert text in said


def test_a_message_without_numbers_is_only_translated(say):
    assert say(_("Fill this in."), "th") != "Fill this in."
    assert say("ข้อความ 1", "th") == "ข้อความ 1"
