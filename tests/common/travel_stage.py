"""ช่วงหนึ่งของการเดินทาง (one stage of the journey): a process of its own whose clock was set by who started it."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import x509
from certomancer.registry import CertLabel

from saraban.core.errors import SarabanError
from saraban.signatures.loops import finish
from saraban.signatures.renewing import Renewer
from tests.common.authority import Authority, running
from tests.common.signed_letters import room_of, signed_by, trust_in
from tests.common.time_travel import SIGNED, judged

PORT = 18471


def main(directory: Path, what: str, name: str, *more: str) -> dict[str, Any]:
    """Sign, judge or renew a letter of the directory; keys, certificates and the port are the same in every stage."""
    logging.disable(logging.CRITICAL)
    kept = directory / "certificates.json"
    with running(directory / "authority", SIGNED, port=PORT) as authority:
        if kept.exists():
            for label, der in json.loads(kept.read_text()).items():
                authority.certificates[CertLabel(label)] = x509.Certificate.load(bytes.fromhex(der))
        told = _do(authority, directory, what, name, more)
        kept.write_text(json.dumps({label.value: one.dump().hex() for label, one in authority.certificates.items()}))
        return told


def _do(authority: Authority, directory: Path, what: str, name: str, more: tuple[str, ...]) -> dict[str, Any]:
    if what == "sign":
        # not shown: the programs that set and draw wait with a limit, which this clock does not let them
        unseen = {"box": None, "appearance": None}
        (directory / name).write_bytes(signed_by(room_of(authority), "director", **unseen).content)
        return {}
    content = (directory / name).read_bytes()
    if what == "renew":
        try:
            renewer = Renewer(trust_in(authority), (authority.stamper(more[1]),), lambda one: judged(authority, one))
            (directory / more[0]).write_bytes(renewer.renew(content))
        except SarabanError as error:
            return {"refused": error.slug}
        return {}
    for one in more:
        label, since = one.split("=")
        authority.revoke(label, datetime(int(since), 12, 1, tzinfo=UTC))
    (found,) = finish(judged(authority, content))
    return {"state": found.state, "at": found.at, "then": found.then, "now": found.now}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), *sys.argv[2:])))  # noqa: T201 - what the test reads
