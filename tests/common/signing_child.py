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


def die(*_given: object, **_named: object) -> None:
    """The power is off."""
    os.kill(os.getpid(), signal.SIGKILL)


def _after(work: Callable[..., Any]) -> Callable[..., Any]:
    def done(*given: Any, **named: Any) -> None:
        work(*given, **named)
        die()

    return done


#: Where it is killed: in the transaction that begins, after it, after the document, in the one that confirms, after it.
POINTS: dict[str, tuple[Any, str, Callable[[Any], Any]]] = {
    "beginning": (issuing, "sheet_of", lambda _old: die),
    "begun": (issuing, "set_letter", lambda _old: die),
    "made": (issuing, "_confirm", lambda _old: die),
    "confirming": (steps, "confirm", _after),
    "confirmed": (Issuing, "_sign_alone", _after),
}


def main(uri: str, var: str, letter: str, code: str, office: str, real: str, point: str) -> None:
    """Sign as the head of the section; never ends in peace."""
    place, name, changed = POINTS[point]
    setattr(place, name, changed(getattr(place, name)))
    registry = configure({"saraban.store": uri, "saraban.var": var}).registry
    database = open_database(uri)
    with desk_on(database, uri, registry.notify) as desk:
        desk.clock = FixedClock(datetime.fromisoformat(office), datetime.fromisoformat(real))
        actor = actor_for(desk.root, "u-d54-edu-head", "", desk.today)
        given = Given(actor.name, code, request="the-same")
        registry.issuing.sign(desk, actor, [Wanted(int(letter))], given)


if __name__ == "__main__":
    main(*sys.argv[1:])
