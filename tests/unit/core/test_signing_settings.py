"""What an installation says of signing, checked when the application starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from saraban.core.signing_settings import SigningSettings, read_signing


def test_nothing_said():
    assert read_signing({}) == SigningSettings()


def test_everything_said():
    read = read_signing(
        {
            "saraban.signing_certified": "/etc/saraban/certified",
            "saraban.signing_services": "http://ocsp.example/ http://crl.example/lists",
            "saraban.signing_stampers": "https://tsa.example/stamp",
            "saraban.keys_service": "https://sign.example/",
            "saraban.keys_service_version": "v2",
            "saraban.verify_mb": "7",
        }
    )
    assert read.certified == Path("/etc/saraban/certified")
    assert read.services == ("http://ocsp.example/", "http://crl.example/lists")
    assert read.stampers == ("https://tsa.example/stamp",)
    assert (read.keys_service, read.keys_service_version) == ("https://sign.example", "v2")
    assert read.verify_mb == 7


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("signing_certified", "certified"),
        ("signing_services", "ocsp.example"),
        ("signing_sha256_until", "2035"),
        ("signing_lists_hours", "0"),
        ("signing_stampers", "ftp://tsa.example"),
        ("keys_service_version", "v3"),
        ("verify_mb", "0"),
        ("verify_a_minute", "many"),
    ],
)
def test_what_cannot_be(name, value):
    with pytest.raises(ValueError, match=f"saraban.{name}"):
        read_signing({f"saraban.{name}": value})
