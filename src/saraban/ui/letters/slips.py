"""ใบรับหนังสือ (receipts as PDF): to go with a letter and come back signed, or for the bearer of one that was received."""

from __future__ import annotations

from typing import Any

from pyramid.response import Response
from pyramid.view import view_config

from saraban.core.permissions import Permission
from saraban.exchange.sending import read_delivery
from saraban.exchange.slips import Slip, print_slips, slip_of_delivery, slip_of_paper, slips_of_letter
from saraban.letters import records


@view_config(route_name="letter-slips", request_method="GET")
def of_letter(request: Any) -> Response:
    """One for each addressee of a letter of the unit."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    return _pdf(request, slips_of_letter(request.desk.root, request.actor, letter), letter.key)


@view_config(route_name="paper-slip", request_method="GET")
def of_paper(request: Any) -> Response:
    """For who brought a letter to the counter."""
    paper = records.read_paper(request.desk.root, request.actor, request.matchdict["id"])
    return _pdf(request, [slip_of_paper(request.desk.root, request.actor, paper)], paper.key)


@view_config(route_name="delivery-slip", request_method="GET")
def of_delivery(request: Any) -> Response:
    """Of one delivery, filled in once it is registered."""
    root, actor = request.desk.root, request.actor
    delivery = read_delivery(root, actor, request.matchdict["id"])
    actor.require(Permission.LETTER_READ, records.letter_by_id(root, delivery.letter))
    return _pdf(request, [slip_of_delivery(root, delivery)], delivery.key)


def _pdf(request: Any, slips: list[Slip], key: str) -> Response:
    answer = Response(body=print_slips(request.desk, slips), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="receipt-{key}.pdf"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
