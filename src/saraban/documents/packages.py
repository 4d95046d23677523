"""ไฟล์บีบอัดที่เปิดไม่ได้ (broken packages): what the standard library may raise while it looks into a ZIP from outside."""

from __future__ import annotations

import struct
import zipfile
import zlib

BROKEN = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, struct.error, zlib.error,
)  # fmt: skip
