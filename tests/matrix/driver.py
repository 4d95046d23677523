"""ผู้เคาะประตู (the driver of the permission matrix): asks for one cell over the served application.

Whatever an allowed verb does is looked at and thrown away: the transaction is vetoed at its end, so that each cell
finds the stage as it was set.
"""

from __future__ import annotations

import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from webob import Request

from saraban.auth.accounts import suspend_account
from saraban.auth.doors import COOKIE
from saraban.auth.service import issue_token
from saraban.auth.sessions import Identity, open_session
from saraban.core.ids import id_text, id_value
from saraban.core.permissions import Permission
from saraban.letters.cosigning import seen_of
from saraban.letters.records import letters_of
from saraban.search.service import catch_up
from saraban.thai.dates import format_date
from saraban.ui.layout.uploads import FIELD
from tests.common.sample_files import pdf
from tests.common.web import Web, open_web
from tests.matrix.cast import CASES, UNIT, Case, close_doors, put_on_stage
from tests.matrix.secret_stage import set_secret_stage
from tests.matrix.stage import Stage, set_stage
from tests.matrix.verdicts import OWN_STATES, Cell

ABSENT = "4f2k9m0x7c1qz"
_NUMBERS_NOWHERE = "999999999"


@dataclass
class Answer:
    """What came back, and what the request had done to the store when it ended."""

    status: int
    body: str
    changed: int = 0
    state: str = ""


@dataclass
class Veto:
    """Ends every transaction unkept; remembers what there was to keep."""

    watched: tuple[str, str] = ("", "")
    changed: int = 0
    state: str = ""
    active: bool = False

    def __call__(self, request: Any, _response: Any) -> bool:
        if self.active:
            root = request.desk.root
            self.changed = len(root._p_jar._registered_objects)
            self.state = _state(root, *self.watched)
        return self.active


def _state(root: Any, kind: str, key: str) -> str:
    where = {
        "paper": ("letters", "papers"),
        "few": ("letters", "papers"),
        "letter": ("letters", "letters"),
        "arrival": ("exchange", "deliveries"),
        "sending": ("exchange", "deliveries"),
    }.get(kind)
    return getattr(getattr(root[where[0]], where[1])[id_value(key)], "state", "") if where else ""


@dataclass
class Office:
    """The office of the matrix, its stage, and what each of the cast shows at the door."""

    web: Web
    stage: Stage
    veto: Veto
    cookies: dict[str, str] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    undone: set[bytes] = field(default_factory=set)
    _missing: dict[Any, str] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)

    def ask(self, cell: Cell) -> Answer:
        """Knock."""
        return self._ask(cell, self._words(cell))

    def key_of(self, cell: Cell) -> str:
        """The key of the thing that is asked for."""
        return self._words(cell)["key"]

    def looks_missing(self, cell: Cell, answer: Answer) -> bool:
        """Is the answer the one that a thing gets which is not there?"""
        if "{key}" not in cell.way.path:
            return True
        absent = _NUMBERS_NOWHERE if cell.verb.kind == "entry" else ABSENT
        place = (cell.case.name, cell.verb.name, cell.way.method, cell.way.path)
        if place not in self._missing:
            words = {**self._words(cell), "key": absent}
            self._missing[place] = _plain(self._ask(cell, words).body, words)
        return _plain(answer.body, self._words(cell)) == self._missing[place]

    def _ask(self, cell: Cell, words: Mapping[str, str]) -> Answer:
        way, case = cell.way, cell.case
        path = _filled(way.path, words)
        request = Request.blank(quote(path, safe="/?&=%.:~"), method=way.method, environ={"REMOTE_ADDR": "127.0.0.1"})
        if path.startswith("/api/"):
            self._as_program(request, case, _filled(way.sent, words))
        else:
            self._as_visitor(request, case, _filled(way.sent, words))
        self.veto.watched, self.veto.changed, self.veto.state = (cell.verb.kind, self.key_of(cell)), 0, ""
        before = self.web.office.database.lastTransaction()
        response = request.get_response(self.web.app)
        whole = response.body  # a file is read to its end, and closed
        if response.status_int < 400:
            self._put_back(before)
        readable = (response.content_type or "").endswith(("/html", "json"))
        body = whole.decode() if readable else ""
        return Answer(response.status_int, body, self.veto.changed, self.veto.state)

    def _put_back(self, before: bytes) -> None:
        """Undo what a verb kept in transactions of its own; the veto has no say in those."""
        database = self.web.office.database
        made = [one.tid for one in database.storage.iterator(before) if one.tid > before]
        if not made:
            return
        with self.web.office.desk() as desk:
            self.veto.changed, self.veto.state = len(made), _state(desk.root, *self.veto.watched)
            log = {binascii.a2b_base64(told["id"] + b"\n"): told["id"] for told in database.undoLog(0, 4 * len(made))}
            database.undoMultiple([log[tid] for tid in reversed(made)], desk.tm.get())
            desk.tm.commit()
        self.undone |= {*made, database.lastTransaction()}

    def _as_program(self, request: Request, case: Case, body: Any) -> None:
        if case.name in self.tokens:
            request.headers["Authorization"] = f"Bearer {self.tokens[case.name]}"
        if case.post:
            request.headers["Saraban-Post"] = case.post
        name = body.pop("@files", "") if body else ""
        if name:
            fields = [("data", json.dumps(body))]
            kind, content = self.web.browser().encode_multipart(fields, [("files", name, pdf())])
            request.body, request.content_type = content, kind
        elif body is not None:
            request.body, request.content_type = json.dumps(body).encode(), "application/json"

    def _as_visitor(self, request: Request, case: Case, fields: Any) -> None:
        if case.name in self.cookies:
            request.headers["Cookie"] = f"{COOKIE}={self.cookies[case.name]}; lang=th"
        if fields is not None:
            typed = {**fields, "csrf_token": self.forms.get(case.name, "")}
            name = typed.pop("@files", "")
            if name:
                kind, body = self.web.browser().encode_multipart(list(typed.items()), [(FIELD, name, pdf())])
            else:
                kind, body = "application/x-www-form-urlencoded", urlencode(typed).encode()
            request.body, request.content_type = body, kind

    def _words(self, cell: Cell) -> dict[str, str]:
        """What stands for the places in a path and in what is sent."""
        stage, case = self.stage, cell.case
        if cell.state in OWN_STATES:
            key, _space, note = stage.own[OWN_STATES[cell.state]][case.name].partition(" ")
        else:
            key = stage.things[cell.verb.kind][cell.state]
            note = stage.notes.get(key, "1")
        return {
            "key": key,
            "note": note,
            "unit": UNIT,
            "name": f"นายสมมติ {case.name}",
            "otp": self.codes.get(case.name, "000000"),
            "seen": self._seen_of(key) if cell.verb.kind == "letter" else "",
            "today": format_date(self.web.office.clock.office_now().date()),
            "day": self.web.office.clock.office_now().date().isoformat(),
            "wet": id_text(int(note)) if note.isdecimal() else note,
            "word": stage.words.get(key, "-"),
            **stage.known,
        }

    def _seen_of(self, key: str) -> str:
        """What a letter says, as who opened it was told; every verb is undone, so that it stays."""
        if key not in self._digests:
            with self.web.office.desk() as desk:
                found = letters_of(desk.root).letters.get(id_value(key))
                self._digests[key] = seen_of(found) if found is not None else ""
        return self._digests[key]

    def enter(self, case: Case) -> None:
        """Give one of the cast a session, the token of its forms, a token for programs and a phone."""
        person = case.person
        self.web.open_account(person)
        self.codes[case.name] = self.web.code(person)
        with self.web.office.desk() as desk:
            identity = Identity(person, "otp", desk.clock.now())
            self.cookies[case.name] = open_session(desk, identity, post=case.post)
            self.tokens[case.name] = issue_token(desk, person, ("read", "write"), 30)
            desk.tm.commit()
        page = Request.blank("/me", headers={"Cookie": f"{COOKIE}={self.cookies[case.name]}"})
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.get_response(self.web.app).text)
        assert found, person
        self.forms[case.name] = found.group(1)


def open_matrix(directory: Path) -> Office:
    """Build the office, set the stage, let the cast in."""
    veto = Veto()
    web = open_web(directory, **{"tm.commit_veto": veto})
    with web.office.desk() as desk:
        put_on_stage(desk)
        desk.tm.commit()
    stage = set_stage(web.office)
    office = Office(web, stage, veto)
    for case in CASES:
        if case.name != "nobody":
            office.enter(case)
    set_secret_stage(web, stage)
    for case in CASES:  # what the phone shows now; nobody uses it before the cells do
        if case.may(Permission.LETTER_SIGN):
            office.codes[case.name] = web.code(case.person)
    with web.office.desk() as desk:
        suspend_account(desk, "m-suspended")
        close_doors(desk.root)
        stage.known["holding"] = desk.root["people"].holdings_by_post["m.member"][0]
        desk.tm.commit()
    with web.office.desk() as desk:
        catch_up(desk, web.office.registry)
    veto.active = True
    return office


def _filled(thing: Any, words: Mapping[str, str]) -> Any:
    if isinstance(thing, str):
        return re.sub(r"\{(\w+)\}", lambda found: words[found.group(1)], thing)
    if isinstance(thing, dict):
        return {_filled(name, words): _filled(value, words) for name, value in thing.items()}
    if isinstance(thing, list):
        return [_filled(value, words) for value in thing]
    return thing


def _plain(body: str, words: Mapping[str, str]) -> str:
    """A body without what differs from request to request, and without the ids of its address."""
    ids = "|".join(re.escape(words[name]) for name in ("key", "note", "wet"))
    return re.sub(rf"(?<=/)(?:{ids})\b|[0-9a-f]{{12}}", "", body)
