"""Every event that a unit's chain can hold has words: the calls that record are read from the code itself."""

from __future__ import annotations

import ast
import re

import polib
import pytest

from saraban.api.schemas.lists import ANSWERED
from saraban.directives.workflow import DIRECTIVE_MOVES
from saraban.ui.audit.words import DAMAGE, EVENTS, event_words
from tests.unit.project.sources import ROOT, SOURCE, tree

#: Chains of accounts and of classified letters are not on the pages; the rest asks these.
APART = {"api", "auth", "scripts", "ui", "vault"}
#: Where the event stands in calls that other modules make.
RECORDERS = {"record": 2, "record_entry": 2, "record_note": 3}
ACTS = ("propose", "order", "acknowledge")
#: Modules that put something before the word, and words that are put together.
BEFORE = {f"letters/{name}.py": "letter-" for name in ("cosigning", "drafting", "issuing", "reviewing")}
#: Functions of a feature's own that record what they are given.
OWN = {
    "letters/cosigning.py": {"put_on_record": 3, "record_step": 3},
    "letters/drafting.py": {"put_on_record": 3, "record_step": 3},
    "letters/issuing.py": {"put_on_record": 3, "record_step": 3},
    "letters/reviewing.py": {"record_step": 3},
    "news/service.py": {"note": 1},
    "news/stopping.py": {"note": 1},
}
COMPOSED = {
    "letters/owing.py": {"owed-letter", "owed-not-needed", "owed-paper", "owed-undone"},
    "letters/awaiting.py": {f"answer-{how.replace('_', '-')}" for how in (*ANSWERED, "undone")},
    "letters/endorsing.py": {f"{how}-{act}" for how in ("endorsed", "recorded") for act in ACTS},
    "directives/service.py": {f"directive-{verb}" for verb in (*DIRECTIVE_MOVES, "recorded")},
    "letters/moving.py": set(),  # what is given to its own functions
}


def modules():
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if name.split("/")[0] not in APART and not name.startswith("audit/"):
            yield name, tree(path)


def called(call):
    """The name of the function that is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def handed_on(functions, known):
    """Functions that hand one of their own arguments on as the event: where it stands in theirs."""
    for function in functions:
        given = [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            place = known.get(called(call))
            word = call.args[place] if place is not None and len(call.args) > place else None
            if isinstance(word, ast.Name) and word.id in given:
                yield function.name, given.index(word.id)


def recorded(name, module):
    """Each event that the calls of a module record; None for one that is put together."""
    functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    known = RECORDERS | OWN.get(name, {})
    while more := dict(handed_on(functions, known)).items() - known.items():
        known |= dict(more)
    for function in functions:
        given = {argument.arg for argument in function.args.args}
        local = {
            node.targets[0].id: node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            place = known.get(called(call))
            word = call.args[place] if place is not None and len(call.args) > place else None
            if isinstance(word, ast.Name):
                word = None if word.id in given else local.get(word.id, word)
            if word is not None:
                yield from said(word)


def said(word):
    if isinstance(word, ast.Constant):
        yield word.value
    elif isinstance(word, ast.IfExp):
        yield from said(word.body)
        yield from said(word.orelse)
    else:
        yield None


def events():
    found = set()
    for name, module in modules():
        words = set(recorded(name, module))
        assert (None in words) == (name in COMPOSED), name
        found |= {BEFORE.get(name, "") + word for word in words - {None}} | COMPOSED.get(name, set())
    return found


def test_every_event_has_words_and_nothing_else_has():
    found = events()
    assert sorted(found - set(EVENTS)) == [], "give these words in saraban.ui.audit.words"
    assert sorted(set(EVENTS) - found) == [], "nothing records these any more"


@pytest.mark.parametrize("language", ["th", "en"])
def test_in_both_languages(language):
    catalogue = polib.pofile(str(ROOT / "locales" / language / "LC_MESSAGES" / "saraban.po"))
    wordings = {entry.msgid: entry.msgstr for entry in catalogue}
    assert [word for word, words in (EVENTS | DAMAGE).items() if not wordings.get(str(words))] == []


def test_every_damage_that_is_found_has_words():
    source = (SOURCE / "audit" / "service.py").read_text(encoding="utf-8")
    assert set(re.findall(r'"(audit-[a-z]+)"', source)) == set(DAMAGE)


def test_two_events_do_not_say_the_same():
    assert len({str(words) for words in EVENTS.values()}) == len(EVENTS)


def test_an_event_of_another_day_is_shown_as_it_is():
    assert event_words("of-another-day") == "of-another-day"
