"""กระบวนการตรวจลายมือชื่อ: it loads what judges, and nothing of the office."""

import subprocess
import sys

PROGRAM = "import sys, saraban.signatures.judge_worker; print(*sys.modules)"
#: The store, the letters, what sets them in pages: a process that reads strange files needs none of it.
NOT_LOADED = {
    "ZODB", "fontTools", "substanced",
    "saraban.core.store", "saraban.documents", "saraban.letters", "saraban.people", "saraban.search",
    "saraban.files.content", "saraban.signatures.content", "saraban.signatures.issuing", "saraban.signatures.signing",
}  # fmt: skip


def test_it_loads_nothing_of_the_office():
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", PROGRAM], capture_output=True, check=True, text=True)
    loaded = set(done.stdout.split())
    assert "saraban.signatures.judging" in loaded
    assert loaded & NOT_LOADED == set()
