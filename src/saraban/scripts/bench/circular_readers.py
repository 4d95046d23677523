"""ผู้อ่านของการวัด (the readers of the bench): a process of threads, each a reader after another, a transaction each."""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ZODB.POSException import ConflictError

from saraban.circulars.reading import acknowledge_circular, read_circular
from saraban.core.store import desk_on, open_database
from saraban.letters import records
from saraban.people.rights import actor_for
from saraban.scripts.bench.circular_city import acknowledges, person, presses_twice

TRIES = 20


class Readers:
    """``threads`` threads that share the readers of this process out among them."""

    def __init__(self, uri: str, letter: int, mine: Sequence[int], threads: int) -> None:
        self.uri, self.letter, self.mine, self.threads = uri, letter, mine, threads
        self.database = open_database(uri, pool_size=threads + 2)
        self.counts: Counter[str] = Counter()
        self.waits: list[float] = []
        self._guard = threading.Lock()

    def run(self) -> dict[str, Any]:
        """Read; gives what happened."""
        at_work = [threading.Thread(target=self._share, args=(i,)) for i in range(self.threads)]
        for thread in at_work:
            thread.start()
        for thread in at_work:
            thread.join()
        self.database.close()
        return {"counts": dict(self.counts), "waits": self.waits}

    def _share(self, index: int) -> None:
        waits: list[float] = []
        counts: Counter[str] = Counter()
        with desk_on(self.database, self.uri) as desk:
            for n in self.mine[index :: self.threads]:
                began = time.perf_counter()
                counts.update(self._read(desk, n))
                waits.append(1000 * (time.perf_counter() - began))
        with self._guard:
            self.counts.update(counts)
            self.waits += waits

    def _read(self, desk: Any, n: int) -> Counter[str]:
        """One reader's request, tried again as the web server does it."""
        found: Counter[str] = Counter()
        verb = acknowledge_circular if acknowledges(n) else read_circular
        for _try in range(TRIES):
            try:
                actor = actor_for(desk.root, person(n), "", desk.today)
                verb(desk, actor, letter=records.letter_by_id(desk.root, self.letter))
                desk.tm.commit()
            except ConflictError as error:
                found["conflicts of who pressed twice" if presses_twice(n) else "conflicts"] += 1
                if not presses_twice(n):
                    found[f"{type(error).__name__}: {error}"] += 1  # there should be none: what met?
                desk.tm.abort()
            else:
                found["read"] += 1
                return self._begun(desk, found)
            desk.tm.begin()
        found["given up"] += 1
        return found

    def _begun(self, desk: Any, found: Counter[str]) -> Counter[str]:
        desk.tm.begin()
        return found


def main(arguments: Sequence[str]) -> int:
    """Read as one process of several; prints one JSON object."""
    parser = argparse.ArgumentParser()
    parser.add_argument("uri")
    for name in ("letter", "staff", "process", "processes", "threads"):
        parser.add_argument(name, type=int)
    args = parser.parse_args(arguments)
    mine = [n for n in range(args.staff) if n % args.processes == args.process or presses_twice(n)]
    sys.stdout.write(json.dumps(Readers(args.uri, args.letter, mine, args.threads).run()) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
