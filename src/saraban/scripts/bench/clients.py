"""ผู้เรียกของการวัด (the programs of a bench): each walks letters through an office over HTTP, a call at a time.

Every call has a key of its own and is sent again until there is an answer. What was asked and what was told is kept, to
be compared with the store afterwards.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from saraban.scripts.bench.system import HOST

TIMEOUT = 30.0
PAUSE = 0.1
DONE = {200, 201}
#: Answers that say: not now, the same once more.
AGAIN = {500, 503}

Told = dict[str, Any]
#: A step of an office: what is done, to what. One thing is done once, so what the store holds is compared by it.
Fact = tuple[str, str]


@dataclass(frozen=True)
class Step:
    """One call: the facts that it makes, who calls, the address and what is sent; ``read`` tells what each fact is."""

    facts: tuple[Fact, ...]
    person: str
    path: str
    body: Callable[[], dict[str, Any]]
    read: Callable[[Told], dict[Fact, Any]]


class StoppedError(Exception):
    """หมดเวลา: the bench is over while a call had no answer."""


class Clients:
    """Programs with tokens; ``stories`` are what they do again and again, one of them each."""

    def __init__(self, port: int, tokens: dict[str, str], *, seed: int, again: float) -> None:
        self.port, self.tokens, self.seed, self.again = port, tokens, seed, again
        self.changed = 0
        self.refused: list[str] = []
        self._asked: set[Fact] = set()
        self._told: dict[Fact, Any] = {}
        self._answered: list[tuple[Step, str, Told]] = []
        self._answers: Counter[str] = Counter()
        self._waits: list[float] = []
        self._guard = threading.Lock()
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self, stories: list[Callable[[Caller], None]]) -> None:
        """Let them loose."""
        self._threads = [
            threading.Thread(target=self._work, args=(story, Caller(self, index)), daemon=True)
            for index, story in enumerate(stories)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let each finish the call it is at; what has no answer then stays unanswered."""
        self._stopped.set()
        for thread in self._threads:
            thread.join(TIMEOUT + 5)

    def told(self) -> dict[Fact, Any]:
        """What was acknowledged so far."""
        with self._guard:
            return dict(self._told)

    def asked(self) -> set[Fact]:
        """Everything that was sent at least once."""
        with self._guard:
            return set(self._asked)

    def answers(self) -> dict[str, int]:
        """How often which answer came."""
        return dict(sorted(self._answers.items()))

    def waits(self) -> list[float]:
        """Milliseconds of each answer."""
        return list(self._waits)

    def send_again(self, most: int) -> tuple[int, int]:
        """Send answered requests once more; gives how many were, and how many got another answer."""
        again = random.Random(self.seed).sample(self._answered, min(most, len(self._answered)))  # noqa: S311
        return len(again), sum(self._differs(*call) for call in again)

    def is_over(self, seconds: float = 0.0) -> bool:
        """Wait a little; is it over?"""
        return self._stopped.wait(seconds)

    def do(self, step: Step, key: str, chance: random.Random) -> Told:
        """Call until there is an answer; now and then call for an old one again. Raises ``StoppedError``."""
        with self._guard:
            self._asked.update(step.facts)
        told = self._until_answered(step, key)
        with self._guard:
            self._told.update(step.read(told))
            self._answered.append((step, key, told))
            old = chance.choice(self._answered) if chance.random() < self.again else None
        if old is not None:
            self.changed += self._differs(*old)
        return told

    def _differs(self, step: Step, key: str, told: Told) -> bool:
        return step.read(self._until_answered(step, key)) != step.read(told)

    def _work(self, story: Callable[[Caller], None], caller: Caller) -> None:
        try:
            with suppress(StoppedError):  # the bench is over: what has no answer stays unanswered
                while not self._stopped.is_set():
                    story(caller)
        except Exception as error:  # noqa: BLE001 - a program that ends is a finding, not the end of the bench
            self.refused.append(f"{type(error).__name__}: {error}"[:300])

    def _until_answered(self, step: Step, key: str) -> Told:
        while (told := self._call(step, key)) is None:
            if self._stopped.wait(PAUSE):
                raise StoppedError
        return told

    def _call(self, step: Step, key: str) -> Told | None:
        """One try; None when there was no answer, or one that says to try again."""
        began = time.monotonic()
        connection = http.client.HTTPConnection(HOST, self.port, timeout=TIMEOUT)
        try:
            connection.request("POST", step.path, json.dumps(step.body()).encode(), self._headers(step.person, key))
            answer = connection.getresponse()
            status, text = answer.status, answer.read()
            told: Told = json.loads(text)
        except (OSError, ValueError, http.client.HTTPException) as error:
            self._count(type(error).__name__)
            return None
        finally:
            connection.close()
        self._count(str(status))
        if status in DONE:
            with self._guard:
                self._waits.append(1000 * (time.monotonic() - began))
            return told
        if status not in AGAIN:
            msg = f"{step.path}: {status} {text[:200].decode(errors='replace')}"
            raise RuntimeError(msg)
        return None

    def _headers(self, person: str, key: str) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.tokens[person]}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }

    def _count(self, what: str) -> None:
        with self._guard:
            self._answers[what] += 1


class Caller:
    """One of the programs: counts what it does, and knows by chance."""

    def __init__(self, clients: Clients, index: int) -> None:
        self.clients, self.index = clients, index
        self.name = f"{clients.seed}-{index}"
        self.count = 0
        self.chance = random.Random(clients.seed * 1000 + index)  # noqa: S311 - chance, not secrecy

    def fresh(self, what: str) -> str:
        """Words that nobody else says."""
        self.count += 1
        return f"{what} {self.name}-{self.count}"

    def do(self, step: Step) -> Told:
        """Do a step; gives what was answered."""
        self.count += 1
        return self.clients.do(step, f"bench-{self.name}-{self.count}", self.chance)
