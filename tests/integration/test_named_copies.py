"""บัญชีรายชื่อผู้รับ: an addressee sees the list and its own named copy alone; who writes the letter has all of them."""

from itertools import count

import pytest

from saraban.core.errors import Missing
from saraban.documents.read_back import bare, read_pages
from saraban.exchange import listed
from saraban.exchange.forwarding import forward
from saraban.exchange.receiving import open_delivery, register_delivery, return_delivery
from saraban.exchange.sending import pull_back, send
from saraban.exchange.waiting import deliveries_of
from saraban.letters import records
from saraban.letters.drafting import Draft, sign
from saraban.scripts.office_circular import OnRecord
from saraban.templates.merging import merge_list
from tests.common.office import at, open_office

CLERK, HEAD, DISTRICT = "u-d54-edu-clerk", "u-d54-edu-head", "u-d54-clerk"
SCHOOL, OTHER, SECTION = "u-sch-1-clerk", "u-sch-2-clerk", "u-d54-finance-clerk"
TIMES = count(1)
ROWS = (
    "หน่วยงาน,เรียน\n"
    "d54-sch-1,ผู้อำนวยการโรงเรียนที่หนึ่ง\n"
    "d54-sch-2,ผู้อำนวยการโรงเรียนที่สอง\n"
    "d54-sch-1,ครูธุรการโรงเรียนที่หนึ่ง\n"
    ",ประธานชุมชนตัวอย่าง\n"
    "d54,ผู้อำนวยการเขต\n"
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("named-copies"))
    office.clock.office = at(13, 9, 0)
    yield office
    office.close()


@pytest.fixture
def letter(desk, who):
    """One letter for all of a list, signed and not sent yet."""
    clerk = who(CLERK)
    form = Draft(subject=f"ขอเชิญประชุม {next(TIMES)}", to_text="", body="ด้วยขอเชิญประชุม", kind="external")
    merge = merge_list(desk, clerk, unit="d54-edu", form=form, data=ROWS.encode(), mode="one", title="เชิญ")
    save(desk)
    (found,) = [records.letter_by_id(desk.root, key) for key in merge.letters]
    head = who(HEAD)
    signed = sign(desk, head, letter=found, proof=OnRecord(HEAD), typed_name=head.name)
    save(desk)
    return signed


@pytest.fixture
def sent(desk, who, letter):
    send(desk, who(CLERK), letter=letter)
    save(desk)
    return letter


def save(desk):
    desk.tm.commit()
    desk.tm.begin()


def delivery(desk, letter, unit):
    return next(d for d in deliveries_of(desk.root, letter.id) if d.to_unit == unit)


def text(issued):
    return "".join(page.text for page in read_pages(issued.pdf))


def copies_of(desk, actor, letter):
    """The rows whose copies may be had."""
    return [row.n for row in listed.open_list(desk.root, actor, letter).rows if row.has_copy]


class TestTheWriter:
    @pytest.mark.parametrize("person", [CLERK, HEAD])
    def test_has_the_list_and_every_copy(self, desk, who, letter, person):
        found = listed.open_list(desk.root, who(person), letter)
        assert [(row.unit, row.words, row.has_copy) for row in found.rows][3] == ("", "ประธานชุมชนตัวอย่าง", True)
        assert copies_of(desk, who(person), letter) == [1, 2, 3, 4, 5]
        assert (found.writes, found.own) == (True, ())

    def test_all_copies_are_one_file_for_printing(self, desk, who, letter):
        pages = read_pages(listed.copies_together(desk.root, who(CLERK), letter))
        assert [bare(words) in page.text for page, (_unit, words) in zip(pages, letter.receivers, strict=True)] == (
            [True] * 5
        )

    def test_so_many_at_once_from_a_row_on(self, desk, who, letter, monkeypatch):
        monkeypatch.setattr(listed, "MOST_TOGETHER", 2)
        assert len(read_pages(listed.copies_together(desk.root, who(CLERK), letter))) == 2
        (last,) = read_pages(listed.copies_together(desk.root, who(CLERK), letter, first=5))
        assert bare("เรียน ผู้อำนวยการเขต") in last.text

    @pytest.mark.parametrize("first", [0, -1, 6])
    def test_a_row_that_is_not_there(self, desk, who, letter, first):
        with pytest.raises(Missing):
            listed.copies_together(desk.root, who(CLERK), letter, first=first)


class TestAnAddressee:
    def test_sees_the_list_and_its_own_rows(self, desk, who, sent):
        found = listed.open_list(desk.root, who(SCHOOL), sent)
        assert [row.words for row in found.rows] == [words for unit, words in sent.receivers if unit]
        assert "ประธานชุมชนตัวอย่าง" not in [row.words for row in found.rows]  # outside the system: the sender's to know
        assert (found.outside, [row.n for row in found.own]) == (1, [1, 3])
        assert not found.writes

    def test_has_its_own_copies_alone(self, desk, who, sent):
        school = who(SCHOOL)
        for n, words in ((1, "ผู้อำนวยการโรงเรียนที่หนึ่ง"), (3, "ครูธุรการโรงเรียนที่หนึ่ง")):
            told = text(listed.named_copy(desk.root, school, sent, n))
            assert bare(f"เรียน {words}") in told
            assert bare("สำเนาหนังสือที่ลงนาม") in told
        for n in (0, 2, 4, 5, 6):
            with pytest.raises(Missing):
                listed.named_copy(desk.root, school, sent, n)
        with pytest.raises(Missing):
            listed.copies_together(desk.root, school, sent)
        assert copies_of(desk, who(OTHER), sent) == [2]

    def test_so_it_is_opened_or_registered_or_not(self, desk, who, sent):
        school, here = who(SCHOOL), delivery(desk, sent, "d54-sch-1")
        open_delivery(desk, school, delivery=here)
        assert copies_of(desk, school, sent) == [1, 3]
        register_delivery(desk, school, delivery=here)
        assert copies_of(desk, school, sent) == [1, 3]

    def test_nothing_before_it_was_sent(self, desk, who, letter):
        with pytest.raises(Missing):
            listed.open_list(desk.root, who(SCHOOL), letter)

    def test_nothing_when_it_was_pulled_back_or_returned(self, desk, who, sent):
        pull_back(desk, who(CLERK), delivery=delivery(desk, sent, "d54-sch-1"))
        return_delivery(desk, who(OTHER), delivery=delivery(desk, sent, "d54-sch-2"), reason="ไม่ใช่เรื่องของโรงเรียน")
        for person in (SCHOOL, OTHER):
            assert listed.list_of(desk.root, who(person), sent) is None

    def test_those_to_whom_it_was_handed_on_have_its_copy(self, desk, who, sent):
        paper = register_delivery(desk, who(DISTRICT), delivery=delivery(desk, sent, "d54")).paper
        save(desk)
        assert listed.list_of(desk.root, who(SECTION), sent) is None
        forward(desk, who(DISTRICT), paper=paper, to=("unit:d54-finance",))
        assert copies_of(desk, who(SECTION), sent) == [5]
        assert bare("เรียน ผู้อำนวยการเขต") in text(listed.named_copy(desk.root, who(SECTION), sent, 5))


class TestOthers:
    def test_who_reads_the_letter_without_being_on_the_list(self, desk, who, sent):
        records.add_scopes(desk.root, sent, "u:d54-finance")
        assert listed.list_of(desk.root, who("u-d54-finance-clerk"), sent) is None

    def test_a_letter_without_a_list(self, desk, who, sent):
        sent.receivers = ()
        assert listed.list_of(desk.root, who(CLERK), sent) is None


class TestTheSignedLetter:
    def test_stays_as_it_is(self, desk, who, sent):
        before = (sent.issued, sent.signature, sent.to_text)
        listed.named_copy(desk.root, who(SCHOOL), sent, 1)
        assert (sent.issued, sent.signature, sent.to_text) == before
