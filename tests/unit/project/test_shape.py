"""How long files and functions may be, where imports stand, and where persistent classes live."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.common.long_files import FIRST
from tests.unit.project.sources import CODE, ROOT, SOURCE, TESTS, TOOLS, functions, is_thai, name_of, tree

FILE_LINES, FUNCTION_LINES = 500, 60
#: A story is one walk from the counter to the folder.
STORY_LINES = 150
#: What a stored class never needs.
NOT_IN_CONTENT = (
    "chameleon", "colander", "deform", "pyramid.config", "pyramid.httpexceptions", "pyramid.renderers",
    "pyramid.request", "pyramid.response", "pyramid.view", "webob",
)  # fmt: skip


@pytest.mark.parametrize("path", [*CODE, *TESTS, *TOOLS], ids=name_of)
def test_files_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(path) if f.end_lineno}
    most = FUNCTION_LINES if path in CODE or path in TOOLS else STORY_LINES
    assert {name: lines for name, lines in long.items() if lines > most} == {}


@pytest.mark.parametrize("path", [*CODE, *TOOLS], ids=name_of)
def test_imports_stand_at_the_top(path: Path) -> None:
    inside = [
        f"{function.name}: line {node.lineno}"
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


@pytest.mark.parametrize("path", [path for path in CODE if path.name == "content.py"], ids=name_of)
def test_what_is_stored_knows_no_page_and_no_form(path: Path) -> None:
    names = [
        name
        for node in ast.walk(tree(path))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    ]
    assert [name for name in names if name.startswith(NOT_IN_CONTENT)] == []


@pytest.mark.parametrize("path", [path for path in CODE if path.name == "content.py"], ids=name_of)
def test_what_is_stored_says_its_thai_name(path: Path) -> None:
    docstrings = [ast.get_docstring(tree(path)) or ""]
    assert all(is_thai(text.split("\n", 1)[0]) for text in docstrings)


def test_includeme_is_all_that_a_feature_package_does() -> None:
    features = list(SOURCE.glob("*/__init__.py"))
    found = {
        name_of(path): [node.name for node in tree(path).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        for path in features
    }
    assert {name: names for name, names in found.items() if set(names) - {"includeme"}} == {}


def test_no_module_is_a_grab_bag() -> None:
    assert [name_of(path) for path in CODE if path.stem in {"utils", "helpers", "common", "base", "misc"}] == []


def test_the_files_that_come_first_are_there() -> None:
    assert [name for name in FIRST if not (ROOT / "tests" / name).is_file()] == []
    assert len(set(FIRST)) == len(FIRST)
