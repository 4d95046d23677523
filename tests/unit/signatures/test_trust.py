"""Which addresses may be asked."""

from __future__ import annotations

import pytest

from saraban.signatures.trust import Trust

TRUST = Trust(services=("https://ca.example/ocsp", "http://lists.example:8080/"))


@pytest.mark.parametrize(
    "address",
    ["https://ca.example/ocsp", "https://ca.example/ocsp/1", "http://lists.example:8080/a.crl"],
)
def test_below_a_named_address(address):
    assert TRUST.allows(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://ca.example/ocsp",
        "https://ca.example/ocspx",
        "https://ca.example/",
        "https://ca.example:444/ocsp",
        "https://ca.example.evil/ocsp",
        "https://ca.example@evil.example/ocsp",
        "https://user@ca.example/ocsp",
        "https://ca.example/ocsp/../admin",
        "http://lists.example/a.crl",
        "file:///etc/passwd",
        "",
    ],
)
def test_all_others(address):
    assert not TRUST.allows(address)


def test_nobody_is_asked_where_nothing_is_named():
    assert not Trust().allows("https://ca.example/ocsp")
