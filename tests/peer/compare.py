"""saraban beside Plone: the same client on the same letters, and whether what was promised holds.

``python -m tests.peer.compare --bench ../shared/bench --out peer.jsonl`` makes a store, starts everything by
``saraban run``, lets the client measure, and prints a table. The client's lines stay in ``--out``. Status 1 when a
promise fails.

With ``--plone`` (where its programs are) a Plone is measured beside it in the same run, in creating letters by turns.
What else is said of Plone, and all of it without, is what the same client found of it on another day.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from saraban.scripts.bench.system import HOST, System, free_port
from tests.peer import store
from tests.peer.beside import in_turn, measure_in_turn
from tests.peer.plone_system import Plone, PloneSystem
from tests.peer.target import Saraban

#: What Plone 6.2.2 showed at 10,000 letters, with the same client: one process, two cores, a quiet machine.
PLONE = {"create": 8.2, "letter_html": 4, "listing50_html": 2.9, "letter_json": 64, "grant": 23.0, "move": 56.0}
PLONE_THAI, PLONE_WRITERS = "3 of 11", "6 to 9 errors in 80"
CREATE_TIMES, PAGE_TIMES, GRANT_SECONDS, STALL_MS = 10, 5, 0.1, 1000
AGENCY, OTHER_AGENCY, DIVISION, MEMBER = "a00", "a01", "d000", "officer002"
THAI = ("th_rare", "th_common", "th_and3", "th_phrase", *(f"th_inner{n}" for n in range(1, 8)))


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    ours: str
    plone: str
    wanted: str
    holds: bool
    load: float
    times: str = ""


def measure(args, var):
    """Make the store, run the client; gives its lines and what was found beside."""
    system = System(var, demo=False)
    lines, keys = store.make(var, args.bench, args.letters, f"{HOST}:{system.port}")
    os.environ["SARABAN_PEER"] = str(keys)
    args.out.unlink(missing_ok=True)
    print(f"started in {system.up():.1f} s", file=sys.stderr)
    try:
        users = json.loads((var / "org.json").read_text(encoding="utf-8"))["users"]
        division = next(u["divisions"][1] for u in users if u["id"] == MEMBER)
        given = f"acl:{AGENCY}:g-{division}"

        def client(*words):
            _client(args, Saraban, system, lines, *words)

        if args.plone:
            _beside(args, var.parent, lines, client)
        client("calib", "create", "--n", str(args.creates))
        client("writers", "--n", str(args.creates))
        client("pages", "--conc", "1,8", "--dur", str(args.seconds))
        client("search", "--n", "10")
        before = _readable()
        client(f"{given}:1")
        after = _readable()
        client(f"{given}:0", f"move:{DIVISION}:{OTHER_AGENCY}", f"move:{DIVISION}:{AGENCY}", "calib")
        problems = system.problems(everything=True)
    finally:
        system.stop()
    found = [json.loads(line) for line in args.out.read_text(encoding="utf-8").splitlines()]
    return found, before, after, problems


def _beside(args, place, lines, client):
    plone = PloneSystem(args.plone, place / "plone", free_port())
    print(f"Plone gets {args.plone_letters} letters", file=sys.stderr)
    plone.make(args.bench, args.plone_letters)
    try:
        print(f"Plone started in {plone.up():.1f} s", file=sys.stderr)
        measure_in_turn(client, lambda *words: _client(args, Plone, plone, lines, *words))
    finally:
        plone.stop()


def _client(args, target, system, lines, *words):
    options = {
        "adapter": sys.modules[target.__module__].__file__,
        "target": target.name,
        "host": HOST,
        "port": system.port,
        "pid": system.process.pid,
        "size": args.letters,
        "letters": lines,
        "out": args.out,
        "server-threads": 8,
    }
    more = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    subprocess.run(
        [sys.executable, str(args.bench / "client" / "bench.py"), *more, *words], check=True, stdout=sys.stderr
    )


def _readable():
    """How many letters the member finds."""
    target = Saraban()
    method, path, headers, _body = target.search("ประชุม")
    connection = http.client.HTTPConnection(target.address, timeout=60)
    connection.request(method, path, headers={**headers, **target.login_request(MEMBER, "")[1]})
    found = json.loads(connection.getresponse().read())["total"]
    connection.close()
    return found


def judge(found, before, after, problems):
    """The table: what was promised against what was measured."""
    return [
        *_creating(found),
        *_pages(found),
        *_searching(found),
        *_granting(found, before, after),
        *_moving(found),
        Row("problems found by saraban check", str(len(problems)), "", "0", not problems, found[-1]["load"]),
    ]


def _of(found, op):
    return [line for line in found if line["op"] == op]


def _creating(found):
    one = next(line for line in _of(found, "http_create") if "tag" not in line)
    many = _of(found, "http_writers")[0]
    yield _rate(one, in_turn(found), _of(found, "calib")[0]["cpu_s"])
    errors = many["n"] - many["ok"]
    yield Row(
        "8 writers in one unit: errors",
        f"{errors} in {many['n']} ({many['ok_per_s']:.0f}/s)",
        PLONE_WRITERS,
        "0",
        not errors,
        many["load"],
    )


def _rate(one, turns, job):
    """``job`` is the client's own fixed one: how quick the machine is in this hour."""
    what, wanted = "letters registered a second, with a file, over HTTP", f"{CREATE_TIMES} times"
    rate, published = one["ok_per_s"], PLONE["create"]
    whole = one["ok"] == one["n"]
    if turns is None:
        ours, plone = f"{rate:.1f} (fixed job {job:.2f} s)", f"{published} (another day)"
        holds, times = rate >= CREATE_TIMES * published and whole, f"{rate / published:.1f}"
        return Row(what, ours, plone, wanted, holds, one["load"], times)
    ours = f"{turns.ours:.1f} (alone {rate:.1f}, fixed job {job:.2f} s)"
    plone = f"{turns.plone:.1f} by turns ({published} another day)"
    times = f"{turns.times:.1f} (lowest {turns.lowest:.1f})"
    return Row(what, ours, plone, wanted, turns.times >= CREATE_TIMES and turns.whole and whole, turns.load, times)


def _pages(found):
    for name in ("letter_html", "listing50_html", "letter_json"):
        measured = [line for line in _of(found, "page") if line["page"] == name]
        worst = min(measured, key=lambda line: line["req_s"])
        plone = PLONE[name]
        good = all(line["status"] == 200 and not line["errors"] for line in measured)
        yield Row(
            f"{name}: requests a second, the lower of 1 and 8 at a time",
            f"{worst['req_s']:.0f}",
            f"{plone}",
            f"{PAGE_TIMES} times",
            good and worst["req_s"] >= PAGE_TIMES * plone,
            worst["load"],
            f"{worst['req_s'] / plone:.1f}",
        )


def _searching(found):
    judged = [line for line in _of(found, "search") if line["truth"]]
    whole = [
        line["q"] for line in judged if line["truth"]["right"] == line["truth"]["expected"] == line["truth"]["got"]
    ]
    thai = [name for name in THAI if name in whole]
    slowest = max((line["p50_ms"] for line in _of(found, "search")), default=0)
    load = judged[-1]["load"]
    yield Row(
        "Thai queries found whole", f"{len(thai)} of {len(THAI)}", PLONE_THAI, "all", len(thai) == len(THAI), load
    )
    yield Row(
        "queries found whole, nothing else with them",
        f"{len(whole)} of {len(judged)} (slowest p50 {slowest} ms)",
        "",
        "all",
        len(whole) == len(judged),
        load,
    )


def _granting(found, before, after):
    for line in _of(found, "bulk"):
        if line["what"].startswith("acl"):
            given = line["what"].endswith(":1")
            yield Row(
                f"reading an agency {'given' if given else 'taken'}, a reader and a writer beside: s",
                f"{line['wall_s']:.2f} (waits at most {_stall(line):.0f} ms)",
                f"{PLONE['grant']:.0f}",
                f"{GRANT_SECONDS}, no error",
                line["wall_s"] <= GRANT_SECONDS and _undisturbed(line),
                line["load"],
                f"{PLONE['grant'] / max(line['wall_s'], 0.005):.0f}",
            )
    load = _of(found, "bulk")[0]["load"]
    yield Row("what the member finds then", f"{before} → {after}", "", "more", after > before, load)


def _moving(found):
    for line in _of(found, "bulk"):
        if line["what"].startswith("move"):
            yield Row(
                f"a section moved ({line['what'][5:]}), a reader and a writer beside: s",
                f"{line['wall_s']:.2f} (waits at most {_stall(line):.0f} ms)",
                f"{PLONE['move']:.0f}, an error",
                "no error",
                line["status"] == 200 and _undisturbed(line),
                line["load"],
                f"{PLONE['move'] / max(line['wall_s'], 0.005):.0f}",
            )


def _stall(line):
    return max(line["reader"]["max_ms"], line["writer"]["max_ms"])


def _undisturbed(line):
    fine = set(line["reader"]["codes"]) <= {"200"} and set(line["writer"]["codes"]) <= {"201"}
    return fine and line["status"] in {200, 204} and _stall(line) <= STALL_MS


def show(rows):
    """The table, as text."""
    heads = ("", "what", "saraban", "Plone", "times", "wanted", "load")
    table = [heads] + [
        ("holds" if r.holds else "FAILS", r.what, r.ours, r.plone, r.times, r.wanted, str(r.load)) for r in rows
    ]
    widths = [max(len(line[i]) for line in table) for i in range(len(heads))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--bench", type=Path, required=True, help="where the client is")
    options.add_argument("--out", type=Path, default=Path("peer.jsonl"), help="where the client's lines go")
    options.add_argument("--letters", type=int, default=10_000)
    options.add_argument("--creates", type=int, default=300, help="how many letters are registered")
    options.add_argument("--plone", type=Path, help="where Plone's programs are, to measure it in the same run")
    options.add_argument("--plone-letters", type=int, default=1000, help="how many it holds; fewer make it quicker")
    options.add_argument("--seconds", type=int, default=5, help="how long each page is asked for")
    args = options.parse_args()
    args.out = args.out.resolve()
    with tempfile.TemporaryDirectory(prefix="saraban-peer-") as place:
        rows = judge(*measure(args, Path(place) / "var"))
    show(rows)
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
