"""ส่งจดหมาย (sending): letters are written down with what causes them and sent by the worker, again until they go.

A try is counted and kept before the server is asked, and the letter lent out for ten minutes. So a crash between the
server's "taken" and our note of it sends the same letter once more, with the same Message-ID, and never endlessly.
A note that meets a conflict is written again, and a worker remembers what was taken: it sends no such letter again.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

from ZODB.POSException import ConflictError

from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.core.ids import new_id
from saraban.core.settings import MailSettings
from saraban.mail.content import ANCHOR, MailRoom, Outgoing
from saraban.mail.transports import Line, MailDelayed, MailRefused, open_line
from saraban.mail.writing import checked_address, compose, one_line

#: After each try that failed, so long until the next; after the last one it is given up.
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))
LENT = timedelta(minutes=10)
PAUSE = timedelta(minutes=1)
KEPT_DAYS = 30
ERROR_LENGTH = 80
#: The error of a letter whose tries all ended without a word.
EXHAUSTED = "Exhausted"
#: So often the note that a letter went is written before its worker gives up; the next turn writes it then.
NOTE_TRIES = 5
#: Letters that a mail server took from this process and whose note is not kept yet.
_TAKEN: set[int] = set()


@dataclass(frozen=True)
class Round:
    """ผลการส่งหนึ่งรอบ: how many went, were given up, and are tried later."""

    sent: int = 0
    failed: int = 0
    later: int = 0


def room_of(root: Any) -> MailRoom:
    """ห้องส่งจดหมาย of this store."""
    return root["mail"]


def post_mail(
    desk: Desk,
    *,
    key: str,
    kind: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    unsubscribe: str = "",
    one_click: bool = False,
) -> bool:
    """ฝากส่งจดหมาย, in the transaction of what causes it; the same key is sent once. True when it is new.

    ``unsubscribe`` is where the receiver stops it, ``one_click`` says that a POST there is enough (RFC 8058).

    Raises ``Invalid`` for what is no address.
    """
    room, now = room_of(desk.root), desk.clock.now()
    if key in room.by_key:
        return False
    letter = Outgoing(
        new_id(), key=key, kind=kind, to=checked_address(to), subject=one_line(subject), text=text, html=html, at=now
    )
    letter.unsubscribe, letter.one_click, letter.due = one_line(unsubscribe), one_click, now
    room.messages[letter.id] = letter
    room.by_key[key] = letter.id
    room.waiting.setdefault(ANCHOR, None)  # a room from before there was one
    room.waiting[_place(now, letter.id)] = None
    return True


def send_due(desk: Desk, settings: MailSettings, most: int = 100) -> Round:
    """ส่งจดหมายที่ถึงเวลา, at most so many; commits after each. Without a transport everything waits."""
    sent = failed = later = 0
    room = room_of(desk.root)
    if not settings.transport or (room.paused_until is not None and desk.clock.now() < room.paused_until):
        return Round()
    with ExitStack() as stack:
        line: Line | None = None
        for _turn in range(most):
            failed += _give_up(desk, room)
            letter = _take(desk, room)
            if letter is None:
                break
            if letter.id in _TAKEN:
                sent += _finish(desk, room, letter, "sent")
                continue
            try:
                line = line or stack.enter_context(open_line(settings))
                line.send(_written(desk, letter, settings))
            except MailRefused as error:
                failed += _finish(desk, room, letter, "failed", str(error))
            except MailDelayed as error:
                late = _put_off(desk, room, letter, error)
                failed, later = failed + (not late), later + late
                if error.everything:
                    break
            else:
                _TAKEN.add(letter.id)
                sent += _finish(desk, room, letter, "sent")
    return Round(sent, failed, later)


def _written(desk: Desk, letter: Outgoing, settings: MailSettings) -> EmailMessage:
    """The letter as it goes; one that cannot be written down is refused, as it never can be."""
    try:
        return compose(letter, settings.sender, desk.clock.now())
    except (Invalid, ValueError) as error:  # a UnicodeError is a ValueError
        raise MailRefused(type(error).__name__) from error


def first_waiting(room: MailRoom) -> tuple[int, int] | None:
    """When the first letter that waits is due, as a second, and its id."""
    return next(iter(room.waiting.keys(min=ANCHOR, excludemin=True)), None)


def _first_due(desk: Desk, room: MailRoom) -> Outgoing | None:
    place = first_waiting(room)
    if place is None or place[0] > int(desk.clock.now().timestamp()):
        return None
    letter: Outgoing = room.messages[place[1]]
    return letter


def _give_up(desk: Desk, room: MailRoom) -> int:
    """Finish those due whose last try ended without our note of it (a crash, an error nobody thought of)."""
    given_up = 0
    while (letter := _first_due(desk, room)) is not None and letter.tries > len(WAITS):
        if letter.id in _TAKEN:  # the server has it: only our note of that is missing
            _finish(desk, room, letter, "sent")
        else:
            given_up += _finish(desk, room, letter, "failed", EXHAUSTED)
    return given_up


def _take(desk: Desk, room: MailRoom) -> Outgoing | None:
    """Lend out the first letter that is due, kept before it is sent: two workers never have the same one."""
    letter = _first_due(desk, room)
    if letter is None:
        return None
    _move(room, letter, desk.clock.now() + LENT)
    letter.tries += 1
    _keep(desk)
    return letter


def _finish(desk: Desk, room: MailRoom, letter: Outgoing, state: str, error: str = "") -> int:
    """Note how it ended, again when others were writing beside it: what was sent must not be sent again."""
    for left in reversed(range(NOTE_TRIES)):
        try:
            _note_end(desk, room, letter, state, error)
            _keep(desk)
            break
        except ConflictError:
            desk.tm.abort()
            desk.tm.begin()
            if letter.state != "waiting":  # somebody noted it meanwhile
                break
            if not left:
                raise
    _TAKEN.discard(letter.id)
    return 1


def _note_end(desk: Desk, room: MailRoom, letter: Outgoing, state: str, error: str) -> None:
    now = desk.clock.now()
    room.waiting.pop(_place(letter.due or now, letter.id), None)
    letter.state, letter.finished, letter.error = state, now, error[:ERROR_LENGTH]
    room.finished[_place(now, letter.id)] = state
    if state == "failed":
        room.failed[_place(now, letter.id)] = None
    else:
        letter.text = letter.html = ""


def _put_off(desk: Desk, room: MailRoom, letter: Outgoing, error: MailDelayed) -> bool:
    """Try it later; gives False when it was the last try. A server that is away costs one letter one try a minute."""
    now = desk.clock.now()
    if error.everything:
        room.paused_until = now + PAUSE
    if letter.tries > len(WAITS):
        _finish(desk, room, letter, "failed", str(error))
        return False
    letter.error = str(error)[:ERROR_LENGTH]
    _move(room, letter, now + WAITS[letter.tries - 1])
    _keep(desk)
    return True


def failed_mail(root: Any, most: int = 50) -> list[Outgoing]:
    """จดหมายที่ส่งไม่สำเร็จ, the last one first."""
    room = room_of(root)
    return [room.messages[id_] for _second, id_ in list(reversed(room.failed.keys()))[:most]]


def waiting_mail(root: Any) -> int:
    """How many letters wait to be sent."""
    waiting = room_of(root).waiting
    return len(waiting) - (ANCHOR in waiting)


def try_again(desk: Desk, key: int) -> None:
    """ส่งใหม่: give a letter that was given up its tries again. Raises ``Conflict`` for one that was not."""
    letter = room_of(desk.root).messages.get(key)
    if letter is None or letter.state != "failed" or letter.finished is None:
        raise Conflict(_("This e-mail has not failed."))
    room, place = room_of(desk.root), _place(letter.finished, letter.id)
    room.failed.pop(place, None)
    room.finished.pop(place, None)
    letter.state, letter.finished, letter.tries = "waiting", None, 0
    _move(room, letter, desk.clock.now())


def forget_old(desk: Desk, most: int = 1000) -> int:
    """ลืมจดหมายเก่า: what was finished long ago, at most so many; gives how many. The caller commits."""
    room = room_of(desk.root)
    until = int((desk.clock.now() - timedelta(days=KEPT_DAYS)).timestamp())
    old = [place for place, _n in zip(room.finished.keys(max=(until, 0)), range(most), strict=False)]
    for place in old:
        letter = room.messages.pop(place[1])
        room.by_key.pop(letter.key, None)
        room.failed.pop(place, None)
        del room.finished[place]
    return len(old)


def _move(room: MailRoom, letter: Outgoing, due: datetime) -> None:
    if letter.due is not None:
        room.waiting.pop(_place(letter.due, letter.id), None)
    letter.due = due
    room.waiting[_place(due, letter.id)] = None


def _place(moment: datetime, id_: int) -> tuple[int, int]:
    return int(moment.astimezone(UTC).timestamp()), id_


def _keep(desk: Desk) -> None:
    desk.tm.commit()
    desk.tm.begin()
