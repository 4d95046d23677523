"""หยุดให้บริการ (stopping): a web server that is told to stop ends what it has begun, and takes nothing new.

Who has asked gets the answer; who comes now finds nobody there, and nothing of what is asked for was done. The store is
to be closed only when no request is left that works on it.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer
from waitress.wasyncore import close_all, dispatcher, loop

#: So long the last requests have; ``saraban run`` insists a little later.
PATIENCE_SECONDS = 10.0
LOOK_SECONDS = 0.5
LAST_LOOK_SECONDS = 0.05

log = logging.getLogger("saraban.web")


def serve_until(
    stopped: threading.Event, server: Any, sockets: dict[int, Any], patience: float = PATIENCE_SECONDS
) -> bool:
    """Serve until told to stop, and then until what was begun is answered; tells whether all of it ended in time.

    ``sockets`` is the map that the server was made with. A library's own stop would leave unanswered what waits, and
    raise wherever the server just is, so that a request just read could get lost.
    """
    while not stopped.is_set():
        loop(LOOK_SECONDS, use_poll=True, map=sockets, count=1)
    for one in list(sockets.values()):
        if isinstance(one, BaseWSGIServer):
            dispatcher.close(one)  # nobody comes in any more; what tells of answers that are ready stays
    deadline = time.monotonic() + patience
    while _is_busy(server.task_dispatcher, sockets):
        if time.monotonic() > deadline:
            log.warning(
                "stopping: %d requests did not end in time and are cut off", server.task_dispatcher.active_count
            )
            return False
        loop(LAST_LOOK_SECONDS, use_poll=True, map=sockets, count=1)
    server.task_dispatcher.shutdown()
    close_all(sockets)
    return True


def _is_busy(work: Any, sockets: dict[int, Any]) -> bool:
    """Is anything still to be done or answered? Connections that wait for nothing are closed."""
    channels = [one for one in sockets.values() if isinstance(one, HTTPChannel)]
    for channel in channels:
        if not (channel.requests or channel.request or channel.total_outbufs_len):
            channel.will_close = True
    return bool(channels or work.queue or work.active_count)
