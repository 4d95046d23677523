"""ไฟล์ที่แนบมากับแบบฟอร์ม (uploads): checked in at once, so that a form that comes back has lost none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from saraban.core.errors import Missing
from saraban.files.service import Arrival, check_in, find_arrival

FIELD = "files"
KEPT = "arrived"


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


def checked_in(request: Any) -> tuple[Arrival, ...]:
    """The files that came with this request, checked in. Raises ``FileRefused`` for one that is not taken."""
    directory, person = arrivals_directory(request), request.actor.person
    limit = request.registry.saraban.max_file_bytes
    return tuple(
        check_in(part.file, part.filename, directory=directory, max_bytes=limit, person=person)
        for part in request.POST.getall(FIELD)
        if getattr(part, "filename", None)
    )
