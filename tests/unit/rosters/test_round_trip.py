"""ส่งออกแล้วนำเข้ากลับ: an export taken in by an empty store exports equal, over itself nothing; undo is exact."""

import unicodedata
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from saraban.agencies.service import UNIT_KINDS, add_unit, set_active, set_prefix, split_series
from saraban.core.errors import SarabanError
from saraban.people.service import (
    ACTING_TERMS,
    add_person,
    add_post,
    appoint,
    grant_acting,
    grant_role,
    let_in,
    spell_person,
)
from saraban.rosters.exporting import export_csv, export_workbook
from saraban.rosters.hands import console
from saraban.rosters.importing import ImportWrong, TableFile, take_in
from saraban.rosters.tables import ACTING, POWER_WORDS, ROLE_WORDS, TABLES
from saraban.rosters.undoing import undo
from saraban.ui.admin.sentences import DELEGABLE
from tests.common.tables import imported, store, tried, whole

RELAXED = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
CODES = ("a", "b", "c", "a-1", "a-2", "b-1")
NAMES = st.one_of(
    st.sampled_from(
        ["=1+1", "+66 2", "-", "@x", "'=x", "''-", "<script>x</script>", 'ก"ข', "ก;ข,ค", "'", "ใช่", "1", "TRUE"]
    ),
    st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=12).map(str.strip).filter(bool),
).map(lambda text: unicodedata.normalize("NFC", text))
DAYS = st.integers(0, 20_000).map(lambda n: date(1982, 1, 1) + timedelta(days=n))


@st.composite
def offices(draw):
    """Calls that build an office, some of which are refused; the kinds of a unit follow its code."""
    steps = []
    for code in draw(st.lists(st.sampled_from(CODES), unique=True, min_size=1)):
        parent = draw(st.sampled_from(["", *CODES]))
        kind = sorted(UNIT_KINDS)[CODES.index(code) % len(UNIT_KINDS)]
        steps.append((add_unit, {"code": code, "title": draw(NAMES), "kind": kind, "parent": parent or None,
                                 "abbreviation": draw(st.one_of(st.just(""), NAMES)),
                                 "address": draw(st.one_of(st.just(""), NAMES))}))  # fmt: skip
        steps.append((set_active, {"code": code, "active": draw(st.booleans())}))
        steps.append(
            (split_series, {"code": code, "apart": draw(st.sets(st.sampled_from(["external", "memo", "seal"])))})
        )
        steps += [
            (set_prefix, {"code": code, "text": draw(NAMES), "since": draw(DAYS)})
            for _n in range(draw(st.integers(0, 2)))
        ]
    people, posts = ("p1", "p2", "p.3"), ("x", "y-1", "z_2")
    steps += [
        (add_person, {"id": p, "name": draw(NAMES), "email": draw(st.sampled_from(["", "a@b.th"]))}) for p in people
    ]
    steps += [
        (spell_person, {"person": p, "certificate_name": draw(st.sampled_from(["", "Sommut TUAYANG", "นาง สมมติ"]))})
        for p in people
    ]
    steps += [(let_in, {"person": p, "active": draw(st.booleans())}) for p in people]
    steps += [(add_post, {"id": p, "unit": CODES[posts.index(p)], "title": draw(NAMES),
                          "rank": draw(st.one_of(st.just(""), NAMES))}) for p in posts]  # fmt: skip
    for _n in range(draw(st.integers(0, 5))):
        since, until = draw(DAYS), draw(st.one_of(st.none(), DAYS))
        one = {"person": draw(st.sampled_from(people)), "post": draw(st.sampled_from(posts)), "since": since}
        role = {
            "unit": draw(st.sampled_from(CODES)),
            "role": draw(st.sampled_from(sorted(ROLE_WORDS))),
            "post": one["post"],
        }
        scope = tuple(draw(st.sets(st.sampled_from(sorted(map(str, POWER_WORDS))), max_size=2)))
        steps.append((appoint, {**one, "until": until}))
        steps.append((grant_role, {**role, "inherit": draw(st.booleans()), "since": draw(st.one_of(st.none(), DAYS)),
                                   "until": until}))  # fmt: skip
        steps.append((grant_acting, {**one, "term": draw(st.sampled_from(sorted(ACTING_TERMS))), "scope": scope,
                                     "instrument": draw(NAMES), "until": until or date(2099, 1, 1)}))  # fmt: skip
    return steps


def build(desk, steps):
    for verb, parts in steps:
        with suppress(SarabanError):
            verb(desk.root, **parts)
    desk.tm.commit()
    desk.tm.begin()


def exported(desk):
    return [TableFile(f"{table.name}.csv", export_csv(console(desk), table.name)) for table in TABLES]


@RELAXED
@given(office=offices(), as_workbook=st.booleans())
def test_out_and_in_again(tmp_path_factory, office, as_workbook):
    directory = tmp_path_factory.getbasetemp()
    with store(directory) as desk, store(directory) as empty:
        build(desk, office)
        before, files = whole(desk.root), exported(desk)
        given_out = [TableFile("a.xlsx", export_workbook(console(desk)))] if as_workbook else files
        over_itself = tried(desk, *given_out)
        assert ([str(b.message) for b in over_itself.run.bad], over_itself.run.changes) == ([], [])
        imported(empty, *given_out)
        assert exported(empty) == files
        undo(console(empty), 1)
        assert whole(empty.root)["units"] == {}
        assert whole(empty.root)["people"] == whole(empty.root)["posts"] == {}
        assert whole(desk.root) == before


@RELAXED
@given(office=offices(), other=offices())
def test_over_another_office_and_undone(tmp_path_factory, office, other):
    """Either everything is taken in, and put back exactly; or a row is wrong, and nothing has changed."""
    directory = tmp_path_factory.getbasetemp()
    with store(directory) as desk, store(directory) as source:
        build(desk, office)
        build(source, other)
        before, files = whole(desk.root), exported(source)
        trial = tried(desk, *files)
        assert whole(desk.root) == before
        event("wrong" if trial.run.bad else "changes" if trial.run.changes else "nothing")
        if trial.run.bad:
            with pytest.raises(ImportWrong):
                take_in(console(desk), files, shown=trial.shown)
            desk.tm.abort()
            desk.tm.begin()
        elif trial.run.changes:
            imported(desk, *files)
            assert whole(desk.root) != before
            undo(console(desk), 1)
        assert whole(desk.root) == before


def test_an_acting_grant_is_limited_as_on_the_page():
    scope = ACTING.field("scope")
    assert set(scope.words) >= {power.value for power in DELEGABLE}
    assert len(set(scope.words.values())) == len(scope.words)
