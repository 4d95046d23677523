"""ผู้เรียกของการวัด (the programs of a bench): each registers letters over HTTP and sends again until it has an answer."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections import Counter
from typing import Any

from saraban.scripts.bench.system import HOST

TIMEOUT = 30.0
PAUSE = 0.1
CREATED = 201


class Clients:
    """Programs with one token that register letters in one unit, each request with a key of its own."""

    def __init__(self, port: int, token: str, unit: str, *, seed: int, again: float) -> None:
        self.port, self.token, self.path, self.again = port, token, f"/api/v1/units/{unit}/received", again
        self.seed = seed
        self.changed = 0
        self._asked: dict[str, str] = {}  # subject -> key
        self._told: dict[str, int] = {}  # subject -> receive number
        self._answers: Counter[str] = Counter()
        self._waits: list[float] = []
        self._guard = threading.Lock()
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self, count: int) -> None:
        """Let them loose."""
        self._threads = [threading.Thread(target=self._work, args=(i,), daemon=True) for i in range(count)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let each finish the call it is at; what has no answer then stays unanswered."""
        self._stopped.set()
        for thread in self._threads:
            thread.join(TIMEOUT + 5)

    def acknowledged(self) -> dict[str, int]:
        """What was answered with a number: subject -> number."""
        return dict(self._told)

    def asked(self) -> list[str]:
        """Everything that was sent at least once."""
        return list(self._asked)

    def answers(self) -> dict[str, int]:
        """How often which answer came."""
        return dict(sorted(self._answers.items()))

    def waits(self) -> list[float]:
        """Milliseconds of each answer."""
        return list(self._waits)

    def send_again(self, most: int) -> tuple[int, int]:
        """Send answered requests once more; gives how many were, and how many got another number."""
        told = random.Random(self.seed).sample(sorted(self._told), min(most, len(self._told)))  # noqa: S311
        changed = 0
        for subject in told:
            changed += self._call(subject) != self._told[subject]
        return len(told), changed

    def _work(self, index: int) -> None:
        chance = random.Random(self.seed * 1000 + index)  # noqa: S311 - chance, not secrecy
        count = 0
        while not self._stopped.is_set():
            count += 1
            subject = f"หนังสือทดสอบ {self.seed}-{index}-{count}"
            with self._guard:
                self._asked[subject] = f"bench-{self.seed}-{index}-{count}"
            n = self._until_answered(subject)
            if n is None:
                return
            with self._guard:
                self._told[subject] = n
            if chance.random() < self.again:
                old = chance.choice(list(self._told))
                told = self._until_answered(old)
                self.changed += told is not None and told != self._told[old]

    def _until_answered(self, subject: str) -> int | None:
        while True:
            n = self._call(subject)
            if n is not None or self._stopped.is_set():
                return n
            time.sleep(PAUSE)

    def _call(self, subject: str) -> int | None:
        """One try; None when there was no answer, or one that says to try again."""
        began = time.monotonic()
        connection = http.client.HTTPConnection(HOST, self.port, timeout=TIMEOUT)
        try:
            connection.request("POST", self.path, self._body(subject), self._headers(subject))
            answer = connection.getresponse()
            status, body = answer.status, answer.read()
            told: dict[str, Any] = json.loads(body) if status == CREATED else {}
        except (OSError, ValueError, http.client.HTTPException) as error:
            self._count(type(error).__name__)
            return None
        finally:
            connection.close()
        self._count(str(status))
        if status != CREATED:
            return None
        with self._guard:
            self._waits.append(1000 * (time.monotonic() - began))
        return int(told["receive_number"])

    def _body(self, subject: str) -> bytes:
        return json.dumps(
            {"subject": subject, "number": f"ทด {subject.rsplit(maxsplit=1)[-1]}", "from_unit": "ผู้ส่ง"}
        ).encode()

    def _headers(self, subject: str) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": self._asked[subject],
        }

    def _count(self, what: str) -> None:
        with self._guard:
            self._answers[what] += 1
