"""จดหมายขาออกที่เก็บในคลัง (outgoing mail as stored)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from saraban.core.trees import Queue

#: Stands in the row of what waits and is no letter: a row that is never empty lets two writers meet without a conflict.
ANCHOR = (0, 0)


class Outgoing(Persistent):
    """จดหมายขาออกหนึ่งฉบับ: to whom, what, and how the sending goes; its words are dropped when it has gone.

    ``state`` is waiting, sent or failed. ``tries`` is counted before each try, so that a crash never makes it endless.
    """

    state = "waiting"
    tries = 0
    due: datetime | None = None
    finished: datetime | None = None
    error = ""
    unsubscribe = ""
    one_click = False  # a POST to that address stops it, without signing in

    def __init__(
        self, id: int, *, key: str, kind: str, to: str, subject: str, text: str, html: str, at: datetime
    ) -> None:
        self.id = id
        self.key = key
        self.kind = kind
        self.to = to
        self.subject = subject
        self.text = text
        self.html = html
        self.created = at


class MailRoom(Persistent):
    """ห้องส่งจดหมาย: letters by id and by key, and what waits, in the order in which it is due."""

    __parent__ = __name__ = None
    paused_until: Any = None  # the mail server did not answer: nobody asks it again before

    def __init__(self) -> None:
        self.messages = LOBTree()  # id -> Outgoing
        self.by_key = OOBTree()  # key -> id: one key is one letter, however often it is asked for
        self.waiting = Queue({ANCHOR: None})  # (second due, id) -> None
        self.finished = Queue()  # (second, id) -> state: sent or failed
        self.failed = Queue()  # (second, id) -> None
