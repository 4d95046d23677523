"""What the authorities of lists are called on the page."""

import pytest

from saraban.signatures.list_look import Source


@pytest.mark.parametrize(
    ("issuer", "title"),
    [
        ("Common Name: ผู้ออกใบรับรอง, Organization: สำนักงาน, กอง, Country: TH", "ผู้ออกใบรับรอง · สำนักงาน, กอง"),
        ("Organization: สำนักงาน", "สำนักงาน"),
        ("Country: TH", "Country: TH"),
        ("", "http://crl.example/ca.crl"),
    ],
)
def test_its_name_and_organization_or_else_what_is_known(issuer, title):
    assert Source(issuer, "http://crl.example/ca.crl", (), 0).title == title
