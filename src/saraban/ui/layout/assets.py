"""ไฟล์ประกอบหน้าจอ (assets): one style sheet, one script and the fonts, made once, sent packed and kept for a year.

Names carry a hash of the content, so a new version is a new address. Nothing is loaded from another host.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from pathlib import Path

import brotli

from saraban.ui.layout.fonts import WEIGHTS, cut, icon_codepoints, sarabun_file, text_codepoints
from saraban.ui.layout.icons import ICONS

RECIPE = "5"  # counts changes of this recipe, so that what was made by an older one is made again
TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "woff2": "font/woff2",
         "svg": "image/svg+xml"}  # fmt: skip
STYLES = ("base.css", "frame.css", "parts.css", "book.css", "pages.css", "print.css")
PACKED_ALREADY = {"woff2"}
_DARK = re.compile(r"\[data-bs-theme=dark\]\{([^}]*)\}")


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    name: str
    media_type: str
    plain: bytes
    packed: dict[str, bytes] = field(default_factory=dict)  # content coding -> bytes

    @property
    def sent_bytes(self) -> int:
        """How much travels to a browser of today."""
        return len(self.packed.get("br", self.plain))


@dataclass(frozen=True)
class Assets:
    """All of them: ``names`` maps the logical name (``saraban.css``) to the hashed one."""

    names: dict[str, str]
    by_name: dict[str, Asset]

    def path(self, logical: str) -> str:
        """The address of an asset."""
        return f"/assets/{self.names[logical]}"


def make_assets(directory: Path) -> Assets:
    """Make the assets, or read them from ``directory`` where they were made before."""
    sources = _sources()
    keep = directory / _digest(RECIPE.encode(), *(name.encode() + data for name, data in sorted(sources.items())))
    made: dict[str, Asset] = {}
    names: dict[str, str] = {}

    def add(logical: str, data: bytes) -> None:
        asset = _asset(logical, data, keep)
        names[logical] = asset.name
        made[asset.name] = asset

    icons = icon_codepoints(sources["icons.css"].decode(), ICONS)
    for weight in WEIGHTS:
        name = f"sarabun-{weight.lower()}.woff2"
        add(name, _kept(keep, name, partial(cut, sources[f"{weight}.ttf"], text_codepoints())))
    add("icons.woff2", _kept(keep, "icons.woff2", lambda: cut(sources["icons.font"], icons.values())))
    add("saraban.css", _style(sources, names, icons).encode())
    add("saraban.js", sources["saraban.js"] + sources["writing.js"])
    add("mark.svg", sources["mark.svg"])
    return Assets(names, made)


def _sources() -> dict[str, bytes]:
    deform = files("deform") / "static" / "css"
    own = files("saraban.ui.layout") / "static"
    found = {f"{weight}.ttf": sarabun_file(weight).read_bytes() for weight in WEIGHTS}
    found["bootstrap.css"] = (deform / "bootstrap.min.css").read_bytes()
    found["icons.css"] = (deform / "bootstrap-icons.min.css").read_bytes()
    found["icons.font"] = (deform / "fonts" / "bootstrap-icons.woff2").read_bytes()
    for name in (*STYLES, "saraban.js", "writing.js", "mark.svg"):
        found[name] = (own / name).read_bytes()
    return found


def _style(sources: dict[str, bytes], names: dict[str, str], icons: dict[str, int]) -> str:
    bootstrap = sources["bootstrap.css"].decode()
    faces = [_face("Sarabun", span, names[f"sarabun-{weight.lower()}.woff2"]) for weight, span in WEIGHTS.items()]
    faces.append(_face("icons", "400", names["icons.woff2"]))
    glyphs = [f'.bi-{name}::before{{content:"\\{code:x}"}}' for name, code in icons.items()]
    dark = _DARK.search(bootstrap)
    night = f"@media screen and (prefers-color-scheme:dark){{:root{{{dark.group(1)}}}}}" if dark else ""
    own = [sources[name].decode() for name in STYLES]
    return "\n".join([bootstrap, *faces, *glyphs, night, *own])


def _face(family: str, weight: str, file: str) -> str:
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:normal;font-display:swap;'
        f'src:url("/assets/{file}") format("woff2")}}'
    )


def _asset(logical: str, data: bytes, keep: Path) -> Asset:
    stem, _dot, kind = logical.rpartition(".")
    name = f"{stem}.{_digest(data)[:16]}.{kind}"
    packed = {}
    if kind not in PACKED_ALREADY:
        packed["br"] = _kept(keep, f"{name}.br", lambda: brotli.compress(data, quality=11))
        packed["gzip"] = _kept(keep, f"{name}.gz", lambda: gzip.compress(data, 9, mtime=0))
    return Asset(name, TYPES[kind], data, packed)


def _kept(keep: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """What was made before, or make it now; written beside and renamed, since several processes may start at once."""
    path = keep / name
    if path.is_file():
        return path.read_bytes()
    data = make()
    keep.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = keep / f".{name}.{secrets.token_hex(4)}"
    beside.write_bytes(data)
    beside.replace(path)
    return data


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
