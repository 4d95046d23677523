"""ดึงคืนก่อนเปิดอ่าน: told right when it is asked for again, and what was pulled back is found by its receivers no more."""

from __future__ import annotations

import pytest

from saraban.audit import service as audit
from saraban.circulars.service import publish
from saraban.circulars.service import withdraw as off_the_board
from saraban.core.errors import Conflict
from saraban.core.ids import new_id
from saraban.core.permissions import Permission
from saraban.exchange.receiving import open_delivery, return_delivery
from saraban.exchange.sending import pull_back, send, send_again
from saraban.exchange.waiting import incoming
from saraban.letters.drafting import Draft, sign, write_draft
from saraban.search import service
from saraban.search.interfaces import Query
from tests.integration.test_seed_services import TypedName

SENDER, RECEIVER, READER = "u-d54-edu-clerk", "u-d54-works-clerk", "u-d54-works-head"


@pytest.fixture
def word():
    """A word that stands in no other letter."""
    return f"รหัสงาน{new_id()}"


@pytest.fixture
def sent(desk, who, word):
    officer, head = who("u-d54-edu-officer"), who("u-d54-edu-head")
    form = Draft(subject=f"แจ้ง {word}", to_text="หัวหน้าฝ่ายโยธา", addressees=("unit:d54-works",))
    draft = write_draft(desk, officer, unit="d54-edu", form=form)
    desk.tm.commit()
    desk.tm.begin()
    letter = sign(desk, head, letter=draft, proof=TypedName(head.person), typed_name=head.name)
    (delivery,) = send(desk, head, letter=letter)
    keep(desk)
    return letter, delivery


def keep(desk):
    desk.tm.commit()
    desk.tm.begin()


def leaves(desk):
    return len(list(audit.records(desk.root, "d54-edu")))


class TestAskedForAgain:
    def test_the_second_time_it_says_that_it_is_done(self, desk, who, sent):
        _letter, delivery = sent
        pull_back(desk, who(SENDER), delivery=delivery)
        at, before = delivery.pulled_back_at, leaves(desk)
        with pytest.raises(Conflict) as refused:
            pull_back(desk, who(SENDER), delivery=delivery)
        assert "pulled back already" in refused.value.message
        assert (delivery.state, delivery.pulled_back_at, leaves(desk)) == ("pulled_back", at, before)

    def test_what_was_returned_is_not_called_opened(self, desk, who, sent):
        _letter, delivery = sent
        return_delivery(desk, who(RECEIVER), delivery=delivery, reason="ไม่ใช่งานของฝ่าย")
        with pytest.raises(Conflict) as refused:
            pull_back(desk, who(SENDER), delivery=delivery)
        assert "returned it already" in refused.value.message

    def test_what_was_opened_stays(self, desk, who, sent):
        _letter, delivery = sent
        open_delivery(desk, who(RECEIVER), delivery=delivery)
        with pytest.raises(Conflict) as refused:
            pull_back(desk, who(SENDER), delivery=delivery)
        assert "opened it already" in refused.value.message
        assert delivery.state == "opened"


class TestFinding:
    @pytest.fixture(params=["waiting", "indexed"])
    def find(self, request, desk, who, office, word):
        def found(person):
            keep(desk)
            if request.param == "indexed":
                service.catch_up(desk, office.registry)
            result = service.find(desk, office.registry, who(person), Query(word))
            return result.total, sum(sum(counts.values()) for counts in result.facets.values())

        return found

    def test_its_receivers_find_it_no_more(self, desk, who, sent, find):
        letter, delivery = sent
        assert [find(p)[0] for p in (SENDER, RECEIVER, READER)] == [1, 1, 1]
        pull_back(desk, who(SENDER), delivery=delivery)
        assert [find(p) for p in (RECEIVER, READER)] == [(0, 0)] * 2
        assert find(SENDER)[0] == 1
        assert not who(READER).may(Permission.LETTER_READ, letter)
        assert delivery not in incoming(desk.root, "d54-works")

    def test_sent_again_it_is_found_again(self, desk, who, sent, find):
        letter, delivery = sent
        pull_back(desk, who(SENDER), delivery=delivery)
        send_again(desk, who(SENDER), letter=letter, addressees=("unit:d54-works",))
        assert find(RECEIVER)[0] == 1

    def test_on_the_board_it_is_read_until_it_is_taken_off(self, desk, who, sent, find):
        letter, delivery = sent
        publish(desk, who(SENDER), letter=letter, unit="d54-edu", audience=("unit:d54-works",))
        keep(desk)
        pull_back(desk, who(SENDER), delivery=delivery)
        assert find(READER)[0] == 1
        off_the_board(desk, who(SENDER), letter=letter, why="ดึงคืน")
        assert find(READER) == (0, 0)
        assert not who(READER).may(Permission.LETTER_READ, letter)
