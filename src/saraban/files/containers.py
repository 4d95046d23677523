"""ไฟล์ที่มีไฟล์อยู่ข้างใน (files that hold files): Office packages and old Office documents, looked into with caps."""

from __future__ import annotations

import re
import struct
import zipfile
from typing import IO

from saraban.documents.packages import BROKEN

ZIP_SIGNATURE = b"PK\x03\x04"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UNSAFE, LOCKED, MACROS, DAMAGED, OTHER = "unsafe", "locked", "macros", "damaged", "other"

MAX_ENTRIES = 5_000
MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 200
RATIO_FROM = 4 * 1024 * 1024
MAX_PART = 1024 * 1024

_MAIN_PART = re.compile(
    rb"application/vnd\.openxmlformats-officedocument\."
    rb"(wordprocessingml\.document|spreadsheetml\.sheet|presentationml\.presentation)\.main\+xml"
)
_ODF_TYPE = re.compile(r"application/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)\Z")
_OLE_STREAMS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
}


def zip_media_type(stream: IO[bytes], size: int) -> str:
    """The media type of an Office or OpenDocument package, or one of the words above. Nothing large is unpacked."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as package:
            return _package(package, size)
    except BROKEN:
        return DAMAGED


def _package(package: zipfile.ZipFile, size: int) -> str:
    entries = package.infolist()
    if _is_bomb(entries, size):
        return UNSAFE
    names = {e.filename for e in entries}
    if any(e.flag_bits & 0x1 for e in entries):
        return LOCKED
    if "mimetype" in names:
        return _open_document(package, names)
    if "[Content_Types].xml" not in names:
        return OTHER
    types = _part(package, "[Content_Types].xml")
    if b"macroEnabled" in types or any(
        n.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs")) for n in names
    ):
        return MACROS
    main = _MAIN_PART.search(types)
    return "application/vnd.openxmlformats-officedocument." + main[1].decode() if main else OTHER


def _is_bomb(entries: list[zipfile.ZipInfo], size: int) -> bool:
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    escapes = any(e.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", e.filename) for e in entries)
    grows = unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(1, packed)
    return len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or packed > size or grows or escapes


def _open_document(package: zipfile.ZipFile, names: set[str]) -> str:
    kind = _part(package, "mimetype").decode("ascii", "replace").strip()
    if any(n.startswith(("Basic/", "Scripts/")) for n in names):
        return MACROS
    if "META-INF/manifest.xml" in names and b"encryption-data" in _part(package, "META-INF/manifest.xml"):
        return LOCKED
    return kind if _ODF_TYPE.match(kind) else OTHER


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(MAX_PART)


def ole_media_type(stream: IO[bytes]) -> str:
    """The media type of an old Office document by the streams in its directory, or one of the words above."""
    names = _ole_names(stream)
    if "EncryptionInfo" in names or "EncryptedPackage" in names:
        return LOCKED
    if names & {"_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros", "VBA"}:
        return MACROS
    return next((kind for name, kind in _OLE_STREAMS.items() if name in names), OTHER)


def _ole_names(stream: IO[bytes]) -> set[str]:
    """Names of directory entries: 128-byte records of which name length, kind and colour all make sense."""
    stream.seek(512)
    names: set[str] = set()
    while block := stream.read(128 * 4096):
        for at in range(0, len(block) - 127, 128):
            length, kind, colour = struct.unpack_from("<HBB", block, at + 64)
            if 4 <= length <= 64 and length % 2 == 0 and kind in {1, 2, 5} and colour in {0, 1}:
                raw = block[at : at + length]
                if raw[-2:] == b"\0\0" and not any(block[at + length : at + 64]):
                    names.add(raw[:-2].decode("utf-16-le", "replace"))
    return names
