"""การจัดหน้า (typesetting): a template of ours, plain values and page images in; a PDF out.

The templates are reviewed files; what people wrote reaches them as data only. The renderer runs in a process of its own
with limits on time, memory and file size, reads one temporary directory and nothing else, and loads no system fonts.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

from saraban.core.errors import SarabanError
from saraban.core.i18n import _

SECONDS = 30
MEMORY = 2 * 1024**3
OUTPUT = 200 * 1024**2


class TypesettingFailed(SarabanError):
    """จัดทำเอกสารไม่สำเร็จ: the document could not be made; nothing else was changed."""

    status = 500
    slug = "typesetting-failed"


def typeset(template: str, data: dict[str, Any], images: dict[str, bytes] | None = None) -> bytes:
    """Set a template (a file name in ``templates``) with ``data`` and images by name; gives PDF bytes.

    Raises ``TypesettingFailed`` when the renderer fails or takes longer than thirty seconds.
    """
    with tempfile.TemporaryDirectory(prefix="saraban-typeset-") as place:
        root = Path(place)
        shutil.copyfile(str(files("saraban.documents") / "templates" / template), root / "main.typ")
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        for name, content in (images or {}).items():
            (root / Path(name).name).write_bytes(content)
        command = [sys.executable, "-m", "saraban.documents.typeset_worker", str(root), str(_fonts())]
        environment = {
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        }
        try:
            done = subprocess.run(  # noqa: S603 - our own worker, no shell, no words of people on the command line
                command,
                capture_output=True,
                timeout=SECONDS,
                check=False,
                env=environment,
                preexec_fn=_limits,
                cwd=root,
            )
        except subprocess.TimeoutExpired:
            raise TypesettingFailed(
                _("The document took too long to make. Nothing was changed; please try again.")
            ) from None
        made = root / "out.pdf"
        if done.returncode != 0 or not made.exists():
            raise TypesettingFailed(_("The document could not be made. Nothing was changed; please try again."))
        return made.read_bytes()


def _fonts() -> Path:
    return Path(str(files("fontpkg_sarabun") / "files"))


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
