"""The state tables, cell by cell: every state and verb is allowed or refused on purpose."""

from __future__ import annotations

import pytest

from saraban.core.errors import Conflict
from saraban.core.permissions import ROLE_PERMISSIONS, Role
from saraban.letters.workflow import LETTER_MOVES, LETTER_STATES, PAPER_MOVES, PAPER_STATES, check_move, possible

NOTES = {
    "propose", "order", "acknowledge", "stamp_sheet", "withdraw", "record", "strike", "put_forward", "screen",
    "return_to_clerk",
}  # fmt: skip
#: paper state -> verbs that it allows, as the records office wants it
PAPER_TABLE = {
    "registered": NOTES | {"forward", "return", "close", "void", "place"},
    "proposed": NOTES | {"return_to_screener", "forward", "return", "void", "place"},
    "ordered": NOTES | {"forward", "close", "place"},
    "in_hand": NOTES | {"forward", "pull_back", "return", "close", "void", "place"},
    "returned": {"place"},
    "closed": {"reopen", "file", "strike", "place"},
    "filed": {"reopen", "file", "strike", "place"},
    "void": set(),
}
LETTER_TABLE = {
    "received": set(),
    "draft": {"change", "submit", "propose", "ask_opinions", "begin_sign", "sign", "sign_first", "void"},
    "checking": {"screen", "check", "send_back", "recall", "ask_opinions", "void"},
    "checked": {"screen", "propose", "recall", "ask_opinions", "begin_sign", "sign", "sign_first", "void"},
    "proposed": {
        "screen",
        "return",
        "return_previous",
        "recall",
        "ask_opinions",
        "begin_sign",
        "sign",
        "sign_first",
        "void",
    },
    "signing": {"sign", "sign_first", "bring_back"},
    "cosigning": {"cosign", "decline", "recall", "void"},
    "signed": {"send", "send_on_paper", "void"},
    "sent": {"send_again"},
    "void": set(),
}
#: verb -> the roles whose duty it is
DUTIES = {
    "propose": {"clerk", "head", "member", "registrar"},
    "order": {"head"},
    "acknowledge": {"clerk", "head", "member", "registrar"},
    "withdraw": {"clerk", "head", "member", "registrar"},
    "stamp_sheet": {"clerk", "registrar"},
    "put_forward": {"clerk", "registrar"},
    "screen": {"clerk", "head", "member", "registrar"},
    "return_to_screener": {"head"},
    "return_to_clerk": {"clerk", "head", "member", "registrar"},
    "forward": {"clerk", "registrar"},
    "pull_back": {"clerk", "registrar"},
    "return": {"clerk", "registrar"},
    "close": {"head", "registrar"},
    "reopen": {"head", "registrar"},
    "file": {"head", "registrar"},
    "void": {"registrar"},
    "record": {"registrar"},
    "strike": {"registrar"},
    "place": {"clerk", "registrar"},
}


def cells(moves, states):
    return [(state, verb) for state in states for verb in moves]


@pytest.mark.parametrize(("state", "verb"), cells(PAPER_MOVES, PAPER_STATES))
def test_a_paper_allows_what_the_table_says(state, verb):
    if verb in PAPER_TABLE[state]:
        assert check_move(PAPER_MOVES, verb, state).verb == verb
    else:
        with pytest.raises(Conflict) as refused:
            check_move(PAPER_MOVES, verb, state)
        assert refused.value.slug == "wrong-state"


@pytest.mark.parametrize(("state", "verb"), cells(LETTER_MOVES, LETTER_STATES))
def test_a_letter_allows_what_the_table_says(state, verb):
    if verb in LETTER_TABLE[state]:
        assert check_move(LETTER_MOVES, verb, state).verb == verb
    else:
        with pytest.raises(Conflict):
            check_move(LETTER_MOVES, verb, state)


@pytest.mark.parametrize("verb", PAPER_MOVES)
def test_each_verb_is_the_duty_of_these_roles(verb):
    roles = {r.value for r in Role if PAPER_MOVES[verb].permission in ROLE_PERMISSIONS[r]}
    assert roles == DUTIES[verb]


def test_the_tables_lead_to_states_that_exist():
    assert {m.leads_to for m in PAPER_MOVES.values()} - {""} <= set(PAPER_STATES)
    assert {m.leads_to for m in LETTER_MOVES.values()} - {""} <= set(LETTER_STATES)


def test_what_is_possible_keeps_the_order_of_the_table():
    assert [m.verb for m in possible(PAPER_MOVES, "closed")] == ["strike", "reopen", "file", "place"]
