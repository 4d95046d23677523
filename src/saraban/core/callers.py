"""ผู้เรียกมาจากที่ใด (callers): the network address that a request is counted by, behind proxies too.

What a request says of itself in X-Forwarded-For is believed only as far as trusted proxies wrote it: each proxy adds
the address that it was called from at the end, so that the last one that is not itself a trusted proxy is the caller.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

HEADER = "X-Forwarded-For"
#: More proxies than any way through a network has.
MOST_HOPS = 16


def networks_of(text: str) -> tuple[Network, ...]:
    """Addresses and networks, with spaces or commas between them. Raises ``ValueError`` naming what is neither."""
    return tuple(ip_network(word) for word in text.replace(",", " ").split())


def caller_of(request: Any) -> str:
    """ที่อยู่ของผู้เรียก: by it requests are counted; ``saraban.trusted_proxies`` says whose word is taken."""
    trusted = request.registry.saraban.trusted_proxies
    return last_untrusted(request.remote_addr or "", request.headers.get(HEADER, ""), trusted)


def last_untrusted(peer: str, forwarded: str, trusted: Iterable[Network]) -> str:
    """The nearest address that is no trusted proxy; the nearest that can be read, where all are."""
    found, hops = peer, forwarded.rsplit(",", MOST_HOPS)
    while hops and _is_in(found, trusted):
        hop = _read(hops.pop())
        if hop is None:
            break
        found = str(hop)
    return found


def _is_in(text: str, trusted: Iterable[Network]) -> bool:
    address = _read(text)
    return address is not None and any(address in network for network in trusted)


def _read(text: str) -> Address | None:
    """An address as proxies write it: also in brackets, with a port, or an IPv4 address in the clothes of IPv6."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
