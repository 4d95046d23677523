"""ฉันคือใคร และงานรอดำเนินการ (the caller, and what waits for him)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from saraban.agencies.service import agencies_of
from saraban.api import cursors
from saraban.api.contract import Parameter, operation
from saraban.api.gate import Call
from saraban.api.schemas.parts import text
from saraban.api.serialise import day_text, moment
from saraban.api.views.parameters import CURSOR, LIMIT, nothing
from saraban.core.ids import id_text
from saraban.core.permissions import Permission
from saraban.exchange.waiting import count as waiting_count
from saraban.letters import records
from saraban.people.rights import duties_of
from saraban.people.service import ACTING_TERMS, people_of, posts_of, roles_of_post
from saraban.signatures import certificates
from saraban.tasks import service as tasks

REGISTRY_ROLES = frozenset({"registrar", "clerk"})
TRAY = Parameter("tray", text("A tray's key.", 120), "Only this tray: `unit:CODE`, `post:ID` or `person:ID`.")


@operation("GET", "/me", tag="me", thai="ฉันคือใคร", english="Who am I", answer="Me")
def get_me(call: Call) -> dict[str, Any]:
    """Person, posts held or acted for, roles, units."""
    desk, actor = call.desk, call.actor
    held = posts_of(call.root, actor.person, desk.today)
    token = call.request.api_token
    return {
        "person": {"id": actor.person, "name": actor.name},
        "post": next(
            (
                h.key
                for h in held
                if h.post.id == actor.post and (h.acting.id if h.acting else "") == actor.signing.grant
            ),
            None,
        ),
        "unit": actor.unit or None,
        "posts": [_held(call, h) for h in held],
        "units": sorted(scope.removeprefix("u:") for scope in actor.scopes if scope.startswith("u:")),
        "office": {"today": day_text(desk.today), "now": moment(desk.now), "is_demo": bool(call.root.info.demo)},
        "token": {"scopes": list(token.scopes), "expires": moment(token.expires)},
    }


@operation(
    "GET",
    "/me/certificates",
    tag="me",
    thai="ใบรับรองสำหรับลงนามของฉัน",
    english="The caller's own certificates for signing",
    answer="MyCertificates",
    about="Of nobody else. An administrator enrols them on the page; nobody enrols his own.",
)
def get_my_certificates(call: Call) -> dict[str, Any]:
    """Every one there ever was, the newest first; by real time, in which certificates are valid."""
    now = call.desk.clock.now()
    return {"items": [_certificate(call, one, now) for one in certificates.history_of(call.root, call.actor.person)]}


def _certificate(call: Call, one: Any, now: datetime) -> dict[str, Any]:
    state = certificates.state_of(call.root, one, now)
    return {
        "fingerprint": one.fingerprint,
        "name": one.name,
        "number": one.number,
        "issuer": one.issuer,
        "level": one.level,
        "since": moment(one.since),
        "until": moment(one.until),
        "state": state,
        "days_left": certificates.days_left(one, now) if one.is_used else None,
        "revoked_since": moment(one.revoked_since),
    }


@operation(
    "GET",
    "/inbox",
    tag="me",
    thai="งานรอดำเนินการ",
    english="What waits for the caller, per post",
    answer="Inbox",
    query=(TRAY, LIMIT, CURSOR),
)
def get_inbox(call: Call) -> dict[str, Any]:
    """In-trays of every post held or acted for, and of the registries kept."""
    wanted = call.query.get("tray")
    posts: list[dict[str, Any]] = []
    keepers: set[str] = set()
    for held in posts_of(call.root, call.actor.person, call.desk.today):
        units = _registries(call, held)
        keepers.update(units)
        keys = [tasks.post_tray(held.post.id), *(tasks.unit_tray(code) for code in units)]
        if held.acting is None and not posts:
            keys.append(tasks.person_tray(call.actor.person))
        trays = [_tray(call, key) for key in keys if wanted in {None, key}]
        posts.append({"key": held.key, "title": held.post.title, "trays": trays})
    if wanted is not None and not any(post["trays"] for post in posts):
        raise nothing()
    incoming = [{"unit": code, "count": waiting_count(call.root, code)} for code in sorted(keepers)]
    return {"posts": posts, "incoming": incoming}


def _held(call: Call, held: Any) -> dict[str, Any]:
    acting = held.acting
    unit = agencies_of(call.root).by_code.get(held.post.unit)
    return {
        "key": held.key,
        "post": held.post.id,
        "title": held.post.title,
        "rank": held.post.rank,
        "unit": held.post.unit,
        "unit_title": unit.title if unit is not None else held.post.unit,
        "acting": None
        if acting is None
        else {
            "term": ACTING_TERMS[acting.term],
            "instrument": acting.instrument,
            "since": day_text(acting.since),
            "until": day_text(acting.until),
        },
        "roles": [
            {"role": g.role, "unit": g.unit, "inherit": g.inherit}
            for g in roles_of_post(call.root, held.post.id, call.desk.today)
        ],
    }


def _registries(call: Call, held: Any) -> list[str]:
    """The units whose registry this post keeps: its own, and others where something waits."""
    units = sorted({unit for role, unit in duties_of(call.root, held, call.desk.today) if role in REGISTRY_ROLES})
    return [
        u
        for u in units
        if u == held.post.unit or tasks.count(call.root, tasks.unit_tray(u)) or waiting_count(call.root, u)
    ]


def _tray(call: Call, key: str) -> dict[str, Any]:
    cursor = call.query.get("cursor") if call.query.get("tray") == key else None
    place: Any = cursors.read(cursor, date.fromisoformat, int, int)
    found = tasks.tray(call.root, key, after=tuple(place) if place else None, limit=call.limit + 1)
    shown = found[: call.limit]
    return {
        "tray": key,
        "title": _title(call, key),
        "count": tasks.count(call.root, key),
        "overdue": tasks.count_overdue(call.root, key, call.desk.today),
        "items": [_task(call, task) for task in shown],
        "next": cursors.write(*shown[-1].ref.place) if len(found) > call.limit else None,
    }


def _task(call: Call, task: Any) -> dict[str, Any]:
    letter = records.letters_of(call.root).letters.get(task.letter)
    paper = records.letters_of(call.root).papers.get(task.paper)
    seen = letter is not None and call.actor.may(Permission.LETTER_READ, letter)
    known = paper is not None and call.actor.may(Permission.LETTER_READ, paper)
    return {
        "what": task.what,
        "letter": id_text(task.letter),
        "receipt": id_text(task.paper) if task.paper else None,
        "subject": letter.subject if seen else "",
        "number": letter.number if seen else "",
        "from_unit": letter.from_text if seen else "",
        "urgency": letter.urgency if seen else "",
        "receive_number": paper.n if known else None,
        "year": paper.year if known else None,
        "due": day_text(task.due),
        "is_overdue": task.due is not None and task.due < call.desk.today,
        "text": task.text if seen or known else "",
        "since": moment(task.since),
        "is_read": task.read,
    }


def _title(call: Call, key: str) -> str:
    kind, _colon, name = key.partition(":")
    if kind == "unit":
        unit = agencies_of(call.root).by_code.get(name)
        return unit.title if unit is not None else name
    post = people_of(call.root).posts.get(name) if kind == "post" else None
    return post.title if post is not None else call.actor.name
