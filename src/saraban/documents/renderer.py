"""ผู้จัดหน้าที่พร้อมทำงาน (warm renderers): a few processes that stay ready, each replaced when it fails or is worn out."""

from __future__ import annotations

import atexit
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from saraban.documents.fonts import fonts_directory, source_directory
from saraban.documents.typeset_worker import HEAD, LENGTH

SECONDS = 30
#: Documents after which a process is replaced: what it keeps in memory ends with it.
WORN_OUT = 400
#: Processes at a time; who comes later waits for one.
MOST = max(1, min(2, (os.cpu_count() or 1)))


class RendererFailed(Exception):
    """ผู้จัดหน้าล้มเหลว: it said no, or it ended; ``why`` is for the log and the tests, not for people."""


class RendererLate(RendererFailed):
    """ผู้จัดหน้าใช้เวลานานเกินไป."""


@dataclass(frozen=True)
class SetDocument:
    """เอกสารที่จัดหน้าแล้ว: the PDF, and what was asked about its places."""

    pdf: bytes
    told: Any = None


class Renderer:
    """One process and its directory. The templates lie there as plain files; it reads nothing beside them."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.done = 0
        self.place = tempfile.TemporaryDirectory(prefix="saraban-typeset-")
        self.root = Path(self.place.name)
        for path in Path(str(files("saraban.documents") / "templates")).glob("*.typ"):
            shutil.copyfile(path, self.root / path.name, follow_symlinks=True)
        self.process = subprocess.Popen(  # noqa: S603 - our own worker, no shell, no words of people on the command line
            [
                sys.executable,
                "-m",
                "saraban.documents.typeset_worker",
                str(self.root),
                f"{fonts_directory()}:{source_directory()}",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.root,
            env=_environment(),
        )

    @property
    def is_ready(self) -> bool:
        """Is it of this process, running and not worn out?"""
        return self.owner == os.getpid() and self.done < WORN_OUT and self.process.poll() is None

    def set(self, order: dict[str, Any], data: dict[str, Any], images: dict[str, bytes]) -> SetDocument:
        """Set a template with data and images. Raises ``RendererFailed``; ``RendererLate`` after thirty seconds."""
        self.done += 1
        brought = [self.root / "data.json", *(self.root / Path(name).name for name in images)]
        try:
            brought[0].write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
            for path, content in zip(brought[1:], images.values(), strict=True):
                path.write_bytes(content)
            return self._ask(json.dumps(order).encode())
        finally:
            for path in brought:
                path.unlink(missing_ok=True)

    def stop(self) -> None:
        """End it."""
        if self.owner != os.getpid():
            return
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was not read any more
                    stream.close()
        self.place.cleanup()

    def _ask(self, order: bytes) -> SetDocument:
        until = time.monotonic() + SECONDS
        try:
            assert self.process.stdin is not None
            self.process.stdin.write(LENGTH.pack(len(order)) + order)
            self.process.stdin.flush()
            length, words = HEAD.unpack(self._read(HEAD.size, until))
            pdf, told = self._read(length, until), self._read(words, until).decode()
        except OSError as error:
            raise RendererFailed(str(error)) from error
        if not pdf:
            raise RendererFailed(told)
        return SetDocument(pdf, json.loads(told) if told else None)

    def _read(self, size: int, until: float) -> bytes:
        assert self.process.stdout is not None
        stream, found = self.process.stdout.fileno(), bytearray()
        while len(found) < size:
            if not select.select([stream], [], [], max(0.0, until - time.monotonic()))[0]:
                raise RendererLate("out of time")
            part = os.read(stream, min(1 << 20, size - len(found)))
            if not part:
                raise RendererFailed("the process ended")
            found += part
        return bytes(found)


class Renderers:
    """กลุ่มผู้จัดหน้า: hands out one that is ready, makes one where none is, at most ``most`` at a time."""

    def __init__(self, most: int = MOST) -> None:
        self.room = threading.BoundedSemaphore(most)
        self.idle: list[Renderer] = []
        self.lock = threading.Lock()

    def set(self, order: dict[str, Any], data: dict[str, Any], images: dict[str, bytes] | None = None) -> SetDocument:
        """Set a document; a process that fails is not used again."""
        with self.room:
            renderer = self._take()
            try:
                made = renderer.set(order, data, images or {})
            except BaseException:
                renderer.stop()
                raise
            with self.lock:
                self.idle.append(renderer)
            return made

    def stop(self) -> None:
        """End all that wait for work."""
        with self.lock:
            waiting, self.idle = self.idle, []
        for renderer in waiting:
            renderer.stop()

    def _take(self) -> Renderer:
        while True:
            with self.lock:
                found = self.idle.pop() if self.idle else None
            if found is None:
                return Renderer()
            if found.is_ready:
                return found
            found.stop()


def _environment() -> dict[str, str]:
    """Where python finds the package, and nothing else of this process's surroundings."""
    return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}


_BY_PROCESS: dict[int, Renderers] = {}
_MAKING = threading.Lock()


def renderers() -> Renderers:
    """The renderers of this process; a forked one gets its own."""
    with _MAKING:
        found = _BY_PROCESS.get(os.getpid())
        if found is None:
            _BY_PROCESS.clear()
            found = _BY_PROCESS[os.getpid()] = Renderers()
            atexit.register(found.stop)
        return found
