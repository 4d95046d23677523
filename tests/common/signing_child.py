"""ผู้ลงนามในโปรเซสของตัวเอง (a process that signs one letter and is killed on the way): for tests of kill -9."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

from saraban.app import configure
from saraban.core.clock import FixedClock
from saraban.core.store import desk_on, open_database
from saraban.letters import issuing as steps
from saraban.people.rights import actor_for
from saraban.signatures import issuing
from saraban.signatures.issuing import Given, Issuing, Wanted
from saraban.signatures.signing import SigningRoom


def die(*_given: object, **_named: object) -> None:
    """The power is off."""
    os.kill(os.getpid(), signal.SIGKILL)


def _after(work: Callable[..., Any]) -> Callable[..., Any]:
    def done(*given: Any, **named: Any) -> None:
        work(*given, **named)
        die()

    return done


#: Where it is killed: in the transaction that begins, after it, when the pages are set, after the document, in the
#: transaction that confirms (with the file kept, with everything written), and after it.
POINTS: dict[str, tuple[Any, str, Callable[[Any], Any]]] = {
    "beginning": (issuing, "sheet_of", lambda _old: die),
    "begun": (Issuing, "_make", lambda _old: die),
    "set": (issuing, "set_letter", _after),
    "made": (issuing, "_confirm", lambda _old: die),
    "kept": (issuing, "keep", _after),
    "confirming": (steps, "confirm", _after),
    "confirmed": (Issuing, "_sign_alone", _after),
}
#: With a certificate, between the pages and the document too: when it is signed, and when that is judged.
SIGNED_POINTS = {"signed": (SigningRoom, "sign_together", _after), "judged": (Issuing, "_level", _after)}


def kill_at(point: str) -> None:
    """This process ends there."""
    place, name, changed = {**POINTS, **SIGNED_POINTS}[point]
    setattr(place, name, changed(getattr(place, name)))


def main(uri: str, var: str, letter: str, code: str, office: str, real: str, point: str) -> None:
    """Sign as the head of the section; never ends in peace."""
    kill_at(point)
    registry = configure({"saraban.store": uri, "saraban.var": var}).registry
    database = open_database(uri)
    with desk_on(database, uri, registry.notify) as desk:
        desk.clock = FixedClock(datetime.fromisoformat(office), datetime.fromisoformat(real))
        actor = actor_for(desk.root, "u-d54-edu-head", "", desk.today)
        given = Given(actor.name, code, request="the-same")
        registry.issuing.sign(desk, actor, [Wanted(int(letter))], given)


if __name__ == "__main__":
    main(*sys.argv[1:])
