"""The secret books: numbers without gaps, the columns of the paper forms, and what a row says to whom."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saraban.auth.accounts import hand_out_password
from saraban.core.errors import Conflict, Missing, NotAllowed
from saraban.vault import door, ledger
from saraban.vault.checking import check
from tests.common.vault import ADMIN, CANARY, CLERK, DIRECTOR, FORM, HEAD, ORDER, OTHER, REGISTRAR, clear
from tests.common.web import open_web

YEAR = 2567
LEVELS = {"confidential": "ลับ", "secret": "ลับมาก"}


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("vault-books"))
    clear(web)
    yield web
    web.office.close()


@pytest.fixture
def desk(web):
    with web.office.desk() as desk:
        yield desk


@pytest.fixture
def who(web, desk):
    return lambda person, post="": web.office.actor(desk, person, post)


@pytest.fixture
def now(web):
    return web.office.clock.now()


@pytest.fixture
def book(desk, who, now):
    """Rows of a book in the columns of its form, as the registrar of the district sees them."""

    def rows(series, by=REGISTRAR, unit="d54", **span):
        found = door.read_book(desk, who(by), unit=unit, series=series, year=YEAR, proved_at=now, **span)
        return [dict(zip(door.columns(series), door.cells(desk.root, series, row), strict=True)) for row in found]

    return rows


@pytest.fixture
def paper(desk, who, now):
    return door.register_secret(desk, who(REGISTRAR), unit="d54", form=FORM, proved_at=now)


def keep(desk):
    desk.tm.commit()
    desk.tm.begin()


class TestColumns:
    def test_received(self, paper, book):
        row = book("receive")[-1]
        assert row["เรื่อง"] == CANARY
        assert row["ที่"] == "ตย ๑/ล ๗"
        assert (row["ชั้นความลับ"], row["จำนวน (ชุด/แผ่น)"]) == ("ลับมาก", "๑ ชุด")
        assert row["วันเดือนปีที่รับ"] == "๘ มี.ค. ๒๕๖๗"

    def test_sent_with_its_receipt(self, desk, who, now, paper, book):
        keep(desk)
        (sent,) = door.send(desk, who(REGISTRAR), paper.key, to=[f"ops-sec:{OTHER}"], proved_at=now)
        row = book("send")[-1]
        assert row["เลขทะเบียนส่ง"] == {1: "๑", 2: "๒", 3: "๓"}[sent.n]
        assert (row["เรื่อง"], row["ใบตอบรับ"]) == (CANARY, "ยังไม่ตอบรับ")
        assert "ทะเบียนลับส่วนกลาง" in row["ผู้รับ"]
        keep(desk)
        door.register_delivery(desk, who(OTHER), sent.key, proved_at=now)
        assert "ลงทะเบียนรับ ๘ มี.ค. ๒๕๖๗" in book("send")[-1]["ใบตอบรับ"]
        assert "ทขล. ๒ ที่" in book("receive")[-1]["การดำเนินการ"]

    def test_control(self, desk, who, now, paper, book):
        door.name(desk, who(REGISTRAR), paper.key, persons=[DIRECTOR], why="เพื่อสั่งการ", proved_at=now)
        door.record_copies(desk, who(REGISTRAR), paper.key, count=2, why="ผู้อำนวยการเขต", proved_at=now)
        change = {"instrument": ORDER, "why": "หมดเหตุ", "proved_at": now}
        door.change_level(desk, who(REGISTRAR), paper.key, level="confidential", **change)
        door.unname(desk, who(REGISTRAR), paper.key, person=DIRECTOR, why="คืนแล้ว", proved_at=now)
        row = book("control")[-1]
        registrar = who(REGISTRAR).name
        assert row["ผู้ถือ/ที่เก็บ"] == f"คลังลับในระบบ · {registrar}"
        assert row["การสำเนา"].startswith(f"๒ ชุด ๘ มี.ค. ๒๕๖๗ {registrar}")
        assert who(DIRECTOR).name in row["ยืม/คืน"]
        assert row["ปรับชั้น"].startswith("ลับมาก เป็น ลับ ๘ มี.ค. ๒๕๖๗")
        assert row["หมายเหตุ"] == f"ลงทะเบียน ๘ มี.ค. ๒๕๖๗ · {FORM.remark}"
        assert "ปรับชั้น: ลับมาก เป็น ลับ" in book("receive")[-1]["หมายเหตุ"]

    def test_closed(self, desk, who, now, paper, book):
        door.close(desk, who(REGISTRAR), paper.key, result="เก็บเข้าแฟ้ม", proved_at=now)
        assert book("receive")[-1]["การดำเนินการ"] == "ปิดเรื่อง: เก็บเข้าแฟ้ม"

    def test_a_span_that_is_printed_is_on_record_as_such(self, desk, paper, book):
        rows = book("receive", first=1, last=1, printing=True)
        leaf = list(ledger.records(desk.root, "d54/reads"))[-1]
        assert [r["เลขทะเบียนรับ"] for r in rows] == ["๑"]
        assert leaf.event == "book-printed"
        assert leaf.about == {"series": "receive", "year": YEAR, "first": 1, "last": 1}


class TestWhoLooks:
    @pytest.mark.parametrize("person", [DIRECTOR, HEAD, CLERK, ADMIN, OTHER])
    def test_nobody_else_opens_it(self, paper, book, person):
        with pytest.raises(Missing):
            book("receive", by=person)

    def test_no_such_year(self, desk, who, now):
        with pytest.raises(Missing):
            door.read_book(desk, who(REGISTRAR), unit="d54", series="receive", year=1999, proved_at=now)
        with pytest.raises(Missing):
            door.read_book(desk, who(REGISTRAR), unit="d54", series="memo", year=YEAR, proved_at=now)

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        letters=st.lists(
            st.tuples(st.sampled_from(sorted(LEVELS)), st.booleans(), st.booleans()), min_size=1, max_size=4
        )
    )
    def test_no_gaps_and_rows_of_others_say_number_day_and_level(self, web, letters):
        """Whatever is registered, sent and handed over: 1..n in each book, and not a word of what is others'."""
        with web.office.desk() as desk:
            now, actor = web.office.clock.now(), {p: web.office.actor(desk, p) for p in (REGISTRAR, DIRECTOR)}
            hidden = set()
            for level, sent, handed in letters:
                form = door.SecretIncoming(level=level, subject=CANARY, number=CANARY, from_text=CANARY, remark=CANARY)
                made = door.register_secret(desk, actor[REGISTRAR], unit="d54", form=form, proved_at=now)
                keep(desk)
                if sent:
                    door.send(desk, actor[REGISTRAR], made.key, to=[f"ops-sec:{OTHER}"], proved_at=now)
                if handed:
                    hand_over(desk, actor, made.key, now)
                    hidden.add(made.id)
                keep(desk)
            for series in door.SERIES:
                rows = door.read_book(desk, actor[REGISTRAR], unit="d54", series=series, year=YEAR, proved_at=now)
                assert [row.entry.n for row in rows] == list(range(1, len(rows) + 1))
                for row in rows[-len(letters) :]:
                    shown = door.cells(desk.root, series, row)
                    if row.entry.paper in hidden:
                        assert (row.paper, row.letter, row.words) == (None, None, None)
                        assert CANARY not in str(shown)
                        words = {w for w in shown if w}
                        assert len(words) == (4 if series != "control" else 3)
                        assert LEVELS[row.entry.level] in words
            assert check(desk.root) == []


class TestLookingUp:
    def test_deliveries_of_one_letter_only(self, desk, who, now, paper):
        keep(desk)
        other = door.register_secret(desk, who(REGISTRAR), unit="d54", form=FORM, proved_at=now)
        keep(desk)
        (sent,) = door.send(desk, who(REGISTRAR), other.key, to=[f"ops-sec:{OTHER}"], proved_at=now)
        keep(desk)
        vault = desk.root["vault"]
        desk.root._p_jar.cacheMinimize()
        assert door.deliveries_of(desk.root, vault.papers[other.id]) == [sent]
        assert door.deliveries_of(desk.root, vault.papers[paper.id]) == []
        loaded = [d for d in vault.deliveries.values() if d._p_changed is not None]
        assert loaded == [sent]

    def test_years(self, desk, paper):
        assert door.years_of(desk.root, "d54", "receive") == [YEAR]
        assert door.years_of(desk.root, "d5", "receive") == []
        assert door.last_of(desk.root, "d54", "receive", YEAR) == paper.n
        assert door.last_of(desk.root, "d54", "receive", YEAR + 1) == 0

    def test_a_delivery_that_its_letter_forgot_is_found(self, desk, who, now, paper):
        keep(desk)
        (sent,) = door.send(desk, who(REGISTRAR), paper.key, to=[f"ops-sec:{OTHER}"], proved_at=now)
        desk.root["vault"].letters[sent.letter].deliveries = ()
        assert "delivery-lost" in [p.slug for p in check(desk.root)]


class TestClearances:
    def test_states(self, web, desk, who):
        day = desk.today
        make = {"unit": "d54", "person": CLERK, "level": "confidential", "instrument": ORDER}
        waiting = door.record_clearance(desk, who(REGISTRAR), **make)
        later = door.record_clearance(desk, who(REGISTRAR), **make, since=day + timedelta(days=3))
        over = door.record_clearance(
            desk, who(REGISTRAR), **make, since=day - timedelta(days=9), until=day - timedelta(days=1)
        )
        door.confirm_clearance(desk, who(DIRECTOR), later.key)
        states = [door.state_of(desk.root, c, day) for c in (waiting, later, over)]
        assert states == ["waiting", "later", "over"]
        for one in (later, over):
            with pytest.raises(Conflict):
                door.confirm_clearance(desk, who(DIRECTOR), one.key)
        door.end_clearance(desk, who(DIRECTOR), waiting.key, why="ย้าย")
        assert door.state_of(desk.root, waiting, day) == "ended"
        with pytest.raises(Conflict):
            door.end_clearance(desk, who(DIRECTOR), waiting.key, why="ย้าย")

    def test_a_sleeping_one_is_woken_by_the_head_but_not_the_heads_own(self, web, desk, who):
        mine = {c.person: c for c in door.clearances_of(desk.root, who(DIRECTOR), "d54")}
        web.later(seconds=1)
        for person in (HEAD, DIRECTOR):
            hand_out_password(desk, person, reset_otp=True, by=ADMIN)
        web.later(seconds=1)
        assert door.state_of(desk.root, mine[HEAD], desk.today) == "asleep"
        with pytest.raises(NotAllowed):
            door.confirm_clearance(desk, who(DIRECTOR), mine[DIRECTOR].key)
        door.confirm_clearance(desk, who(DIRECTOR), mine[HEAD].key)
        assert door.is_cleared(desk.root, HEAD, "confidential", desk.today)
        assert not door.is_cleared(desk.root, DIRECTOR, "confidential", desk.today)

    @pytest.mark.parametrize("person", [CLERK, HEAD, ADMIN, OTHER])
    def test_one_of_them_is_nobody_elses(self, desk, who, person):
        one = door.clearances_of(desk.root, who(DIRECTOR), "d54")[0]
        assert door.clearance_for(desk.root, who(DIRECTOR), one.key) is one
        with pytest.raises(Missing):
            door.clearance_for(desk.root, who(person), one.key)


def hand_over(desk, actor, key, now):
    """The registrar names the director, who takes the registrar off."""
    door.name(desk, actor[REGISTRAR], key, persons=[DIRECTOR], why="รับช่วง", proved_at=now)
    door.unname(desk, actor[DIRECTOR], key, person=REGISTRAR, why="พ้นหน้าที่", proved_at=now)
