"""เสนอทั้งชุด ส่งทั้งชุด (the letters of a list together): one press, and what became of each letter."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pyramid.view import view_config

from saraban.exchange.merges import send_merge
from saraban.templates.merging import find_merge
from saraban.templates.proposing import Outcome, propose_merge
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.once import once_page
from saraban.ui.unit_templates.merging import MERGED, merged


@view_config(route_name="merge-propose", request_method="POST", renderer=MERGED)
def propose(request: Any) -> dict[str, Any]:
    """เสนอทั้งชุด to the post that was chosen."""
    typed = request.POST
    given = {"to_post": typed.get("to_post", ""), "text": typed.get("text", "")}
    return _each(request, lambda merge: propose_merge(request.desk, request.actor, merge=merge, **given))


@view_config(route_name="merge-send", request_method="POST", renderer=MERGED)
def send(request: Any) -> dict[str, Any]:
    """ส่งทั้งชุด."""
    return _each(request, lambda merge: send_merge(request.desk, request.actor, merge=merge))


def _each(request: Any, verb: Callable[[Any], list[Outcome]]) -> dict[str, Any]:
    """The page of the merge with what was done and what was not, as it is kept for the second press."""

    def go() -> str:
        merge = find_merge(request.desk.root, request.actor, request.matchdict["merge"])
        say = request.localizer.translate
        found = [[o.key, o.subject, o.to_text, o.done, say(o.why) if o.why else ""] for o in verb(merge)]
        return json.dumps(found, ensure_ascii=False)

    outcome = attempt(request, lambda: once_page(request, go))
    return merged(request, outcome) if isinstance(outcome, Refused) else merged(request, outcomes=json.loads(outcome))
