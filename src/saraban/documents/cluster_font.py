"""ฟอนต์อักษรประสม (the cluster font): Sarabun with one glyph for every consonant and the marks on it.

A reader of a PDF is told the letters of each glyph. Where a vowel above and a tone are glyphs of their own, readers
put them together in different ways; with one glyph for the whole cluster there is one way only. The outlines are
those of Sarabun, placed by HarfBuzz. Its licence (OFL) lets a changed font be passed on under another name: SarabanOne.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import uharfbuzz
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.otlLib.builder import buildLigatureSubstSubtable
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FAMILY = "SarabanOne"
STYLES = ("Regular", "Bold", "Italic")
CONSONANTS = tuple(map(chr, range(0x0E01, 0x0E2F)))
ABOVE, BELOW = ("ั", "ิ", "ี", "ึ", "ื", "็"), ("ุ", "ู", "ฺ")
TONES = ("่", "้", "๊", "๋", "์")
OTHERS = ("ํ", "๎", "ำ", "่ำ", "้ำ", "๊ำ", "๋ำ")
MARKS = (*("".join(pair) for pair in product((*ABOVE, *BELOW), ("", *TONES))), *TONES, *OTHERS)
#: SARA AM is drawn as these two; a tone stands between them.
NIKHAHIT, SARA_AA, SARA_AM = "ํ", "า", "ำ"
_NAMES = {1: FAMILY, 3: f"{FAMILY}-{{style}};saraban", 4: f"{FAMILY} {{style}}", 6: f"{FAMILY}-{{style}}", 16: FAMILY}
_CHANGED = f"{FAMILY}: one glyph for each Thai cluster; made from Sarabun by saraban."


def clusters() -> Iterator[str]:
    """Every consonant with every sequence of marks that is written on one."""
    yield from ("".join(pair) for pair in product(CONSONANTS, MARKS))


def build(source: Path, style: str) -> bytes:
    """The cluster font made from one file of Sarabun, as TrueType; the same file gives the same bytes."""
    font = TTFont(str(source), recalcTimestamp=False)
    shaper = _Shaper(source)
    joined: dict[tuple[str, ...], str] = {}
    glyphs, metrics, names = font["glyf"], font["hmtx"], font.getBestCmap()
    for number, cluster in enumerate(clusters()):
        name = f"cluster{number}"
        pen, width = TTGlyphPen(glyphs), 0
        for part, advance, x, y in shaper.shape(cluster):
            pen.addComponent(part, (1, 0, 0, 1, width + x, y))
            width += advance
        glyphs[name] = pen.glyph()
        glyphs[name].recalcBounds(glyphs)
        metrics[name] = (width, glyphs[name].xMin)
        joined[tuple(names[ord(letter)] for letter in _as_shaped(cluster))] = name
    _join(font, joined)
    _rename(font, style)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def digest(sources: Path) -> str:
    """What the fonts depend on: the files of Sarabun and this module."""
    found = hashlib.sha256(Path(__file__).read_bytes())
    for style in STYLES:
        found.update((sources / f"Sarabun-{style}.ttf").read_bytes())
    return found.hexdigest()[:16]


def build_all(sources: Path, target: Path) -> None:
    """Make the fonts of every style in a directory; ``digest`` in it says of what, and is written last."""
    target.mkdir(parents=True, exist_ok=True)
    (target / "digest").unlink(missing_ok=True)
    for style in STYLES:
        (target / f"{FAMILY}-{style}.ttf").write_bytes(build(sources / f"Sarabun-{style}.ttf", style))
    (target / "digest").write_text(digest(sources), encoding="ascii")


class _Shaper:
    """HarfBuzz on one font: which glyphs a text is drawn with, and where."""

    def __init__(self, source: Path) -> None:
        self.font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(source))))

    def shape(self, text: str) -> list[tuple[str, int, int, int]]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self.font, buffer)
        return [
            (self.font.glyph_to_string(info.codepoint), at.x_advance, at.x_offset, at.y_offset)
            for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]


def _as_shaped(cluster: str) -> str:
    """The letters as a shaper orders them before it looks into the font: SARA AM apart, circle before tone."""
    if not cluster.endswith(SARA_AM):
        return cluster
    return cluster[0] + NIKHAHIT + cluster[1:-1] + SARA_AA


def _join(font: TTFont, joined: dict[tuple[str, ...], str]) -> None:
    """Put the clusters in the place of the font's own rules, whose Latin ligatures would be read back otherwise."""
    (letters, name), *_rest = joined.items()
    del font["GSUB"]
    addOpenTypeFeaturesFromString(
        font,
        "languagesystem DFLT dflt;\nlanguagesystem latn dflt;\nlanguagesystem thai dflt;\n"
        f"feature ccmp {{ sub {' '.join(letters)} by {name}; }} ccmp;",
        tables=["GSUB"],
    )
    font["GSUB"].table.LookupList.Lookup[0].SubTable = [buildLigatureSubstSubtable(joined)]


def _rename(font: TTFont, style: str) -> None:
    spaced = style.replace("BoldItalic", "Bold Italic")
    for record in list(font["name"].names):
        if record.nameID in _NAMES:
            record.string = _NAMES[record.nameID].format(style=spaced if record.nameID == 4 else style)
        elif record.nameID in {7, 10, 18, 21, 22}:
            font["name"].removeNames(record.nameID)
    font["name"].setName(_CHANGED, 10, 3, 1, 0x409)
    if "DSIG" in font:
        del font["DSIG"]
