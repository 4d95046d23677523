"""By which address a request is counted: what a stranger says of himself changes nothing."""

import pytest

from saraban.core.callers import last_untrusted, networks_of

PROXY, OTHER_PROXY, CALLER, LIE = "10.0.0.1", "10.0.0.2", "192.0.2.7", "203.0.113.9"
TRUSTED = networks_of("10.0.0.0/30, 2001:db8::1")


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        (CALLER, "", CALLER),
        (CALLER, LIE, CALLER),
        (CALLER, f"{LIE}, {PROXY}", CALLER),
        (PROXY, "", PROXY),
        (PROXY, CALLER, CALLER),
        (PROXY, f"{LIE}, {CALLER}", CALLER),
        (PROXY, f"{LIE}, {CALLER}, {OTHER_PROXY}", CALLER),
        (PROXY, f"{PROXY}, {OTHER_PROXY}", PROXY),
        (PROXY, f"{CALLER}:4711", CALLER),
        (PROXY, "[2001:db8::7]:4711", "2001:db8::7"),
        ("2001:db8::1", "2001:db8::7", "2001:db8::7"),
        (f"::ffff:{PROXY}", CALLER, CALLER),
        (PROXY, f"::ffff:{CALLER}", CALLER),
        (PROXY, f"{CALLER}, unknown", PROXY),
        (PROXY, f"{LIE}, ", PROXY),
        ("", LIE, ""),
    ],
)
def test_the_last_hop_that_is_not_trusted(peer, forwarded, found):
    assert last_untrusted(peer, forwarded, TRUSTED) == found


def test_nobody_is_trusted_where_nothing_is_set():
    assert last_untrusted(PROXY, LIE, networks_of("")) == PROXY


def test_a_long_header_is_not_walked_through():
    assert last_untrusted(PROXY, ", ".join([LIE] + [OTHER_PROXY] * 5000), TRUSTED) in {PROXY, OTHER_PROXY}
