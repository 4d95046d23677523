"""ช่วงหนึ่งของการเดินทาง (one stage of the journey): a process of its own whose clock was set by who started it."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import x509
from certomancer.registry import CertLabel

from saraban.core.errors import SarabanError
from saraban.signatures.loops import finish
from saraban.signatures.renewing import Renewer
from tests.common.authority import Authority, running
from tests.common.signed_letters import room_of, signed_by, trust_in_all
from tests.common.time_travel import ENDS_EARLY, MOVED, SIGNED, TAKEN, judged, list_of

PORT = 18471
ANOTHER = "another-root"


def main(directory: Path, what: str, name: str, *more: str) -> dict[str, Any]:
    """Sign, judge or renew a letter of the directory; keys, certificates and the port are the same in every stage.

    ``another-root`` as the last word says that there is a second root since 2032, which stamps in place of the first.
    """
    logging.disable(logging.CRITICAL)
    moved = more[-1:] == (ANOTHER,)
    with ExitStack() as stack:
        old = stack.enter_context(_kept(directory / "authority", PORT, SIGNED, **(ENDS_EARLY if moved else {})))
        both = [old]
        if moved:
            both.append(stack.enter_context(_kept(directory / "another", PORT + 1, MOVED, named=" ใหม่")))
        return _do(both, directory, what, name, more[:-1] if moved else more)


@contextmanager
def _kept(place: Path, port: int, start: datetime, **options: Any) -> Iterator[Authority]:
    """An authority whose certificates are those of the stages before."""
    kept = place.with_suffix(".json")
    with running(place, start, port=port, **options) as authority:
        if kept.exists():
            for label, der in json.loads(kept.read_text()).items():
                authority.certificates[CertLabel(label)] = x509.Certificate.load(bytes.fromhex(der))
        yield authority
        kept.write_text(json.dumps({label.value: one.dump().hex() for label, one in authority.certificates.items()}))


def _do(both: list[Authority], directory: Path, what: str, name: str, more: tuple[str, ...]) -> dict[str, Any]:
    authority, trust = both[0], trust_in_all(*both)
    if what == "sign":
        # not shown: the programs that set and draw wait with a limit, which this clock does not let them
        unseen = {"box": None, "appearance": None}
        (directory / name).write_bytes(signed_by(room_of(authority), "director", **unseen).content)
        return {}
    content = (directory / name).read_bytes()
    if what == "renew":
        try:
            renewer = Renewer(trust, (both[-1].stamper(more[1]),), lambda one: judged(trust, one))
            (directory / more[0]).write_bytes(renewer.renew(content))
        except SarabanError as error:
            return {"refused": error.slug}
        return {}
    for one in more:
        label, since = one.split("=")
        authority.revoke(label, datetime(int(since), 12, 1, tzinfo=UTC))
    archived = ()
    if len(both) > 1 and authority.root.not_valid_after < datetime.now(UTC):
        archived = tuple(list_of(authority, label, day) for label, day in TAKEN.items())
        authority.silent = {"ocsp", "crls", "tsa"}
    (found,) = finish(judged(trust, content, archived))
    return {"state": found.state, "at": found.at, "then": found.then, "now": found.now}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), *sys.argv[2:])))  # noqa: T201 - what the test reads
