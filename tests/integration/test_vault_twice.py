"""The vault while something changes meanwhile: two at one letter, a clearance that ends, a registrar who leaves."""

from datetime import timedelta

import pytest

from saraban.core.errors import Conflict, Invalid, Missing
from saraban.people.service import grant_role, people_of, revoke_role
from saraban.registers.service import find_book
from saraban.vault import checking, door, ledger, opening, receiving
from tests.common.vault import ADMIN, CLERK, DIRECTOR, FORM, HEAD, ORDER, OTHER, REGISTRAR, clear, register
from tests.common.web import open_web


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("vault-twice"))
    clear(web)
    web.open_account(CLERK)
    yield web.office
    web.office.close()


@pytest.fixture
def who(office, desk):
    return lambda person, post="": office.actor(desk, person, post)


@pytest.fixture
def now(office):
    return office.clock.now()


def keep(desk):
    desk.tm.commit()
    desk.tm.begin()


def slugs(desk, *deliveries):
    mine = {f"vault/{d.key}" for d in deliveries}
    return [p.slug for p in door.astray(desk, 7) if p.where in mine]


def test_two_enter_the_same_letter_openly(office, desk, who, now, monkeypatch):
    form = door.SecretIncoming(level="confidential", subject="เรื่องที่จะเปิด", number="ตย 9/ล 9")
    key, change = register(office, form), {"instrument": ORDER, "why": "หมดเหตุ", "proved_at": now}
    keep(desk)
    door.change_level(desk, who(REGISTRAR), key, level="open", **change)
    door.name(desk, who(REGISTRAR), key, persons=[CLERK], why="ลงทะเบียนปกติ", proved_at=now)
    keep(desk)
    plain, entered = opening.register_incoming, []
    before = find_book(desk.root, "d54", "receive", 2567).last

    def second(*args, **options):
        monkeypatch.setattr(opening, "register_incoming", plain)
        with office.desk() as other:
            entered.append(opening.enter_openly(other, office.actor(other, CLERK), key, proved_at=now).key)
            other.tm.commit()
        return plain(*args, **options)

    monkeypatch.setattr(opening, "register_incoming", second)
    with pytest.raises(Conflict, match="already"):
        door.enter_openly(desk, who(CLERK), key, proved_at=now)
    desk.tm.abort()
    desk.tm.begin()
    paper = next(p for p in desk.root["vault"].papers.values() if p.key == key)
    assert [paper.opened_as] == entered
    assert find_book(desk.root, "d54", "receive", 2567).last == before + 1


class TestNaming:
    def test_one_refusal_for_whoever_is_no_candidate(self, office, desk, who, now):
        key = register(office, name=(DIRECTOR,))
        keep(desk)
        said = set()
        for person in (OTHER, HEAD, CLERK, ADMIN, DIRECTOR, "nobody"):
            with pytest.raises(Invalid) as refused:
                door.name(desk, who(REGISTRAR), key, persons=[person], why="เพื่อทราบ", proved_at=now)
            said.add(str(refused.value.message))
        assert said == {"Choose the person from the list."}

    def test_whoever_has_left_is_not_offered(self, office, desk, who, now):
        key = register(office)
        keep(desk)
        people_of(desk.root)[DIRECTOR].active = False
        paper = door.open_paper(desk, who(REGISTRAR), key, now)[0]
        assert DIRECTOR not in {c.person for c in door.candidates(desk, paper)}
        with pytest.raises(Invalid):
            door.name(desk, who(REGISTRAR), key, persons=[DIRECTOR], why="เพื่อทราบ", proved_at=now)
        desk.tm.abort()


class TestDeliveries:
    @pytest.fixture
    def sent(self, office, desk, who, now):
        key = register(office)
        keep(desk)
        (sent,) = door.send(desk, who(REGISTRAR), key, to=[f"ops-sec:{OTHER}"], proved_at=now)
        keep(desk)
        return key, sent

    def test_one_that_waits_for_nobody_lapses_and_a_new_one_goes(self, desk, who, now, sent):
        key, first = sent
        grants = people_of(desk.root).grants
        mine = [(g.id, g.post) for g in grants.values() if (g.unit, g.role) == ("ops-sec", "secret_registrar")]
        for grant, _post in mine:
            revoke_role(desk.root, "ops-sec", grant)
        grant_role(desk.root, unit="ops-sec", role="secret_registrar", post="d54.director")
        keep(desk)
        assert slugs(desk, first) == ["delivery-stuck"]  # those to whom it was sent cannot register it
        to = [f"ops-sec:{DIRECTOR}"]
        (second,) = door.send(desk, who(REGISTRAR), key, to=to, proved_at=now)
        keep(desk)
        assert (first.state, second.state) == ("lapsed", "waiting")
        assert first not in door.waiting_for(desk, who(OTHER))
        lapsed = [r for r in ledger.records(desk.root, "d54") if r.event == "delivery-lapsed"]
        assert [r.about["delivery"] for r in lapsed] == [first.key]
        rows = door.read_book(desk, who(REGISTRAR), unit="d54", series="send", year=2567, proved_at=now)
        cells = [dict(zip(door.columns("send"), door.cells(desk.root, "send", r), strict=True)) for r in rows]
        assert [c["ใบตอบรับ"] for c in cells[-2:]] == ["ไม่มีผู้ลงทะเบียนรับ", "ยังไม่ตอบรับ"]
        assert slugs(desk, first, second) == []  # another is on its way
        with pytest.raises(Conflict):
            door.send(desk, who(REGISTRAR), key, to=to, proved_at=now)
        desk.tm.abort()
        desk.tm.begin()
        for _grant, post in mine:
            grant_role(desk.root, unit="ops-sec", role="secret_registrar", post=post)
        with pytest.raises(Missing):
            door.delivery_for(desk, who(OTHER), first.key)
        keep(desk)
        assert checking.check(desk.root) == []

    def test_one_that_waits_too_long_is_reported_until_it_is_registered(self, office, desk, who, now, sent):
        _key, first = sent
        assert slugs(desk, first) == []
        office.clock.office += timedelta(days=7)
        assert slugs(desk, first) == []
        office.clock.office += timedelta(days=1)
        assert slugs(desk, first) == ["delivery-stuck"]
        (found,) = (p for p in door.astray(desk, 7) if p.where == f"vault/{first.key}")
        assert found.text == "from d54 to ops-sec: not registered for 8 days"
        door.register_delivery(desk, who(OTHER), first.key, proved_at=now)
        assert slugs(desk, first) == []
        desk.tm.abort()
        office.clock.office -= timedelta(days=8)

    def test_one_that_lapsed_is_reported_until_the_matter_is_closed(self, desk, who, now, sent):
        key, first = sent
        first.state = "lapsed"
        assert slugs(desk, first) == ["delivery-lapsed"]
        door.close(desk, who(REGISTRAR), key, result="ส่งด้วยกระดาษ", proved_at=now)
        assert slugs(desk, first) == []
        desk.tm.abort()

    def test_one_that_somebody_can_register_is_not_sent_again(self, desk, who, now, sent):
        key, first = sent
        with pytest.raises(Conflict):
            door.send(desk, who(REGISTRAR), key, to=[f"ops-sec:{OTHER}"], proved_at=now)
        desk.tm.abort()
        desk.tm.begin()
        assert first.state == "waiting"


def test_a_clearance_that_ends_while_the_lock_is_waited_for(office, desk, who, now, monkeypatch):
    low = door.record_clearance(
        desk, who(REGISTRAR), unit="d54", person=REGISTRAR, level="confidential", instrument=ORDER
    )
    door.confirm_clearance(desk, who(DIRECTOR), low.key)
    keep(desk)
    plain = receiving.hold

    def meanwhile(*args):
        with office.desk() as other:
            actor = office.actor(other, REGISTRAR)
            for clearance in door.clearances_of(other.root, actor, "d54"):
                if (clearance.person, clearance.level) == (REGISTRAR, "secret"):
                    door.end_clearance(other, actor, clearance.key, why="ย้าย")
            other.tm.commit()
        plain(*args)

    monkeypatch.setattr(receiving, "hold", meanwhile)
    with pytest.raises(Invalid):
        door.register_secret(desk, who(REGISTRAR), unit="d54", form=FORM, proved_at=now)
