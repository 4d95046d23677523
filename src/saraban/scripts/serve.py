"""saraban serve (เว็บ): one web process of the application."""

from __future__ import annotations

import argparse
import logging
import signal
import threading
from typing import Any

import waitress

from saraban.agencies.tree import tree_of
from saraban.app import main as make_application
from saraban.core.i18n import _
from saraban.core.store import desk_on
from saraban.scripts.console import OK, CommandFailed, add_store_arguments, exists, settings_of
from saraban.scripts.reconnection import watch_store
from saraban.scripts.stopping import serve_until

HOST, PORT = "127.0.0.1", 6543
THREADS = 8
#: Bodies a little larger than the largest file, so that the application itself says what is too large.
BODY_SPARE = 4 * 1024 * 1024
#: What is read from a connection at once: a scan comes in few pieces.
READ_BYTES = 64 * 1024


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """The command ``saraban serve``."""
    parser: argparse.ArgumentParser = sub.add_parser("serve", help="serve the pages and the API")
    add_address_arguments(parser)
    add_store_arguments(parser)
    parser.set_defaults(run=run)
    return parser


def add_address_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default=HOST, help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--threads", type=int, default=THREADS)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    settings = settings_of(args)
    if not exists(settings["saraban.store"]):
        raise CommandFailed(
            _("There is no store at ${uri}. Make one first: saraban init", mapping={"uri": settings["saraban.store"]})
        )
    if args.ini is None:  # plain HTTP on this machine: a browser would not send a secure cookie back
        settings.setdefault("saraban.secure_cookies", "false")
    application = make_application(None, **settings)
    watch_store(application.registry.database, application.registry.saraban.store)
    with desk_on(application.registry.database, application.registry.saraban.store) as desk:
        tree_of(desk.root)  # the first visitor does not wait for it
    logging.getLogger("waitress").setLevel(logging.WARNING)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it would tell of each request that waits a moment
    stopped = threading.Event()
    sockets: dict[int, Any] = {}
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_ignored: stopped.set())
    server = waitress.create_server(
        application,
        map=sockets,
        host=args.host,
        port=args.port,
        threads=args.threads,
        ident=None,
        recv_bytes=READ_BYTES,
        clear_untrusted_proxy_headers=not application.registry.saraban.trusted_proxies,
        max_request_body_size=application.registry.saraban.max_file_bytes + BODY_SPARE,
    )
    if serve_until(stopped, server, sockets):
        application.registry.database.close()
    return OK
