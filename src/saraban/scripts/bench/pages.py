"""การวัดหน้าจอ (pages): server time and bytes of what people look at all day, against a bare page of the same frame.

Each page is asked for in this process and over the web server; then the system is started after a clean stop and after
a kill -9.
"""

from __future__ import annotations

import argparse
import http.client
import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pyramid.config import Configurator
from pyramid.request import Request
from waitress.server import create_server

from saraban.app import main as make_application
from saraban.auth.doors import COOKIE
from saraban.scripts.bench.office import BenchOffice, build
from saraban.scripts.bench.report import Budget, Report, at_most, quantile
from saraban.scripts.bench.store import raw_rate
from saraban.scripts.bench.system import HOST, System, until
from saraban.scripts.office_stories import DISTRICT, YEAR

NAME = "pages"
HELP = "server time and bytes of the pages that people look at all day; first load; start of the server"
WORDS = ("สารบรรณ", "การประชุม", "โรงเรียน", "งบประมาณ", "รายงานผล")
PAGE_MS, PAGE_BYTES, FIRST_BYTES, START_SECONDS = 60, 100 * 1024, 400 * 1024, 5
WARM = 3
ENCODINGS = "br, gzip"
HELLO = '<html lang="th"><body><h1 tal:condition="title">${title}</h1></body></html>'
OK = 200

Answer = tuple[int, bytes]


@dataclass(frozen=True)
class Timed:
    """Milliseconds and bytes of one kind of page."""

    wall: list[float]
    cpu: list[float]
    sizes: list[int]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    parser.add_argument("--letters", type=int, default=2000, help="letters in the book beside the demonstration's")
    parser.add_argument("--times", type=int, default=60, help="how often each page is asked for")
    parser.add_argument("--assets", type=Path, help="where styles and fonts were made before")
    parser.add_argument("--no-start", action="store_true", help="leave out the starts of the server")


def run(args: argparse.Namespace) -> Report:
    """Build, look, weigh."""
    with tempfile.TemporaryDirectory(prefix="saraban-") as name:
        var = Path(name) / "var"
        settings = {"saraban.store": f"file://{var}/Data.fs", "saraban.var": str(var)}
        settings |= {"saraban.assets": str(args.assets.resolve())} if args.assets else {}
        office = build(var, args.letters, settings)
        application = make_application({}, **settings, **{"saraban.secure_cookies": "false"})
        try:
            pages = {n: measure(in_process(application), p, args.times, office) for n, p in paths(office).items()}
            with served(application) as port, over_http(port) as get:
                over = {n: measure(get, p, args.times, office) for n, p in paths(office).items()}
                first = first_load(get, office)
        finally:
            application.registry.database.close()
        starts = {} if args.no_start else start_times(var, Path(name), settings)
        hello = measure(in_process(bare(Path(name))), ["/"], args.times, office)
        raw = raw_rate(Path(name))
    return _report(args, office, pages, over, hello, first, starts, raw)


def paths(office: BenchOffice) -> dict[str, list[str]]:
    """What is looked at, under the names of the design; a page of the book begins anywhere in it."""
    span = max(1, office.last - office.first - 50)
    begins = [office.first + span * i // 20 for i in range(20)]
    book = f"/registers/{DISTRICT}/receive/{YEAR}"
    return {
        "letter": [f"/l/{key}" for key in office.letters],
        "letter_json": [f"/api/v1/letters/{key}" for key in office.letters],
        "register": [f"{book}?from={n}" for n in begins],
        "in_tray": ["/in-tray"],
        "circulars": ["/circulars"],
        "search": [f"/search?q={quote(word)}" for word in WORDS],
    }


def measure(get: Callable[[str, dict[str, str]], Answer], addresses: list[str], times: int, who: BenchOffice) -> Timed:
    """Ask for the addresses in turn; raises ``RuntimeError`` for an answer that is not a page."""
    found = Timed([], [], [])
    for i in range(-WARM, times):
        address = addresses[i % len(addresses)]
        headers = {"Authorization": f"Bearer {who.token}"} if address.startswith("/api/") else {}
        headers |= {"Cookie": f"{COOKIE}={who.session}", "Accept-Encoding": ENCODINGS}
        began, used = time.perf_counter(), time.process_time()
        status, body = get(address, headers)
        wall, cpu = time.perf_counter() - began, time.process_time() - used
        if status != OK:
            msg = f"{address} was answered with {status}"
            raise RuntimeError(msg)
        if i >= 0:
            found.wall.append(1000 * wall)
            found.cpu.append(1000 * cpu)
            found.sizes.append(len(body))
    return found


def in_process(application: Any) -> Callable[[str, dict[str, str]], Answer]:
    """Ask the application itself."""

    def get(address: str, headers: dict[str, str]) -> Answer:
        answer = Request.blank(address, headers=headers).get_response(application)
        return answer.status_int, answer.body

    return get


@contextmanager
def over_http(port: int) -> Iterator[Callable[[str, dict[str, str]], Answer]]:
    """Ask the web server, on one connection."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)

    def get(address: str, headers: dict[str, str]) -> Answer:
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    try:
        yield get
    finally:
        connection.close()


@contextmanager
def served(application: Any) -> Iterator[int]:
    """The application behind the web server; gives its port."""
    server: Any = create_server(application, host=HOST, port=0, threads=4)
    stopped = threading.Event()

    def work() -> None:
        while not stopped.is_set():
            server.asyncore.loop(timeout=0.1, map=server._map, count=1)  # noqa: SLF001 - to be left when told to

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        stopped.set()
        thread.join()
        server.task_dispatcher.shutdown()
        server.asyncore.close_all(server._map, ignore_all=True)  # noqa: SLF001


def first_load(get: Callable[[str, dict[str, str]], Answer], office: BenchOffice) -> dict[str, int]:
    """Bytes of a first visit as they travel: the in-tray, and everything that it and its style sheet name."""
    headers = {"Cookie": f"{COOKIE}={office.session}", "Accept-Encoding": ENCODINGS}
    _status, page = get("/in-tray", headers)
    _status, plain = get("/in-tray", headers | {"Accept-Encoding": "identity"})
    sent = {"page": len(page)}
    wanted = sorted(set(re.findall(r"/assets/[\w.-]+", plain.decode())))
    for address in wanted:
        sent[address.rsplit("/", 1)[-1]] = len(get(address, headers)[1])
        if address.endswith(".css"):
            sheet = get(address, headers | {"Accept-Encoding": "identity"})[1].decode()
            wanted += [name for name in sorted(set(re.findall(r"/assets/[\w.-]+", sheet))) if name not in wanted]
    return sent


def bare(directory: Path) -> Any:
    """A Pyramid application with one Chameleon page and nothing else."""
    template = directory / "hello.pt"
    template.write_text(HELLO, encoding="utf-8")
    config = Configurator()
    config.include("pyramid_chameleon")
    config.add_route("hello", "/")
    config.add_view(lambda _request: {"title": "สวัสดี"}, route_name="hello", renderer=str(template))
    return config.make_wsgi_app()


def start_times(var: Path, directory: Path, settings: dict[str, str]) -> dict[str, float]:
    """Seconds until the first answer: after a clean stop, and after a kill -9 with letters just registered."""
    ini = directory / "bench.ini"
    lines = [f"{name} = {value}" for name, value in settings.items() if name == "saraban.assets"]
    ini.write_text("\n".join(["[app:main]", "use = egg:saraban", *lines, ""]), encoding="utf-8")
    system, found = System(var, demo=False, ini=ini), {}
    try:
        for name, end in (("first", system.stop), ("after_stop", system.kill), ("after_kill", system.stop)):
            began = system.start()
            until(lambda: system.health() is not None, "nothing answers")
            found[name] = round(time.monotonic() - began, 2)
            end()
    finally:
        system.kill()
    return found


def _report(
    args: argparse.Namespace,
    office: BenchOffice,
    pages: dict[str, Timed],
    over: dict[str, Timed],
    hello: Timed,
    first: dict[str, int],
    starts: dict[str, float],
    raw: float,
) -> Report:
    base = quantile(hello.wall, 0.5)
    figures: dict[str, Any] = {name: _figures(timed, over[name]) for name, timed in pages.items()}
    figures |= {"first_load_bytes": first, "first_load_total": sum(first.values()), "start_s": starts}
    budget: list[Budget] = []
    for name, timed in pages.items():
        budget.append(at_most(f"{name}: server time p95, ms", PAGE_MS, quantile(timed.wall, 0.95)))
        budget.append(at_most(f"{name}: bytes", PAGE_BYTES, max(timed.sizes)))
    budget.append(at_most("first load, bytes as sent", FIRST_BYTES, sum(first.values())))
    budget += [at_most(f"start of the server, s: {n}", START_SECONDS, s) for n, s in starts.items() if n != "first"]
    return Report(
        NAME,
        {"letters": args.letters, "times": args.times, "objects": office.objects, "store_bytes": office.bytes},
        figures=figures,
        baseline={
            "hello_p50_ms": base,
            "hello_p95_ms": quantile(hello.wall, 0.95),
            "hello_cpu_p50_ms": quantile(hello.cpu, 0.5),
            "raw_2kb_commits_per_second_over_zeo": round(raw, 1),
        },
        ratios={f"{name}_to_hello": round(quantile(t.wall, 0.5) / base, 1) for name, t in pages.items()},
        budget=budget,
    )


def _figures(inside: Timed, outside: Timed) -> dict[str, float]:
    return {
        "p50_ms": quantile(inside.wall, 0.5),
        "p95_ms": quantile(inside.wall, 0.95),
        "cpu_p50_ms": quantile(inside.cpu, 0.5),
        "cpu_p95_ms": quantile(inside.cpu, 0.95),
        "http_p50_ms": quantile(outside.wall, 0.5),
        "http_p95_ms": quantile(outside.wall, 0.95),
        "bytes_max": max(inside.sizes),
        "bytes_sent_max": max(outside.sizes),
    }
