"""การตรวจความคงสภาพ (fixity): every kept file is read again and compared with the digests of its first write."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from ZODB.POSException import POSKeyError

from saraban.core.problems import Problem
from saraban.files.content import StoredFile
from saraban.files.service import CHUNK, files_of, open_file


def verify(root: Any) -> list[Problem]:
    """ตรวจสอบไฟล์ทั้งหมด against size and both digests; gives what does not agree."""
    return [problem for found in verify_each(root) for problem in found]


def verify_each(root: Any) -> Iterator[list[Problem]]:
    """The same, file by file, for progress."""
    for stored in files_of(root).stored.values():
        yield _verify_file(stored)
        stored._p_deactivate()


def _verify_file(stored: StoredFile) -> list[Problem]:
    where = f"file/{stored.key}"
    sha256, sha512, size = hashlib.sha256(), hashlib.sha512(), 0
    try:
        with open_file(stored) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                sha256.update(chunk)
                sha512.update(chunk)
    except (OSError, POSKeyError):
        return [Problem(where, "file-missing", "its bytes are not there")]
    if size != stored.size:
        return [Problem(where, "file-size", f"it has {size} bytes, {stored.size} were kept")]
    if (sha256.hexdigest(), sha512.hexdigest()) != (stored.sha256, stored.sha512):
        return [Problem(where, "file-digest", "its bytes are not those that were kept")]
    return []
