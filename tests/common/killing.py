"""ถูกตัดไฟระหว่างลงนาม (the power is off while one signs): a process of its own, killed between two steps."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable
from typing import Any

from saraban.core.store import open_database
from saraban.letters import issuing as steps
from saraban.signatures import issuing
from saraban.signatures.issuing import Issuing
from saraban.signatures.signing import SigningRoom

#: After so many seconds it has not come to where it was to end.
PATIENCE = 180


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


def power_cut(office: Any, point: str, work: Callable[[], Any]) -> None:
    """Do this in another process on the office's store, which ends at a point; the store is opened anew."""
    office.close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of others stay behind
        pid = os.fork()
    if not pid:
        try:
            signal.alarm(PATIENCE)
            office.database = office.registry.database = open_database(office.uri)
            kill_at(point)
            work()
        finally:
            os._exit(1)
    _pid, status = os.waitpid(pid, 0)
    office.database = office.registry.database = open_database(office.uri)
    assert os.WIFSIGNALED(status), f"{point}: it ended by itself"
    assert os.WTERMSIG(status) == signal.SIGKILL, point
