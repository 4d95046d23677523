"""An executive's office: what stays out, drafts on the same way, who stands in, each asked of the gate alone."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from saraban.core.errors import Conflict, Invalid, Missing, NeedsConfirmation, NotAllowed
from saraban.core.permissions import Permission
from saraban.directives import service as directives
from saraban.executives import acting, day_list
from saraban.letters import drafting, endorsing, reviewing, screening
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.offices import service as offices
from saraban.people.service import end_holding, grant_acting, people_of
from saraban.scripts.check_trays import check_trays
from saraban.scripts.office_circular import OnRecord
from saraban.tasks import service as tasks

CLERK, SCREENER, EXECUTIVE, DEPUTY, ADMIN = "u-dgov-clerk", "u-dgov-screener", "u-dgov", "u-dgov-deputy", "u-bma-admin"


@pytest.fixture
def paper(desk, who):
    return received(desk, who, "ขอความเห็นชอบ")


def received(desk, who, subject, **words):
    made = register_incoming(desk, who(CLERK), unit="dgov", form=Incoming(subject=subject, **words)).paper
    desk.tm.commit()
    desk.tm.begin()
    return made


def draft(desk, who, **words):
    form = drafting.Draft(subject="ขอขอบคุณ", to_text="ผู้อำนวยการสำนัก", body="ขอขอบคุณ", **words)
    return drafting.write_draft(desk, who(CLERK), unit="dgov", form=form)


def screened(desk, who, paper, **words):
    said = {"summary": "ย่อ", "recommendation": "agree", "assign_to": ("unit:dgov",), **words}
    return screening.screen(desk, who(SCREENER), paper=paper, **said)


def before(desk, actor):
    return [m.key for m in day_list.day_list(desk.root, actor)]


def test_other_work_in_the_tray_hides_no_matter(desk, who, paper, monkeypatch):
    monkeypatch.setattr(day_list, "MOST", 2)
    screening.put_forward(desk, who(CLERK), paper=paper, to_post="dgov.screener")
    for day in range(5):
        due = desk.today + timedelta(days=day)
        tasks.place(desk.root, tasks.post_tray("dgov.screener"), what="opinion", letter=1, due=due, since=desk.now)
    assert f"p-{paper.key}" in [m.key for m in day_list.to_screen(desk.root, who(SCREENER))]


def test_an_order_on_what_not_the_whole_unit_reads_gives_no_directive(desk, who, paper):
    paper.scopes = ("f:closed", f"post:{who(EXECUTIVE).post}")
    note = SimpleNamespace(assign_to=(), verb="อนุมัติ", text="", signing=None, due=None)
    with pytest.raises(Conflict):
        directives.keep_order(desk, who(EXECUTIVE), paper=paper, note=note)


class TestPapers:
    def test_forward_screened_ordered(self, desk, who, paper):
        screening.put_forward(desk, who(CLERK), paper=paper, to_post="dgov.screener", text="ด่วน")
        (matter,) = [m for m in day_list.to_screen(desk.root, who(SCREENER)) if m.paper is paper]
        assert (matter.task.text, matter.screening, matter.is_draft) == ("ด่วน", None, False)
        said = screened(desk, who, paper, points="แจ้งหน่วยงาน", words="เห็นชอบตามที่เสนอ")
        assert screening.screening_of(paper) == said
        assert "ข้อพิจารณา: แจ้งหน่วยงาน" in paper.endorsements[-1].text
        assert f"p-{paper.key}" in before(desk, who(EXECUTIVE))
        assert list(check_trays(desk.root)) == []
        done = acting.act_on_several(
            desk, who(EXECUTIVE), keys=(f"p-{paper.key}",) * 2, order_=acting.Order("order", verb="เห็นชอบ", keep=True)
        )
        assert [o.done for o in done] == [True]
        assert paper.endorsements[-1].assign_to == ("unit:dgov",)
        kept = directives.directives_of(
            desk.root, who(EXECUTIVE), "dgov", given=True, show="open", today=desk.today, post="dgov.head"
        )
        assert next(kept).paper == paper.id
        assert list(check_trays(desk.root)) == []

    def test_the_screener_returns_it_to_the_clerk_with_a_reason(self, desk, who, paper):
        with pytest.raises(Conflict):
            screening.return_to_clerk(desk, who(SCREENER), paper=paper, text="ขาด")
        screening.put_forward(desk, who(CLERK), paper=paper, to_post="dgov.screener")
        with pytest.raises(Invalid):
            screening.return_to_clerk(desk, who(SCREENER), paper=paper, text="  ")
        screening.return_to_clerk(desk, who(SCREENER), paper=paper, text="ขาดสิ่งที่ส่งมาด้วย")
        assert paper.key not in [m.paper.key for m in day_list.to_screen(desk.root, who(SCREENER)) if m.paper]
        (task,) = [t for t in tasks.tray(desk.root, tasks.unit_tray("dgov"), limit=500) if t.paper == paper.id]
        assert (task.what, task.text) == ("handle", "ขาดสิ่งที่ส่งมาด้วย")
        assert list(check_trays(desk.root)) == []
        screened(desk, who, paper)
        with pytest.raises(Conflict):
            screening.return_to_clerk(desk, who(SCREENER), paper=paper, text="ขาด")

    def test_a_note_that_is_taken_back_is_no_screening(self, desk, who, paper):
        screened(desk, who, paper)
        endorsing.withdraw(desk, who(SCREENER), paper=paper, endorsement=paper.endorsements[-1].id)
        assert screening.screening_of(paper) is None
        with pytest.raises(Conflict):
            screening.return_to_screener(desk, who(EXECUTIVE), paper=paper, text="ขาด")

    def test_a_refused_matter_leaves_the_others_and_itself(self, desk, who, paper):
        other = received(desk, who, "ไม่มีผู้รับ")
        screened(desk, who, paper)
        screened(desk, who, other, assign_to=())
        keys = (f"p-{other.key}", f"p-{paper.key}", "p-0000000000000", "x")
        done = acting.act_on_several(desk, who(EXECUTIVE), keys=keys, order_=acting.Order("order", verb="มอบดำเนินการ"))
        assert [o.done for o in done] == [False, True, False, False]
        assert (other.state, len(other.endorsements), paper.state) == ("proposed", 1, "ordered")
        assert all(o.why for o in done if not o.done)

    def test_an_order_that_names_nobody_is_carried_out_by_the_office(self, desk, who, paper):
        screened(desk, who, paper, assign_to=())
        order = acting.Order("order", verb="อนุมัติ")
        (done,) = acting.act_on_several(desk, who(EXECUTIVE), keys=(f"p-{paper.key}",), order_=order)
        assert (done.done, paper.endorsements[-1].assign_to) == (True, (f"unit:{paper.unit}",))

    @pytest.mark.parametrize("order", [acting.Order("sign"), acting.Order("")])
    def test_an_act_that_there_is_not(self, desk, who, order):
        with pytest.raises(Invalid):
            acting.act_on_several(desk, who(EXECUTIVE), keys=("p-1",), order_=order)
        with pytest.raises(Invalid):
            acting.act_on_several(desk, who(EXECUTIVE), keys=(), order_=acting.Order("acknowledge"))

    def test_only_in_an_office_and_only_to_its_posts(self, desk, who, paper):
        with pytest.raises(Invalid):
            screening.put_forward(desk, who(CLERK), paper=paper, to_post="d54.director")
        with pytest.raises(Invalid):
            screened(desk, who, paper, to_post="d54.director")
        with pytest.raises(Invalid):
            screened(desk, who, paper, recommendation="perhaps")
        with pytest.raises(Missing):
            screening.screen(desk, who("u-d54-clerk"), paper=paper, summary="ย่อ", recommendation="agree")
        with pytest.raises(NotAllowed):
            screening.put_forward(desk, who(SCREENER), paper=paper, to_post="dgov.screener")
        elsewhere = register_incoming(desk, who("u-d54-clerk"), unit="d54", form=Incoming(subject="อื่น")).paper
        with pytest.raises(Conflict) as refused:
            screening.put_forward(desk, who("u-d54-clerk"), paper=elsewhere, to_post="dgov.screener")
        assert refused.value.slug == "no-office"


class TestDrafts:
    def test_the_same_way_to_the_signature(self, desk, who):
        letter = draft(desk, who)
        reviewing.submit(desk, who(CLERK), letter=letter, to_post="dgov.screener")
        assert letter.key in [m.letter.key for m in day_list.to_screen(desk.root, who(SCREENER)) if m.is_draft]
        said = screening.screen_draft(
            desk, who(SCREENER), letter=letter, summary="ย่อ", recommendation="sign", to_post="dgov.head"
        )
        assert (letter.state, letter.draft.checked_by) == ("proposed", who(SCREENER).name)
        assert screening.screening_of(letter) == said
        key = f"l-{letter.key}"
        done = acting.act_on_several(desk, who(EXECUTIVE), keys=(key,), order_=acting.Order("order", verb="อนุมัติ"))
        assert [o.done for o in done] == [False]
        done = acting.act_on_several(desk, who(EXECUTIVE), keys=(key,), order_=acting.Order("return", text="แก้คำ"))
        assert [o.done for o in done] == [True]
        assert (letter.state, key in before(desk, who(EXECUTIVE))) == ("checking", False)
        assert list(check_trays(desk.root)) == []

    def test_what_was_changed_since_is_not_screened(self, desk, who):
        letter = draft(desk, who)
        drafting.propose_draft(desk, who(CLERK), letter=letter, to_post="dgov.head")
        screening.screen_draft(desk, who(SCREENER), letter=letter, summary="ย่อ", recommendation="sign")
        assert letter.state == "proposed"
        letter.subject = "เปลี่ยน"
        assert screening.screening_of(letter) is None

    def test_refusals(self, desk, who):
        letter = draft(desk, who)
        said = {"summary": "ย่อ", "recommendation": "sign"}
        with pytest.raises(Conflict):
            screening.screen_draft(desk, who(SCREENER), letter=letter, to_post="dgov.head", **said)
        reviewing.submit(desk, who(CLERK), letter=letter, to_post="dgov.screener")
        with pytest.raises(Conflict):
            screening.screen_draft(desk, who(CLERK), letter=letter, to_post="dgov.head", **said)
        with pytest.raises(Invalid):
            screening.screen_draft(desk, who(SCREENER), letter=letter, **said)
        screening.screen_draft(desk, who(SCREENER), letter=letter, to_post="dgov.head", **said)
        with pytest.raises(Conflict):
            screening.screen_draft(desk, who(SCREENER), letter=letter, to_post="dgov.deputy", **said)

    def test_one_that_nobody_checked_goes_back_to_its_writer(self, desk, who):
        letter = draft(desk, who)
        drafting.propose_draft(desk, who(CLERK), letter=letter, to_post="dgov.head")
        order = acting.Order("return", text="แก้")
        acting.act_on_several(desk, who(EXECUTIVE), keys=(f"l-{letter.key}",), order_=order)
        assert letter.state == "draft"


class TestWhatStaysOut:
    def test_procurement_until_the_office_lets_it_in(self, desk, who):
        letter = draft(desk, who)
        letter.procurement = "plan"
        with pytest.raises(Conflict) as refused:
            drafting.propose_draft(desk, who(CLERK), letter=letter, to_post="dgov.head")
        assert refused.value.slug == "procurement-excluded"
        paper = received(desk, who, "ขอความเห็นชอบแผน")
        desk.root["letters"].letters[paper.letter].procurement = "plan"
        for refusing in (
            lambda: screening.put_forward(desk, who(CLERK), paper=paper, to_post="dgov.screener"),
            lambda: endorsing.propose(
                desk, who(SCREENER), paper=paper, to="รองปลัดกรุงเทพมหานคร", to_post="dgov.deputy", text="เพื่อพิจารณา"
            ),
            lambda: screened(desk, who, paper),
        ):
            with pytest.raises(Conflict):
                refusing()
        offices.set_office(
            desk, who(ADMIN), unit="dgov", executive="dgov.head", screeners=("dgov.screener",), procurement=True
        )
        screening.put_forward(desk, who(CLERK), paper=paper, to_post="dgov.screener")
        screened(desk, who, paper)

    @pytest.mark.parametrize("subject", ["ขออนุมัติจัดซื้อรถ", "ผลการประกวดราคา", "งาน e-GP"])
    def test_a_subject_that_reads_like_it_is_asked_about(self, desk, who, subject):
        paper = received(desk, who, subject)
        with pytest.raises(NeedsConfirmation):
            screening.put_forward(desk, who(CLERK), paper=paper, to_post="dgov.screener")
        screening.put_forward(desk, who(CLERK), paper=paper, to_post="dgov.screener", is_no_procurement=True)

    def test_a_letter_for_few_reaches_those_it_is_handed_to_and_gives_no_directive(self, desk, who):
        paper = received(desk, who, "สอบสวน", handling="concerned")
        assert not who(SCREENER).may(Permission.LETTER_READ, paper)
        screening.put_forward(desk, who(CLERK), paper=paper, to_post="dgov.screener")
        assert who(SCREENER).may(Permission.LETTER_READ, paper)
        screened(desk, who, paper, assign_to=("post:dgov.registrar",))
        order = acting.Order("order", verb="อนุมัติ", keep=True)
        (done,) = acting.act_on_several(desk, who(EXECUTIVE), keys=(f"p-{paper.key}",), order_=order)
        assert (done.done, paper.state) == (False, "proposed")


class TestStandingIn:
    def office(self, desk):
        return offices.require_office(desk.root, "dgov")

    def test_the_first_who_is_there_is_offered(self, desk, who, paper):
        assert offices.first_there(desk.root, self.office(desk), desk.today) == "dgov.head"
        offices.set_away(desk, who(CLERK), unit="dgov", post="dgov.head", until=desk.today)
        assert offices.first_there(desk.root, self.office(desk), desk.today) == "dgov.deputy"
        assert offices.first_there(desk.root, self.office(desk), desk.today + timedelta(days=1)) == "dgov.head"
        screened(desk, who, paper)
        assert f"p-{paper.key}" in before(desk, who(DEPUTY))
        assert f"p-{paper.key}" not in before(desk, who(EXECUTIVE))

    def test_who_acts_in_the_post_has_its_list(self, desk, who, paper):
        for holding in people_of(desk.root).holdings.values():
            if holding.post == "dgov.head":
                end_holding(desk.root, holding.id, desk.today - timedelta(days=1))
        assert offices.first_there(desk.root, self.office(desk), desk.today) == "dgov.deputy"
        grant_acting(
            desk.root, person=DEPUTY, post="dgov.head", term="acting-for", instrument="คำสั่งที่ ๑", since=desk.today,
            until=desk.today,
        )  # fmt: skip
        assert offices.first_there(desk.root, self.office(desk), desk.today) == "dgov.head"
        screened(desk, who, paper)
        acting_one = who(DEPUTY, "acting")
        assert f"p-{paper.key}" in before(desk, acting_one)
        order = acting.Order("order", verb="อนุมัติ", keep=True)
        acting.act_on_several(desk, acting_one, keys=(f"p-{paper.key}",), order_=order)
        assert paper.endorsements[-1].signing.acting_term == "รักษาราชการแทน"

    def test_refusals(self, desk, who):
        with pytest.raises(Invalid):
            offices.set_away(desk, who(CLERK), unit="dgov", post="dgov.screener", until=desk.today)
        with pytest.raises(Invalid):
            offices.set_away(desk, who(CLERK), unit="dgov", post="dgov.head", until=desk.today - timedelta(days=1))
        with pytest.raises(NotAllowed):
            offices.set_away(desk, who(SCREENER), unit="dgov", post="dgov.head", until=None)
        with pytest.raises(Conflict):
            offices.set_away(desk, who(CLERK), unit="d54", post="d54.director", until=None)
        for wrong in (
            {"executive": ""},
            {"executive": "dgov.screener"},
            {"executive": "dgov.head", "deputies": ("dgov.head",)},
            {"executive": "dgov.head", "screeners": ("d54.director",)},
            {"executive": "dgov.head", "screeners": tuple(f"p{n}" for n in range(21))},
        ):
            with pytest.raises(Invalid):
                offices.set_office(desk, who(ADMIN), unit="dgov", **wrong)
        with pytest.raises(Missing):
            offices.set_office(desk, who(CLERK), unit="dgov", executive="dgov.head")


def test_signing_still_takes_the_code(desk, who):
    letter = draft(desk, who)
    drafting.propose_draft(desk, who(CLERK), letter=letter, to_post="dgov.head")
    desk.tm.commit()
    signer = who(EXECUTIVE)
    drafting.sign(desk, signer, letter=letter, proof=OnRecord(signer.person), typed_name=signer.name)
    assert f"l-{letter.key}" not in before(desk, signer)
