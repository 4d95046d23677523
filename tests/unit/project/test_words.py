"""Templates compile, messages are literal texts with a Thai wording, docs name what exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from pkgutil import resolve_name

import polib
import pytest
from pyramid_chameleon.zpt import PyramidPageTemplateFile

from tests.unit.project.sources import CODE, ROOT, TEMPLATES, is_thai, name_of, tree

LANGUAGES = ("en", "th")
PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
NAME_IN_DOCS = re.compile(r"`(saraban(?:\.\w+)+)`")
ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.*?) \|$", re.MULTILINE)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_compile(path: Path) -> None:
    assert PyramidPageTemplateFile(str(path), macro=None).cook_check()


def is_message(call: ast.Call) -> bool:
    """One literal text, or a message that is given its values: ``_(str(message), mapping=…)``."""
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Call):
        return isinstance(first.func, ast.Name) and first.func.id == "str"
    return isinstance(first, ast.Constant) and isinstance(first.value, str)


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_messages_are_literal_texts(path: Path) -> None:
    calls = [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
    ]
    assert [node.lineno for node in calls if not is_message(node)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_wordings_keep_their_placeholders(language: str) -> None:
    catalogue = polib.pofile(str(ROOT / "locales" / language / "LC_MESSAGES" / "saraban.po"))
    other = [
        entry.msgid
        for entry in catalogue
        if entry.msgstr and set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(entry.msgstr))
    ]
    assert len(catalogue) > 0
    assert other == []


def test_the_flow_names_what_exists() -> None:
    names = NAME_IN_DOCS.findall((ROOT / "docs" / "flow.md").read_text(encoding="utf-8"))
    assert len(names) > 20
    for name in names:
        assert resolve_name(name) is not None


def test_glossary_has_one_word_for_one_concept() -> None:
    rows = ROW.findall((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    terms = [(english, thai) for english, thai, _meaning in rows if english not in {"English", "---"}]
    english = [word for words, _thai in terms for word in words.split(", ")]
    assert len(terms) > 20
    assert sorted(english) == sorted(set(english))
    assert [word for word, thai in terms if not is_thai(thai)] == []
