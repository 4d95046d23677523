"""คู่มือ (the manual): its buttons are those of the pages, its pictures are there, small, and all shown."""

import re

import polib
import pytest

from tests.unit.project.sources import ROOT, is_thai

MANUAL = sorted((ROOT / "docs" / "manual").glob("*.md"))
#: Those for people at the pages; the one for programs names no buttons.
FOR_PAGES = [page for page in MANUAL if is_thai(page.read_text(encoding="utf-8").partition("\n")[0])]
IMAGES = ROOT / "docs" / "manual" / "images"
LARGEST = 150 * 1024


@pytest.fixture(scope="module")
def wordings():
    entries = polib.pofile(str(ROOT / "locales" / "th" / "LC_MESSAGES" / "saraban.po"))
    return {re.sub(r"\s+", " ", e.msgstr).strip() for e in entries}


@pytest.mark.parametrize("page", FOR_PAGES, ids=lambda p: p.name)
def test_what_it_tells_to_press_stands_on_the_pages(page, wordings):
    named = re.findall(r"\*\*(.+?)\*\*", page.read_text(encoding="utf-8"))
    assert [words for words in named if words not in wordings] == []


@pytest.mark.parametrize("page", [*MANUAL, ROOT / "README.md"], ids=lambda p: p.name)
def test_what_it_points_to_is_there(page):
    targets = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    assert [t for t in targets if ":" not in t and not (page.parent / t).exists()] == []


def test_every_picture_is_shown_and_small():
    shown = {name for page in MANUAL for name in re.findall(r"images/([\w-]+\.png)", page.read_text(encoding="utf-8"))}
    assert shown == {path.name for path in IMAGES.glob("*.png")}
    assert [path.name for path in IMAGES.glob("*.png") if path.stat().st_size > LARGEST] == []
