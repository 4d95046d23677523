"""What the executive returns reaches who screened it; where nobody is in that post, somebody else, with a word why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saraban.core.errors import Conflict, Invalid
from saraban.executives import acting, day_list
from saraban.letters import drafting, reviewing, screening
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.offices import service as offices
from saraban.people.service import end_holding, find_person, grant_acting, people_of
from saraban.scripts.check_trays import check_trays
from saraban.tasks import service as tasks

CLERK, SCREENER, EXECUTIVE, DEPUTY, ADMIN = "u-dgov-clerk", "u-dgov-screener", "u-dgov", "u-dgov-deputy", "u-bma-admin"
POST = "dgov.screener"


@pytest.fixture
def letter(desk, who):
    """A draft that lay before the executive already when it was screened: nobody checked it before."""
    form = drafting.Draft(subject="ขอขอบคุณ", to_text="ผู้อำนวยการสำนัก", body="ขอขอบคุณ")
    made = drafting.write_draft(desk, who(CLERK), unit="dgov", form=form)
    drafting.propose_draft(desk, who(CLERK), letter=made, to_post="dgov.head")
    screening.screen_draft(desk, who(SCREENER), letter=made, summary="ย่อ", recommendation="sign")
    return made


@pytest.fixture
def paper(desk, who):
    made = register_incoming(desk, who(CLERK), unit="dgov", form=Incoming(subject="ขอความเห็นชอบ")).paper
    screening.screen(desk, who(SCREENER), paper=made, summary="ย่อ", recommendation="agree")
    return made


def returned(desk, who, key, text="ขอข้อมูลเพิ่ม"):
    order = acting.Order("return", text=text)
    (done,) = acting.act_on_several(desk, who(EXECUTIVE), keys=(key,), order_=order)
    assert list(check_trays(desk.root)) == []
    return done


def leave(desk, post):
    for holding in people_of(desk.root).holdings.values():
        if holding.post == post:
            end_holding(desk.root, holding.id, desk.today - timedelta(days=1))


def lies_in(desk, letter):
    task = tasks.find(desk.root, letter.draft.task)
    return letter.draft.task.tray, task.what, task.text


class TestDraft:
    def test_it_lies_with_who_screened_it_and_comes_again(self, desk, who, letter):
        done = returned(desk, who, f"l-{letter.key}")
        assert (done.done, done.why, letter.state) == (True, "", "checking")
        assert lies_in(desk, letter) == (f"post:{POST}", "check", "ขอข้อมูลเพิ่ม")
        assert letter.key in [m.letter.key for m in day_list.to_screen(desk.root, who(SCREENER)) if m.is_draft]
        screening.screen_draft(desk, who(SCREENER), letter=letter, summary="เพิ่มแล้ว", recommendation="sign")
        assert f"l-{letter.key}" in [m.key for m in day_list.day_list(desk.root, who(EXECUTIVE))]

    def test_who_checked_it_before_the_screener_is_not_meant(self, desk, who, letter):
        drafting.recall_draft(desk, who(CLERK), letter=letter)
        reviewing.submit(desk, who(CLERK), letter=letter, to_post="dgov.registrar")
        screening.screen_draft(
            desk, who(SCREENER), letter=letter, summary="ย่อ", recommendation="sign", to_post="dgov.head"
        )
        returned(desk, who, f"l-{letter.key}")
        assert lies_in(desk, letter)[0] == f"post:{POST}"
        assert (letter.draft.checker_post, letter.draft.checked_by) == (POST, "")

    def test_who_stands_in_for_the_screener_has_it(self, desk, who, letter):
        leave(desk, POST)
        grant_acting(
            desk.root, person=DEPUTY, post=POST, term="acting-for", instrument="คำสั่งที่ ๒", since=desk.today,
            until=desk.today,
        )  # fmt: skip
        done = returned(desk, who, f"l-{letter.key}")
        assert (done.why, lies_in(desk, letter)[0]) == ("", f"post:{POST}")

    def test_an_empty_post_gives_it_to_another_screener(self, desk, who, letter):
        offices.set_office(
            desk, who(ADMIN), unit="dgov", executive="dgov.head", screeners=(POST, "dgov.deputy"), procurement=True
        )
        leave(desk, POST)
        done = returned(desk, who, f"l-{letter.key}")
        tray, what, text = lies_in(desk, letter)
        assert (done.done, letter.state, tray, what) == (True, "checking", "post:dgov.deputy", "check")
        assert "ขอข้อมูลเพิ่ม" in text
        assert "ไม่มีผู้ดำรงตำแหน่ง" in text
        assert done.why

    def test_without_one_it_is_its_writers_again(self, desk, who, letter):
        leave(desk, POST)
        done = returned(desk, who, f"l-{letter.key}")
        tray, what, text = lies_in(desk, letter)
        assert (done.done, letter.state, tray, what) == (True, "draft", f"person:{CLERK}", "revise")
        assert "ไม่มีผู้ดำรงตำแหน่ง" in text
        assert find_person(desk.root, CLERK).name in str(done.why.mapping.values())

    def test_words_are_asked_for(self, desk, who, letter):
        done = returned(desk, who, f"l-{letter.key}", text=" ")
        assert (done.done, letter.state) == (False, "proposed")
        with pytest.raises(Invalid):
            screening.return_draft_to_screener(desk, who(EXECUTIVE), letter=letter, text="")

    def test_one_that_was_not_screened(self, desk, who, letter):
        letter.screenings = ()
        with pytest.raises(Conflict) as refused:
            screening.return_draft_to_screener(desk, who(EXECUTIVE), letter=letter, text="แก้")
        assert refused.value.slug == "not-screened"


class TestPaper:
    def test_an_empty_post_gives_it_to_the_registry(self, desk, who, paper):
        leave(desk, POST)
        done = returned(desk, who, f"p-{paper.key}")
        (ref,) = paper.tasks
        task = tasks.find(desk.root, ref)
        assert (done.done, ref.tray, task.what) == (True, "unit:dgov", "handle")
        assert "ไม่มีผู้ดำรงตำแหน่ง" in task.text
        assert done.why

    def test_one_for_few_goes_to_no_other_screener(self, desk, who):
        paper = register_incoming(
            desk, who(CLERK), unit="dgov", form=Incoming(subject="สอบสวน", handling="concerned")
        ).paper
        screening.put_forward(desk, who(CLERK), paper=paper, to_post=POST)
        screening.screen(desk, who(SCREENER), paper=paper, summary="ย่อ", recommendation="agree")
        scopes = paper.scopes
        offices.set_office(
            desk, who(ADMIN), unit="dgov", executive="dgov.head", screeners=(POST, "dgov.deputy"), procurement=True
        )
        leave(desk, POST)
        assert returned(desk, who, f"p-{paper.key}").done
        assert paper.scopes == scopes
        assert paper.tasks[0].tray != "post:dgov.deputy"
