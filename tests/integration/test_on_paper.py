"""Paper beside it: wet-ink notes recorded for their writers, struck out when wrong, and where the paper original is."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdfium2 import PdfDocument

from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.exchange.forwarding import forward
from saraban.exchange.receiving import register_delivery
from saraban.files.service import check_in, open_file
from saraban.letters import endorsing, on_paper, originals, records
from saraban.letters.closing import close
from saraban.letters.documents import paper_text
from saraban.letters.incoming import Incoming
from saraban.letters.on_paper import OnPaper, record_on_paper, strike
from saraban.letters.receiving import register_incoming
from saraban.letters.rendition import rendition_pdf
from saraban.registers.export import cells
from saraban.registers.service import find
from saraban.scripts.check_references import check_references
from saraban.tasks import service as tasks
from tests.common.office import at
from tests.common.sample_files import pdf

DAY = date(2024, 3, 8)


@pytest.fixture
def desk(office):
    office.clock.office = at(11, 9, 0)
    with office.desk() as desk:
        yield desk


@pytest.fixture
def clerk(who):
    return who("u-d54-clerk")


@pytest.fixture
def paper(desk, clerk):
    """A letter that came to the district on the eighth."""
    return came(desk, clerk, received_at=at(8, 10, 0))


@pytest.fixture
def scan(desk):
    return lambda: check_in(io.BytesIO(pdf(1)), "เกษียน.pdf", directory=desk.var / "arrivals", person="u-d54-clerk")


def came(desk, clerk, unit="d54", **words):
    """A letter taken in; gives the unit's paper of it."""
    done = register_incoming(desk, clerk, unit=unit, form=Incoming(**{"subject": "ขอใช้สถานที่", **words}))
    desk.tm.commit()
    desk.tm.begin()
    return done.paper


def note(act="order", **changes):
    typed = {
        "act": act,
        "person": "u-d54-dir",
        "post": "d54.director",
        "written_on": DAY,
        "text": "มอบฝ่ายโยธา",
        "assign_to": ("unit:d54-works",) if act == "order" else (),
    }
    return OnPaper(**{**typed, **changes})


def trays(desk, paper):
    return sorted((ref.tray, tasks.find(desk.root, ref).what) for ref in paper.tasks)


class TestRecording:
    def test_it_stands_under_the_writer_and_names_who_recorded_it(self, desk, clerk, paper, scan):
        made = record_on_paper(desk, clerk, paper=paper, form=note(), scan=scan())
        assert made.signing.name == "นายสมมติ อำนวยการเขตตัวอย่าง"
        assert made.signing.post == "d54.director"
        assert (made.level, made.is_electronic, made.day) == ("paper", False, DAY)
        assert (made.recorded.person, made.recorded.post_title) == ("u-d54-clerk", "เจ้าพนักงานธุรการปฏิบัติงาน")
        with open_file(made.scan) as stored:
            assert stored.read() == pdf(1)
        assert records.letter_by_id(desk.root, paper.letter).files == ()
        assert paper.history[-1].person == "u-d54-clerk"
        assert list(check_references(desk.root)) == []

    def test_the_copy_says_so_too(self, desk, clerk, paper, scan):
        made = record_on_paper(desk, clerk, paper=paper, form=note(), scan=scan())
        strike(desk, clerk, paper=paper, endorsement=made.id, reason="ลงผิดฉบับ")
        copy = PdfDocument(rendition_pdf(desk.root, records.letter_by_id(desk.root, paper.letter), paper, []))
        words = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in copy)
        copy.close()
        assert "ลงนามในกระดาษ·บันทึกแทนโดยนางสมมติสารบรรณเขตตัวอย่าง๑๑มี.ค.๒๕๖๗" in words
        assert "๘มี.ค.๒๕๖๗" in words
        assert "ขีดฆ่า:ลงผิดฉบับ" in words

    @pytest.mark.parametrize("act", ["propose", "order", "acknowledge"])
    def test_the_consequences_are_those_of_a_note_written_here(self, desk, who, clerk, scan, act):
        twins = [came(desk, clerk), came(desk, clerk)]
        director = who("u-d54-dir")
        for twin in twins:
            endorsing.propose(desk, who("u-d54-adm-head"), paper=twin, to="ผู้อำนวยการเขตหนองจอก", text="เพื่อโปรดพิจารณา")
        if act == "propose":
            endorsing.propose(desk, director, paper=twins[0], to="ผู้ช่วยผู้อำนวยการเขต", text="โปรดดู")
        elif act == "order":
            endorsing.order(desk, director, paper=twins[0], text="มอบ", assign_to=("unit:d54-works",))
        else:
            endorsing.acknowledge(desk, director, paper=twins[0], text="ทราบ")
        form = note(act, to="ผู้ช่วยผู้อำนวยการเขต" if act == "propose" else "", text="ทราบ", written_on=desk.today)
        record_on_paper(desk, clerk, paper=twins[1], form=form, scan=scan())
        assert trays(desk, twins[0]) == trays(desk, twins[1])
        assert twins[0].state == twins[1].state

    def test_an_acting_head_stands_as_such_on_the_days_of_the_grant(self, desk, who, clerk, paper, scan):
        key = "d54-admin.head~act-d54-admin"
        form = note("propose", person="u-d54-adm-act", post=key, to="ผู้อำนวยการเขต", text="เพื่อโปรดทราบ")
        made = record_on_paper(desk, clerk, paper=paper, form=form, scan=scan())
        assert "รักษาการในตำแหน่งหัวหน้าฝ่ายปกครอง สำนักงานเขตหนองจอก" in made.signing.lines

    def test_those_who_may_have_written_are_offered_without_oneself(self, desk, clerk, paper):
        keys = {w.key for w in on_paper.writers_of(desk, clerk, paper, DAY)}
        assert {"u-d54-dir d54.director", "u-d54-adm-act d54-admin.head~act-d54-admin"} <= keys
        assert not [k for k in keys if k.startswith(("u-d54-clerk ", "u-auditor ", "u-d54-works"))]
        ordering = {w.person for w in on_paper.writers_of(desk, clerk, paper, DAY, "order")}
        assert ordering == {"u-d54-dir"}
        assert "u-d54-adm-act" not in {w.person for w in on_paper.writers_of(desk, clerk, paper, date(2024, 3, 7))}

    REFUSED = [
        ({"written_on": None}, "written_on"),
        ({"written_on": date(2024, 3, 7)}, "written_on"),
        ({"written_on": date(2024, 3, 12)}, "written_on"),
        ({"post": "d54-works.head"}, "writer"),
        ({"post": ""}, "writer"),
        ({"person": "u-nobody"}, "writer"),
        ({"person": "u-d54-asst", "post": "d54.assistant"}, "writer"),
        ({"person": "u-d54-works-head", "post": "d54-works.head"}, "writer"),
        ({"act": "sign"}, "act"),
        ({"assign_to": ()}, "assign_to"),
        ({"due": date(2024, 3, 7)}, "due"),
        ({"text": " "}, "text"),
    ]

    @pytest.mark.parametrize(("changes", "field"), REFUSED)
    def test_what_cannot_be_is_refused_at_its_field(self, desk, clerk, paper, scan, changes, field):
        with pytest.raises(Invalid) as refused:
            record_on_paper(desk, clerk, paper=paper, form=note(**changes), scan=scan())
        assert refused.value.field == field
        assert paper.endorsements == ()

    def test_the_acting_post_ends_with_its_grant(self, desk, clerk, paper, scan, office):
        office.clock.office = at(2, month=4)
        form = note(
            "acknowledge", person="u-d54-adm-act", post="d54-admin.head~act-d54-admin", written_on=date(2024, 4, 1)
        )
        with pytest.raises(Invalid) as refused:
            record_on_paper(desk, clerk, paper=paper, form=form, scan=scan())
        assert refused.value.field == "writer"

    def test_no_scan_no_note(self, desk, clerk, paper):
        with pytest.raises(Invalid) as refused:
            record_on_paper(desk, clerk, paper=paper, form=note(), scan=None)
        assert refused.value.field == "scan"

    def test_not_for_oneself(self, desk, clerk, paper, scan):
        own = note("acknowledge", person="u-d54-clerk", post="d54-admin.registrar")
        with pytest.raises(NotAllowed):
            record_on_paper(desk, clerk, paper=paper, form=own, scan=scan())

    def test_by_the_units_registrar_only(self, desk, who, paper, scan):
        for person, error in (
            ("u-d54-dir", NotAllowed),
            ("u-d54-adm-head", NotAllowed),
            ("u-d54-works-clerk", Missing),
            ("u-d54-admin", Missing),
        ):
            with pytest.raises(error):
                record_on_paper(desk, who(person), paper=paper, form=note(), scan=scan())

    def test_not_in_a_state_that_takes_no_notes(self, desk, clerk, paper, scan):
        close(desk, clerk, paper=paper, result="เก็บ")
        with pytest.raises(Conflict):
            record_on_paper(desk, clerk, paper=paper, form=note(), scan=scan())


class TestStriking:
    def test_it_stays_to_be_read_and_the_paper_falls_back(self, desk, clerk, paper, scan):
        made = record_on_paper(desk, clerk, paper=paper, form=note(), scan=scan())
        assert paper.state == "ordered"
        strike(desk, clerk, paper=paper, endorsement=made.id, reason="ลงผิดฉบับ")
        assert paper.endorsements == (made,)
        assert (made.is_live, made.struck.reason, made.struck.person) == (False, "ลงผิดฉบับ", "u-d54-clerk")
        assert paper.state == "registered"
        assert trays(desk, paper) == [("unit:d54", "handle")]
        assert "มอบฝ่ายโยธา" not in paper_text(paper)

    def test_what_came_after_it_stands(self, desk, who, clerk, paper, scan):
        made = record_on_paper(desk, clerk, paper=paper, form=note(), scan=scan())
        forward(desk, clerk, paper=paper, to=("unit:d54-works",))
        strike(desk, clerk, paper=paper, endorsement=made.id, reason="ลงผิด")
        assert paper.state == "in_hand"

    def test_refusals(self, desk, who, clerk, paper, scan):
        written = endorsing.acknowledge(desk, who("u-d54-dir"), paper=paper)
        made = record_on_paper(desk, clerk, paper=paper, form=note(), scan=scan())
        with pytest.raises(Invalid):
            strike(desk, clerk, paper=paper, endorsement=made.id, reason=" ")
        with pytest.raises(Conflict):
            strike(desk, clerk, paper=paper, endorsement=written.id, reason="ผิด")
        with pytest.raises(Missing):
            strike(desk, clerk, paper=paper, endorsement=1, reason="ผิด")
        with pytest.raises(NotAllowed):
            strike(desk, who("u-d54-dir"), paper=paper, endorsement=made.id, reason="ผิด")
        strike(desk, clerk, paper=paper, endorsement=made.id, reason="ผิด")
        with pytest.raises(Conflict):
            strike(desk, clerk, paper=paper, endorsement=made.id, reason="ผิด")

    def test_its_writer_does_not_take_it_back_as_if_he_had_written_it_here(self, desk, who, clerk, paper, scan):
        made = record_on_paper(desk, clerk, paper=paper, form=note(), scan=scan())
        with pytest.raises(Conflict):
            endorsing.withdraw(desk, who("u-d54-dir"), paper=paper, endorsement=made.id)


class TestOriginals:
    def test_placed_moved_and_told_everywhere(self, desk, who, clerk, paper):
        originals.place_originals(desk, clerk, papers=[paper], place="ตู้ ๑  แฟ้ม ๒")
        originals.place_originals(desk, clerk, papers=[paper], place="ฝ่ายโยธา")
        assert [k.place for k in paper.kept] == ["ตู้ ๑ แฟ้ม ๒", "ฝ่ายโยธา"]
        assert (paper.place, paper.kept[0].person) == ("ฝ่ายโยธา", "u-d54-clerk")
        assert originals.recent_places(desk.root, clerk, "d54")[:2] == ("ฝ่ายโยธา", "ตู้ ๑ แฟ้ม ๒")
        assert originals.papers_at(desk.root, clerk, "d54", "ฝ่ายโยธา") == [paper]
        assert originals.papers_at(desk.root, clerk, "d54", "ตู้ ๑ แฟ้ม ๒") == []
        entry = find(desk.root, "d54", "receive", paper.year, paper.n)
        assert cells(entry)[-1] == "ต้นฉบับ: ฝ่ายโยธา"
        assert "ฝ่ายโยธา" in paper_text(paper)
        assert paper in originals.newest_originals(desk.root, clerk, "d54", desk.today)
        assert originals.papers_at(desk.root, who("u-d54-works-clerk"), "d54", "ฝ่ายโยธา") == []

    def test_what_came_through_the_system_has_none_but_for_notes_on_a_print(self, desk, who, clerk, paper, scan):
        sent = forward(desk, clerk, paper=paper, to=("unit:d54-works",))[0]
        desk.tm.commit()
        desk.tm.begin()
        works = who("u-d54-works-clerk")
        own = register_delivery(desk, works, delivery=sent).paper
        with pytest.raises(Conflict) as refused:
            originals.place_originals(desk, works, papers=[own], place="ตู้ ๑")
        assert refused.value.slug == "no-paper"
        assert own not in originals.newest_originals(desk.root, works, "d54-works", desk.today)
        arrival = check_in(io.BytesIO(pdf(1)), "a.pdf", directory=desk.var / "arrivals", person=works.person)
        form = note("acknowledge", person="u-d54-works-head", post="d54-works.head", written_on=desk.today)
        record_on_paper(desk, works, paper=own, form=form, scan=arrival)
        originals.place_originals(desk, works, papers=[own], place="ตู้ ๑")
        assert own.place == "ตู้ ๑"

    def test_all_or_none(self, desk, who, clerk, paper):
        other = came(desk, clerk, "d54-admin")
        originals.place_originals(desk, clerk, papers=[paper, other], place="ตู้ ๒")
        assert {paper.place, other.place} == {"ตู้ ๒"}
        for papers, place, field in (([], "ตู้", "paper"), ([paper], " ", "place"), ([paper], "ก" * 201, "place")):
            with pytest.raises(Invalid) as refused:
                originals.place_originals(desk, clerk, papers=papers, place=place)
            assert refused.value.field == field
        with pytest.raises(NotAllowed):
            originals.place_originals(desk, who("u-d54-dir"), papers=[paper], place="โต๊ะ")
        with pytest.raises(Missing):
            originals.place_originals(desk, who("u-sch-1-clerk"), papers=[paper], place="โต๊ะ")
        with pytest.raises(Missing):
            originals.recent_places(desk.root, who("u-sch-1-clerk"), "d54")

    def test_the_last_dozen_of_places_is_offered(self, desk, clerk, paper):
        for n in range(15):
            originals.place_originals(desk, clerk, papers=[paper], place=f"ตู้ {n}")
        assert originals.recent_places(desk.root, clerk, "d54") == tuple(f"ตู้ {n}" for n in range(14, 2, -1))
