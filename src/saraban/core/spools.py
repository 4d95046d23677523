"""ที่พักข้อมูลระหว่างบันทึก (spools): what the store's client and server put aside while a transaction is decided.

ZEO makes a file for each transaction on each side, and it goes with the transaction. Making and deleting files all the
time is what a file system does worst, and what a transaction of ours puts aside is a few tens of kilobytes: it stays in
memory, and only a large one gets a file. This replaces one name in two modules of ZEO 6.2.
"""

from __future__ import annotations

import tempfile
from types import SimpleNamespace
from typing import Any

IN_MEMORY = 4 * 1024 * 1024


def keep_in_memory(module: Any) -> None:
    """พักไว้ในหน่วยความจำ: ``module`` is ``ZEO.TransactionBuffer`` of a client, or ``ZEO.StorageServer`` of the server."""
    module.tempfile = SimpleNamespace(TemporaryFile=_spool, mkstemp=tempfile.mkstemp)


def _spool(**_options: Any) -> Any:
    return tempfile.SpooledTemporaryFile(IN_MEMORY)
