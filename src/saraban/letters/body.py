"""ข้อความเป็นส่วน (body): the text of a letter as it is typed, and the blocks it is made of; one gives the other.

A line is a paragraph. One that begins with a number (``๑.``, ``๑.๑``, ``(๑)``, ``ข้อ ๑``) is a numbered paragraph; lines
between strokes ``| ก | ข |`` are rows of a table, whose head is underlined by ``|---|---|``; there ``|---:|`` sets a
column to the right, ``|:---:|`` in the middle. The typed text is what is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from saraban.documents.blocks import CENTER, LEFT, RIGHT, Block, Paragraph, Table
from saraban.thai.digits import to_arabic, to_thai

#: Most columns of a table on A4.
MOST_COLUMNS = 12
DEEPEST = 6
_NUMBER = re.compile(
    r"(?P<number>"
    r"ข้อ\s?[0-9๐-๙]{1,3}(?:/[0-9๐-๙]{1,2})?"
    r"|[0-9๐-๙]{1,3}(?:\.[0-9๐-๙]{1,3}){1,5}\.?"
    r"|[0-9๐-๙]{1,3}[.)]"
    r"|\([0-9๐-๙]{1,3}\)"
    r"|[ก-ฮ][.)]|\([ก-ฮ]\)"
    r")\s+(?=\S)"
)
_ROW = re.compile(r"\|.*\|\Z")
_RULE = re.compile(r"\|(?:\s*:?-{3,}:?\s*\|)+\Z")
_MARKS = {"": "---", LEFT: ":---", CENTER: ":---:", RIGHT: "---:"}
_CELL_END = re.compile(r"(?<!\\)\|")


def blocks_of(text: str) -> list[Block]:
    """The blocks of a typed text. Every text can be read: what is no number and no table is a plain paragraph."""
    found: list[Block] = []
    rows: list[str] = []
    lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n")]
    depth = 0
    for line in [*lines, ""]:
        if _ROW.match(line) and len(line) > 1:
            rows.append(line)
            continue
        if rows:
            found.append(_table(rows))
            rows = []
        if line:
            paragraph = _paragraph(line, depth)
            depth = paragraph.level if not _is_bracketed(paragraph.number) else depth
            found.append(paragraph)
    return found


def text_of(blocks: Iterable[Block]) -> str:
    """The text to type for blocks; ``blocks_of`` reads the same blocks from it."""
    return "\n".join(line for block in blocks for line in _lines(block))


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs alone, without tables."""
    return [block for block in blocks_of(text) if isinstance(block, Paragraph)]


def renumber(blocks: Iterable[Block]) -> list[Block]:
    """เรียงเลขข้อใหม่: numbered paragraphs counted again from ๑, each kind of number in its own way."""
    counts = [0] * (DEEPEST + 1)
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) or not block.number or not any(c.isdigit() for c in to_arabic(block.number)):
            found.append(block)
            continue
        counts[block.level] += 1
        counts[block.level + 1 :] = [0] * (DEEPEST - block.level)
        found.append(Paragraph(block.text, _counted(block.number, counts, block.level), block.level))
    return found


def _counted(number: str, counts: list[int], level: int) -> str:
    n = str(counts[level])
    if number.startswith("ข้อ"):
        return f"ข้อ {to_thai(n)}"
    if number.startswith("("):
        return f"({to_thai(n)})"
    if number.endswith(")"):
        return f"{to_thai(n)})"
    if level == 1:
        return f"{to_thai(n)}."
    return to_thai(".".join(str(c or 1) for c in counts[1 : level + 1]))


def _paragraph(line: str, depth: int) -> Paragraph:
    match = _NUMBER.match(line)
    if match is None:
        return Paragraph(line)
    number = " ".join(match["number"].split())
    return Paragraph(line[match.end() :], number, _level(number, depth))


def _level(number: str, depth: int) -> int:
    if number.startswith("ข้อ"):
        return 1
    if _is_bracketed(number):
        return min(depth + 1, DEEPEST)
    return min(len([part for part in number.rstrip(".").split(".") if part]), DEEPEST)


def _is_bracketed(number: str) -> bool:
    return number.endswith(")")


def _table(lines: list[str]) -> Table:
    head = len(lines) > 1 and _RULE.match(lines[1]) is not None
    rows = [_cells(line) for i, line in enumerate(lines) if not (_RULE.match(line) and (i == 1 or len(lines) == 1))]
    width = min(max((len(row) for row in rows), default=1), MOST_COLUMNS)
    aligns = tuple(_align(mark) for mark in _cells(lines[1])[:width]) if head else ()
    return Table(tuple(_padded(row, width) for row in rows), head=head, aligns=aligns if any(aligns) else ())


def _align(mark: str) -> str:
    if mark.endswith(":"):
        return CENTER if mark.startswith(":") else RIGHT
    return LEFT if mark.startswith(":") else ""


def _padded(row: list[str], width: int) -> tuple[str, ...]:
    kept = [*row[: width - 1], " ".join(row[width - 1 :])] if len(row) > width else row
    return (*kept, *[""] * (width - len(kept)))


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in _CELL_END.split(line[1:-1])]


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield f"{block.number} {block.text}" if block.number else block.text
        return
    for i, row in enumerate(block.rows):
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
        if i == 0 and block.head:
            yield "|" + "".join(f"{_MARKS[align]}|" for align in (*block.aligns, *[""] * len(row))[: len(row)])
    if not block.rows:
        yield "|---|"
    yield ""
