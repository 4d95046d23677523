"""ชื่อไฟล์ (file names): made harmless to show, to save and to put into a header; Thai stays as it was typed."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

LONGEST_STEM = 120
LONGEST_STEM_BYTES = 200
NAMELESS = "เอกสาร"
_REPLACED = frozenset('<>:"|?*')
_WINDOWS_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)


def clean_name(name: str, extensions: tuple[str, ...]) -> str:
    """ทำความสะอาดชื่อไฟล์: no directory, no control characters, and an extension that agrees with the content.

    ``extensions`` are those of the content's type, the usual one first; another one is corrected.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    text = "".join(_harmless(c) for c in last).strip(" .\t")
    stem, suffix = _split(text)
    if suffix.lower() not in extensions:
        stem, suffix = _without_any(text, extensions), extensions[0]
    stem = _shortened(stem.strip(" .")) or NAMELESS
    if stem.split(".")[0].lower() in _WINDOWS_DEVICES:
        stem = f"_{stem}"
    return stem + suffix.lower()


def _split(text: str) -> tuple[str, str]:
    suffix = PurePosixPath(text).suffix
    return (text.removesuffix(suffix), suffix) if suffix else (text, "")


def _without_any(text: str, extensions: tuple[str, ...]) -> str:
    stem, suffix = _split(text)
    if not suffix or len(suffix) > 6 or not suffix[1:].isascii():  # "ที่ กท 5401.๕๑๑": not an extension
        return text
    inner, known = _split(stem)
    return inner if known.lower() in extensions else stem


def _harmless(char: str) -> str:
    category = unicodedata.category(char)
    if category in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}:
        return ""
    if category == "Zs":
        return " "
    return "_" if char in _REPLACED else char


def _shortened(stem: str) -> str:
    text = stem[:LONGEST_STEM]
    while len(text.encode()) > LONGEST_STEM_BYTES or (text and unicodedata.category(text[-1]) == "Mn" and text != stem):
        text = text[:-1]
    return text.strip()
