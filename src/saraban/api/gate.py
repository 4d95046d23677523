"""ประตูของ API (the gate): every call goes through here - who calls, what is sent, once or again, what is answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyramid.response import Response

from saraban.agencies.service import find_unit
from saraban.api.contract import MOST, MOST_IDS, Operation, Page
from saraban.api.inputs import Upload, digest_parts, let_go, read_body, read_query
from saraban.auth.errors import TokenRefused
from saraban.core.desk import Desk
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.core.idempotency import Answer, digest_of, once
from saraban.files.service import Arrival, check_in, forget
from saraban.people.actor import Actor

KEY_HEADER = "Idempotency-Key"
ARRIVALS = "arrivals"


@dataclass
class Call:
    """คำขอที่ตรวจแล้ว: a call that may go on: its desk, who acts, and what was sent."""

    request: Any
    desk: Desk
    actor: Actor
    path: dict[str, str]
    query: dict[str, Any]
    body: dict[str, Any]
    uploads: tuple[Upload, ...] = ()
    #: the digest of a request that came with a key: the same one sent again acts once
    digest: str = ""

    @property
    def root(self) -> Any:
        """The tree."""
        return self.desk.root

    @property
    def wants_ids(self) -> bool:
        """Are only the ids of a list asked for?"""
        return self.query.get("fields") == "id"

    @property
    def limit(self) -> int:
        """How many items of a list are wanted; raises ``Invalid`` for more than there are on a page."""
        wanted: int = self.query.get("limit", 50)
        if wanted > MOST and not self.wants_ids:
            raise Invalid(
                _(
                    "A page has at most ${most} items, or ${ids} with fields=id.",
                    mapping={"most": MOST, "ids": MOST_IDS},
                ),
                field="limit",
                slug="too-large",
            )
        return wanted

    def unit(self) -> Any:
        """The unit that the address names; raises ``Missing``."""
        return find_unit(self.root, self.path["code"])

    def own_unit(self) -> str:
        """The unit that the body names, or that of the post acted in; raises ``Invalid`` when there is neither."""
        code: str = self.body.get("unit") or self.actor.unit
        if not code:
            raise Invalid(_("Name the unit: you hold no post today."), field="unit")
        return code

    def arrivals(self) -> tuple[Arrival, ...]:
        """Check in the files that came along; raises ``FileRefused``. What no letter keeps goes with the request."""
        return tuple(self._check_in(upload) for upload in self.uploads)

    def _check_in(self, upload: Upload) -> Arrival:
        registry = self.request.registry.saraban
        arrival = check_in(
            upload.stream,
            upload.name,
            directory=registry.var / ARRIVALS,
            max_bytes=registry.max_file_bytes,
            person=self.actor.person,
            found_again=False,
        )
        self.request.add_finished_callback(lambda _request: forget(arrival))
        return arrival


def view_of(operation: Operation) -> Callable[[Any, Any], Response]:
    """The Pyramid view of a call."""

    def view(_context: Any, request: Any) -> Response:
        if operation.writes:
            request.add_finished_callback(let_go)
        call = _open(operation, request)
        if operation.raw:
            response: Response = operation.view(call)
            return response
        if not operation.writes:
            return _response(_answer(operation, call))
        key = None if operation.is_open else request.headers.get(KEY_HEADER)
        if key is None:
            return _response(_answer(operation, call))
        digest = digest_of(digest_parts(request, call.body, call.uploads))
        call.digest = digest_of([call.actor.person, key, digest])
        return _response(once(call.desk, f"api:{call.actor.person}", key, digest, lambda: _answer(operation, call)))

    view.__name__ = operation.name
    return view


def _open(operation: Operation, request: Any) -> Call:
    actor = request.actor
    if actor is None and not operation.is_open:
        raise TokenRefused(_("This needs a bearer token: Authorization: Bearer …"))
    body, uploads = read_body(operation, request) if operation.writes else ({}, ())
    query = read_query(operation, request)
    return Call(request, request.desk, actor, dict(request.matchdict), query, body, uploads)


def _answer(operation: Operation, call: Call) -> Answer:
    """Do the work and write down its answer, in the transaction of the work."""
    made = operation.view(call)
    if isinstance(made, Page):
        made = {**made.more, "items": made.items, "next": made.next}
    text = "" if operation.status == 204 else json.dumps(made, ensure_ascii=False)
    return Answer(operation.status, text)


def _response(answer: Answer) -> Response:
    response = Response(status=answer.status, body=answer.body.encode())
    if answer.body:
        response.headers["Content-Type"] = "application/json"
    else:
        response.headers.pop("Content-Type", None)
    if answer.replayed:
        response.headers["Idempotent-Replayed"] = "true"
    return response
