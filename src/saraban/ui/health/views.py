"""สุขภาพของระบบ: JSON for the machines that watch, a page for people; open to all, it tells nothing about letters."""

from __future__ import annotations

import logging
from typing import Any

from pyramid.renderers import render
from pyramid.response import Response
from pyramid.view import view_config

from saraban.core.health import Health
from saraban.core.i18n import _
from saraban.ui.layout.doors import OPEN

log = logging.getLogger("saraban.health")
TITLES = {
    "store": _("Store"),
    "disk": _("Disk"),
    "search": _("Search index"),
    "worker": _("Background worker"),
    "mail": _("E-mail"),
    "circulars": _("Circular board"),
    "proofs": _("Proofs of issued letters"),
    "lists": _("Lists of revoked certificates"),
}


def run_checks(request: Any) -> dict[str, Health]:
    """Ask every feature how it is; one that cannot answer is not well."""
    found = {}
    for name, check in request.registry.health_checks.items():
        try:
            found[name] = check(request.registry, request.desk.root)
        except Exception as error:  # noqa: BLE001 - whatever breaks a check is what the page is to tell
            log.warning("health check %s failed: %s", name, type(error).__name__)
            found[name] = Health(well=False, message=_("This part does not answer."))
    return found


@view_config(route_name="health", request_method=("GET", "HEAD"), door=OPEN)
def health(request: Any) -> Any:
    """200 when all is well, 503 when something is not."""
    found = run_checks(request)
    well = all(check.well for check in found.values())
    response = Response(status=200 if well else 503)
    response.headers["Vary"] = "Accept"
    if request.accept.acceptable_offers(["application/json", "text/html"])[:1] == [
        ("text/html", 1.0)
    ] and "text/html" in str(request.accept):
        values = {"well": well, "checks": [(TITLES.get(n, n), c) for n, c in found.items()]}
        response.text = render("saraban.ui.health:templates/health.pt", values, request)
    else:
        body = {
            "status": "ok" if well else "failing",
            "checks": {n: {"ok": c.well, **c.figures} for n, c in found.items()},
        }
        response.content_type = "application/json"
        response.json_body = body
    return response
