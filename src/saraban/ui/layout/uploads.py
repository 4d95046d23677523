"""ไฟล์ที่แนบมากับแบบฟอร์ม (uploads): checked in at once, so that a form that comes back has lost none.

What no form comes back with is thrown away with the answer, and so is what came with a classified letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pyramid.httpexceptions import HTTPBadRequest, HTTPMultipleChoices

from saraban.classification.levels import SecrecyNotTaken, accept_secrecy
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.files.service import Arrival, check_in, find_arrival, forget
from saraban.files.types import FileRefused, FileType
from saraban.ui.layout.attempts import Refused

FIELD = "files"
KEPT = "arrived"
MOST_FILES = 50


def arrivals_directory(request: Any) -> Path:
    """Where files wait until their letter is saved."""
    return Path(request.registry.saraban.var) / "arrivals"


def kept(request: Any) -> tuple[Arrival, ...]:
    """The files that an earlier sending of the same form brought; those gone meanwhile are left out."""
    directory, person = arrivals_directory(request), request.actor.person
    found = []
    for token in dict.fromkeys(request.POST.getall(KEPT)):
        try:
            found.append(find_arrival(directory, token, person=person))
        except Missing:
            continue
    return tuple(found)


def still_here(arrivals: tuple[Arrival, ...]) -> tuple[Arrival, ...]:
    """Those that were not thrown away meanwhile: nothing of a classified letter is kept."""
    return tuple(arrival for arrival in arrivals if Path(arrival.path).exists())


def unless_classified(refused: Refused, arrivals: tuple[Arrival, ...], secrecy: str = "") -> tuple[Arrival, ...]:
    """The files of a form that was refused; thrown away, where the letter is not one that may lie here.

    ``secrecy`` is what was typed: a form may be refused for something else first.
    """
    if not isinstance(refused.error, SecrecyNotTaken) and not _is_classified(secrecy):
        return arrivals
    forget_all(arrivals)
    return ()


def _is_classified(secrecy: str) -> bool:
    try:
        accept_secrecy(secrecy)
    except Invalid as error:
        return isinstance(error, SecrecyNotTaken)
    return False


def forget_all(arrivals: Iterable[Arrival]) -> None:
    """Throw files away."""
    for arrival in arrivals:
        forget(arrival)


def checked_in(request: Any, field: str = FIELD, kind: FileType | None = None) -> Iterator[Arrival]:
    """The files that came with this request, checked in one by one; ``kind`` where the caller reads them himself.

    Raises ``FileRefused`` for the first one that is not taken, after all the others; ``Invalid`` for too many.
    """
    directory, person = arrivals_directory(request), request.actor.person
    limit = request.registry.saraban.max_file_bytes
    parts = [part for part in request.POST.getall(field) if getattr(part, "filename", None)]
    if len(parts) + len(kept(request)) > MOST_FILES:
        raise Invalid(
            _("There are more than ${limit} files. Leave some out, or join them.", mapping={"limit": MOST_FILES}),
            field=field,
        )
    refused = None
    for part in parts:
        try:
            arrival = check_in(part.file, part.filename, directory=directory, max_bytes=limit, person=person, kind=kind)
        except FileRefused as error:
            refused = refused or error
            continue
        _Waiting(request, arrival)
        yield arrival
    if refused is not None:
        raise refused


class _Waiting:
    """A file that waits for its form to be sent again; without a form that comes back it goes with the request."""

    def __init__(self, request: Any, arrival: Arrival) -> None:
        self.arrival, self.comes_back = arrival, False
        request.add_response_callback(self.answered)
        request.add_finished_callback(self.finished)

    def answered(self, request: Any, response: Any) -> None:
        """Is the answer a page with the form?"""
        self.comes_back = request.exception is None and not _is_redirect(response)

    def finished(self, _request: Any) -> None:
        """The request is done, whichever way."""
        if not self.comes_back:
            forget(self.arrival)


def _is_redirect(response: Any) -> bool:
    return HTTPMultipleChoices.code <= response.status_int < HTTPBadRequest.code
