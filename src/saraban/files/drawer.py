"""โปรแกรมวาดหน้าในที่กั้น (the drawer): starts the program that looks into files in a process of its own, with limits."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from saraban.core.errors import SarabanError
from saraban.core.i18n import _

DRAWER = Path(__file__).with_name("render_page.py")
SECONDS = 20
AT_ONCE = 2
MAX_IMAGE = 64 * 1024 * 1024

_turn = threading.BoundedSemaphore(AT_ONCE)


class NotDrawn(SarabanError):
    """แสดงหน้าไม่ได้: the sheet could not be drawn within the limits; the file itself is as it came."""

    status = 422
    slug = "page-not-drawn"


class DrawerEnded(NotDrawn):
    """อ่านไม่จบ: the program took too long or was ended; that says nothing about the file, which can be tried again."""


def run_drawer(stream: IO[bytes], seconds: float, media_type: str, *what: object) -> bytes:
    """Give a file to the program that draws and reads; raises ``NotDrawn`` when it fails.

    ``DrawerEnded`` where it took too long, could not be started or was ended from outside (by its own limits too).
    """
    command = [sys.executable, "-I", "-W", "ignore", os.fspath(DRAWER), media_type, *map(str, what)]
    with _turn:
        try:
            done = subprocess.run(  # noqa: S603 - our own script, arguments from our own tables
                command,
                stdin=stream,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                env={"PATH": os.defpath},
                cwd="/",
                check=False,
                close_fds=True,
            )
        except (subprocess.TimeoutExpired, OSError):
            raise DrawerEnded(_("This sheet takes too long to draw. Download the file to read it.")) from None
    if done.returncode < 0:
        raise DrawerEnded(_("This sheet cannot be drawn. Download the file to read it."))
    if done.returncode or not 0 < len(done.stdout) <= MAX_IMAGE:
        raise NotDrawn(_("This sheet cannot be drawn. Download the file to read it."))
    return done.stdout
