"""รูปแบบการพิมพ์หนังสือ (the style of printed letters): sizes and distances as data, within what the regulation asks.

It is a member of the table of kinds, so it has its versions, days of effect and reasons. Lengths are centimetres,
letters are points. The garuda and the order of the heads belong to the kinds and the layouts.
"""

from __future__ import annotations

from typing import Any

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.documents.sheet import CM, Style
from saraban.registers.rows import is_storable
from saraban.thai.normalise import is_seen

#: ท้ายหนังสือที่ลงนามในระบบ: printed copies of what was signed electronically are copies.
FOOTER = (
    "หนังสือราชการฉบับนี้ ผู้มีอำนาจลงนามด้วยลายมือชื่ออิเล็กทรอนิกส์ ต้นฉบับเป็นเอกสารอิเล็กทรอนิกส์",
    "สิ่งพิมพ์ออกเป็นกระดาษถือเป็นสำเนาเอกสาร",
)
#: Lengths in centimetres: lowest, highest, as shipped. The lowest margins are those of the regulation's practice.
LENGTHS: dict[str, tuple[float, float, float]] = {
    "left": (3, 4, 3),
    "right": (2, 3.5, 2),
    "top": (2.2, 3, 2.2),
    "bottom": (2, 4, 2.5),
    "indent": (2.5, 4, 2.5),
    "step": (0.5, 2, 0.75),
    "sign_width": (6, 9, 7),
    "seal": (4.5, 5.5, 4.5),
    "qr": (1.2, 2.9, 1.6),
    "qr_left": (0.5, 15, 0.9),
    "qr_bottom": (0.5, 2.5, 0.9),
}
#: Letters and what goes with them, in points. 10.8 points are as high as 16 points of the font that offices knew.
POINTS: dict[str, tuple[float, float, float]] = {
    "size": (10.8, 14, 10.8),
    "pitch": (15.2, 24, 16.75),
    "heading": (19.6, 26, 19.6),
    "label": (13.5, 18, 13.5),
    "urgency": (21.6, 32, 22),
    "secrecy": (14, 28, 16),
    "footer": (6, 11, 8.5),
    "part": (0, 12, 3),
    "sign_room": (42, 100, 54),
}
#: Where on the breadth of the text the signature has its middle.
SHARES: dict[str, tuple[float, float, float]] = {"sign_axis": (0.5, 0.75, 0.64)}
FLAGS: dict[str, bool] = {"qr_shown": True, "qr_on_every_page": False, "head_rule": True}
SIZES = {**LENGTHS, **POINTS, **SHARES}
MOST_LINES, LINE = 2, 150
#: What stands below the footer on a classified letter, in points.
_BELOW = 28


def whole_style(data: dict[str, Any]) -> dict[str, Any]:
    """The style of a table with every member; what the table does not say is as shipped."""
    shipped: dict[str, Any] = {name: row[2] for name, row in SIZES.items()}
    found = {**shipped, **FLAGS, "footer_lines": list(FOOTER), **data.get("style", {})}
    return {name: _plain(value) if name in SIZES else value for name, value in found.items()}


def _plain(size: float) -> float:
    """One writing for one size: 2 and 2.0 are no difference."""
    return int(size) if size == int(size) else size


def style_of(data: dict[str, Any]) -> Style:
    """The same as the sheets take it, in points."""
    found = whole_style(data)
    lengths = {name: found[name] * CM for name in LENGTHS}
    return Style(**lengths, **{name: found[name] for name in (*POINTS, *SHARES, *FLAGS)})


def footer_of(data: dict[str, Any]) -> tuple[str, ...]:
    """ข้อความท้ายหนังสือ: the lines at the foot of every page."""
    return tuple(whole_style(data)["footer_lines"])


def check_style(style: Any) -> None:
    """Raise ``Invalid`` at the first member that cannot be; ``field`` is its place (``style.left``)."""
    if not isinstance(style, dict):
        raise Invalid(_("“${place}” cannot be this. Look at how the others are written.", mapping={"place": "style"}))
    for name, value in style.items():
        if name in SIZES:
            _check_size(name, value)
        elif name in FLAGS:
            if not isinstance(value, bool):
                raise _wrong(name)
        elif name == "footer_lines":
            _check_footer(value)
        else:
            at = f"style.{name}"[:120]
            raise Invalid(_("There is no “${place}” in a table of letter kinds.", mapping={"place": at}), field=at)
    _check_together(whole_style({"style": style}))


def _check_size(name: str, value: Any) -> None:
    low, high, _shipped = SIZES[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(name)
    if not low <= value <= high:
        raise Invalid(
            _(
                "This must lie between ${low} and ${high}.",
                mapping={"low": f"{low:g}", "high": f"{high:g}"},
            ),
            field=f"style.{name}",
        )


def _check_footer(lines: Any) -> None:
    good = isinstance(lines, list | tuple) and 1 <= len(lines) <= MOST_LINES
    if not good or not all(_is_line(line) for line in lines):
        raise Invalid(
            _("The foot of a letter has one or two lines of at most ${n} characters.", mapping={"n": LINE}),
            field="style.footer_lines",
        )


def _is_line(line: Any) -> bool:
    return isinstance(line, str) and len(line) <= LINE and "\n" not in line and is_storable(line) and is_seen(line)


def _check_together(style: dict[str, Any]) -> None:
    if style["pitch"] < 1.4 * style["size"]:
        raise Invalid(_("Lines are at least 1.4 times as far apart as the letters are high."), field="style.pitch")
    foot = _BELOW + len(style["footer_lines"]) * 1.47 * style["footer"]
    if foot > style["bottom"] * CM - style["pitch"]:
        raise Invalid(
            _("The foot of the page has no room for its lines: make the bottom margin larger or the lines smaller."),
            field="style.bottom",
        )
    beside = style["qr_left"] + style["qr"] <= style["left"]
    if style["qr_shown"] and not beside and style["qr_bottom"] + style["qr"] > style["bottom"]:
        raise Invalid(
            _("The QR code would stand in the text: it has to fit into the left or the bottom margin."),
            field="style.qr",
        )


def _wrong(name: str) -> Invalid:
    place = f"style.{name}"
    return Invalid(
        _("“${place}” cannot be this. Look at how the others are written.", mapping={"place": place}), field=place
    )
