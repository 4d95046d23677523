"""กระบวนการจัดหน้า (the renderer's process): ``python -m saraban.documents.typeset_worker ROOT FONTS``.

It stays warm: one request after the other comes in on standard input, and the PDF goes out on standard output. What is
to be set lies in ROOT, which this process only reads.
"""

from __future__ import annotations

import json
import select
import struct
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

import typst

from saraban.documents.confinement import confine, more_time

MEMORY = 2 * 1024**3
SECONDS = 30
#: Without work for so long it ends, and gives its memory back.
IDLE = 600
HEAD = struct.Struct(">II")
LENGTH = struct.Struct(">I")


class Setter:
    """ผู้จัดหน้า: typst with the fonts loaded once."""

    def __init__(self, root: Path, fonts: str) -> None:
        self.root = root
        loaded = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=fonts.split(":"))
        nowhere = str(root / "no-packages")
        self.compiler = typst.Compiler(
            root=str(root),
            font_paths=loaded,
            package_path=nowhere,
            package_cache_path=nowhere,
        )

    def set(self, order: dict[str, Any]) -> tuple[bytes, str]:
        """The PDF of a template in the root with its ``data.json``, and the answer to ``ask`` about its places."""
        made = order.get("made", "")
        at = int(datetime.fromisoformat(made).timestamp()) if made else int(datetime.now(UTC).timestamp())
        pdf = self.compiler.compile(
            input=str(self.root / order["template"]),
            format="pdf",
            timestamp=at,
            pdf_standards=[order["standard"]] if order.get("standard") else [],
            pdf_tags=False,
        )
        ask = order.get("ask", "")
        return cast("bytes", pdf), self.compiler.eval(ask) if ask else ""


class Requests(Protocol):
    """คำขอ: where they come from, without a buffer."""

    def fileno(self) -> int:
        """The descriptor."""

    def read(self, size: int, /) -> bytes:
        """So many bytes, or what came before the end."""


def serve(setter: Setter, requests: Requests, answers: BinaryIO, allow: Callable[[int], None] = more_time) -> None:
    """Answer until the other side closes: length of the PDF, length of the words, then both. No PDF: it failed.

    ``allow`` gives this process the seconds of processor time that one order may take.
    """
    while select.select([requests], [], [], IDLE)[0]:
        head = requests.read(LENGTH.size)
        if len(head) < LENGTH.size:
            return
        allow(SECONDS)
        order = json.loads(requests.read(*LENGTH.unpack(head)))
        try:
            pdf, told = setter.set(order)
        except Exception as error:  # noqa: BLE001 - typst fails in its own ways; the other side decides what to say
            pdf, told = b"", f"{type(error).__name__}: {getattr(error, 'diagnostic', error)}"
        words = told.encode()
        answers.write(HEAD.pack(len(pdf), len(words)) + pdf + words)
        answers.flush()


def main(place: str, fonts: str) -> None:
    """Give up network, files and rights, then set what is asked for."""
    more_time(SECONDS)
    if not confine(MEMORY):
        sys.stderr.write("this system lets the renderer open sockets\n")
    # without a buffer: what is waiting in one would not be seen by select
    with open(0, "rb", buffering=0, closefd=False) as requests:
        serve(Setter(Path(place), fonts), _Whole(requests), sys.stdout.buffer)


class _Whole:
    """An unbuffered stream whose ``read`` gives all that was asked for, or what came before the end."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def fileno(self) -> int:
        return int(self.stream.fileno())

    def read(self, size: int) -> bytes:
        found = b""
        while len(found) < size and (more := self.stream.read(size - len(found))):
            found += more
        return found


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
