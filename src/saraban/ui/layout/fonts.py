"""แบบอักษร (fonts): Sarabun and the Bootstrap icons, cut down to what our pages need and packed as WOFF2."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from fontpkg_sarabun import ROOT as SARABUN
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

#: Weights of the family that pages use: file name part -> CSS weight range.
WEIGHTS = {"Regular": "400", "SemiBold": "600 700"}
THAI = range(0x0E01, 0x0E5C)
LATIN = range(0x20, 0x7F)
#: Spaces, quotation marks, dashes, dots, arrows, and the dotted circle that carries a lone vowel sign.
SIGNS = (
    0xA0, 0xA7, 0xA9, 0xAB, 0xB0, 0xB7, 0xBB, 0xD7, 0x200B, 0x2013, 0x2014, 0x2018, 0x2019,
    0x201C, 0x201D, 0x2022, 0x2026, 0x2190, 0x2192, 0x25CC,
)  # fmt: skip
_ICON_RULE = re.compile(r'\.bi-([a-z0-9-]+)::before\{content:"\\([0-9a-f]+)"\}')


def sarabun_file(weight: str) -> Path:
    """The font file of a weight."""
    return Path(SARABUN) / "files" / f"Sarabun-{weight}.ttf"


def cut(source: bytes, codepoints: Iterable[int]) -> bytes:
    """Cut a font down to these characters (with the marks' positions kept) and pack it as WOFF2."""
    font = TTFont(BytesIO(source), recalcTimestamp=False)
    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    subsetter = Subsetter(options=options)
    subsetter.populate(unicodes=list(codepoints))
    subsetter.subset(font)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def text_codepoints() -> list[int]:
    """The characters of the text font."""
    return [*LATIN, *THAI, *SIGNS]


def icon_codepoints(css: str, names: Iterable[str]) -> dict[str, int]:
    """The characters of named icons, read from the icon style sheet; raises ``KeyError`` for one that it lacks."""
    known = {name: int(code, 16) for name, code in _ICON_RULE.findall(css)}
    return {name: known[name] for name in names}
