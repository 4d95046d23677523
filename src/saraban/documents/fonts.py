"""ที่เก็บฟอนต์ (where the fonts are): made when the package is built, or else once, on first use, for this user."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont

from saraban.core.errors import SarabanError
from saraban.core.i18n import _
from saraban.documents import cluster_font

_BUILT = Path(__file__).parent / "fonts"


class FontsMissing(SarabanError):
    """ไม่มีฟอนต์: the fonts of letters are not there and could not be made."""

    status = 500
    slug = "fonts-missing"


@lru_cache(maxsize=1)
def fonts_directory() -> Path:
    """The directory with the fonts that letters are set in.

    Those that were made with the package where they fit it; otherwise they are made once and kept in the user's cache.
    Raises ``FontsMissing`` when neither is there and the cache cannot be written.
    """
    sources = source_directory()
    wanted = cluster_font.digest(sources)
    if _is_whole(_BUILT, wanted):
        return _BUILT
    kept = _cache() / f"fonts-{wanted}"
    if not _is_whole(kept, wanted):
        make_fonts(kept)
    return kept


def source_directory() -> Path:
    """The files of Sarabun, as the font package brings them."""
    return Path(str(files("fontpkg_sarabun") / "files"))


def make_fonts(target: Path) -> None:
    """Make the fonts in a directory, all or nothing. Raises ``FontsMissing``."""
    sources = source_directory()
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="fonts-", dir=target.parent) as place:
            made = Path(place) / "made"
            cluster_font.build_all(sources, made)
            for path in (made, *made.iterdir()):
                path.chmod(0o755 if path.is_dir() else 0o644)
            _put(made, target)
    except OSError as error:
        raise FontsMissing(
            _(
                "The fonts of letters are missing and could not be made in ${place}. Run “saraban fonts” as a user "
                "who may write there, or set XDG_CACHE_HOME.",
                mapping={"place": str(target)},
            )
        ) from error


@lru_cache(maxsize=1)
def letters_of_font() -> frozenset[str]:
    """Every character that letters can be printed with."""
    found: set[str] | None = None
    for style in cluster_font.STYLES:
        with TTFont(str(fonts_directory() / f"{cluster_font.FAMILY}-{style}.ttf"), lazy=True) as font:
            known = set(map(chr, font.getBestCmap()))
        found = known if found is None else found & known
    return frozenset(found or ())


def _put(made: Path, target: Path) -> None:
    if target.exists():
        if _is_whole(target, (made / "digest").read_text(encoding="ascii")):
            return
        shutil.rmtree(target)
    try:
        made.rename(target)
    except OSError:  # another process was faster
        if not target.exists():
            raise


def _is_whole(place: Path, wanted: str) -> bool:
    try:
        return (place / "digest").read_text(encoding="ascii") == wanted
    except OSError:
        return False


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME", "")
    if Path(home).is_absolute():
        return Path(home) / "saraban"
    try:
        return Path.home() / ".cache" / "saraban"
    except RuntimeError:
        return Path(tempfile.gettempdir()) / f"saraban-{os.getuid()}"
