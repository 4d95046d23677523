"""ผู้ตรวจ PDF/A-1b (the judge): Apache Preflight, as Debian packages it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

NAMES = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
JARS = ":".join(f"/usr/share/java/{name}.jar" for name in NAMES)
MAIN = "org.apache.pdfbox.preflight.Validator_A1b"
_FILE = re.compile(r'<preflight name="(.+?)\.pdf">(.*?)</preflight>', re.DOTALL)
_VALID = '<isValid type="PDF/A1-b">true</isValid>'


def verdicts(files: Mapping[str, bytes], place: Path) -> dict[str, str]:
    """What the judge says of each file: an empty string, or its complaints. All in one go: it starts slowly."""
    paths = [place / f"{name}.pdf" for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content)
    asked = place / "files"
    asked.write_text("\n".join(map(str, paths)), encoding="utf-8")
    done = subprocess.run(
        ["java", "-XX:TieredStopAtLevel=1", "-cp", JARS, MAIN, "xml", "group", str(asked)],
        capture_output=True,
        text=True,
        check=False,
    )
    answer = place / "files.preflight.xml"
    if not answer.exists():
        raise AssertionError(done.stdout + done.stderr)
    said = dict(_FILE.findall(answer.read_text(encoding="utf-8")))
    return {name: "" if _VALID in said.get(name, "") else said.get(name, "not judged") for name in files}
