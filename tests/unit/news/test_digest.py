"""The daily digest: once, only what may be read now, no passcodes, nothing of letters for few."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest

from saraban.circulars import service as circulars
from saraban.core.digests import DigestLine, DigestPart
from saraban.core.errors import Invalid
from saraban.mail.service import post_mail, room_of
from saraban.news.digest import send_digests
from saraban.news.digest_text import Ways, in_html
from saraban.news.parts import MOST_LINES
from saraban.news.service import news_of, want_digest, wants_digest
from saraban.news.wording import Wording
from saraban.people.service import appoint, end_holding, people_of, readdress_person
from saraban.tasks import service as tasks
from saraban.thai.masking import MASK
from tests.common.news_world import CODE, PARTS, TODAY, circulate

HOST = "https://saraban.example"


def registry_with(parts):
    return SimpleNamespace(digest_parts=parts, saraban=SimpleNamespace(address=HOST))


REGISTRY = registry_with(PARTS)


def wanted(world, *persons):
    for person in persons:
        want_digest(world.desk, world.actor(person), wanted=True)
    world.keep()


def told(world, **options):
    """Run the round; person -> the letter's parts that he is sent."""
    while send_digests(world.desk, registry_with(options.get("parts", PARTS))):
        world.keep()
    return {m.to.partition("@")[0]: m for m in room_of(world.desk.root).messages.values()}


def leave(world, person):
    for holding in people_of(world.desk.root).holdings_by_person[person]:
        end_holding(world.desk.root, holding, until=TODAY.replace(day=7))
    world.keep()


class TestWhatIsTold:
    def test_new_circulars_that_the_person_may_read_and_has_not_read(self, world):
        circulate(world, "ของเก่า", deadlines=())
        world.later(hours=1)
        wanted(world, "staff-d1", "staff-d2")
        world.later(hours=1)
        circulate(world, "ถึงทุกคน")
        world.later(minutes=1)
        circulate(world, "ถึงเขตหนึ่ง", audience=("below:d1",))
        world.later(minutes=1)
        world.reads("staff-d1", circulate(world, "อ่านแล้ว", deadlines=()))
        found = told(world)
        for body in (found["staff-d1"].text, found["staff-d1"].html):
            assert "ถึงทุกคน" in body
            assert "ถึงเขตหนึ่ง" in body
            assert "อ่านแล้ว" not in body
            assert "ของเก่า" not in body
        assert "ถึงเขตหนึ่ง" not in found["staff-d2"].text + found["staff-d2"].html + found["staff-d2"].subject
        assert f"{HOST}/l/" in found["staff-d1"].text
        assert re.fullmatch(rf"{HOST}/digest/[\w-]{{43}}/stop", found["staff-d1"].unsubscribe)
        assert found["staff-d1"].one_click
        assert f"{HOST}/me/news" in found["staff-d1"].text

    def test_passcodes_are_hidden_and_bodies_left_out(self, world):
        wanted(world, "staff-d1")
        world.later(hours=1)
        circulate(world, "ประชุม")
        letter = told(world)["staff-d1"]
        for body in (letter.text, letter.html):
            assert CODE not in body
            assert "3456" not in body
            assert MASK in body
        assert "ประชุม" not in letter.subject.partition(":")[2].replace("กำหนด", "")

    def test_a_circular_that_was_withdrawn_or_expired_is_not_told(self, world):
        wanted(world, "staff-d1")
        world.later(hours=1)
        letter = circulate(world, "ถอนแล้ว")
        circulars.withdraw(world.desk, world.actor("reg-d1"), letter=letter, why="ผิด")
        world.keep()
        assert told(world) == {}

    def test_what_waits_in_all_trays_with_its_day(self, world):
        wanted(world, "reg-d1", "staff-d1")
        put(world, tasks.unit_tray("d1"), world.letter(subject="งานของหน่วย"), due=TODAY)
        put(world, tasks.person_tray("staff-d1"), world.letter(subject="งานของคน", scopes=("p:staff-d1",)))
        put(world, tasks.person_tray("staff-d1"), world.letter(subject="อ่านไม่ได้", scopes=("u:d2",)))
        found = told(world)
        assert "งานของหน่วย (ครบกำหนด ๘ มี.ค. ๒๕๖๗)" in found["reg-d1"].text
        assert "งานของคน" in found["staff-d1"].text
        assert "งานของหน่วย" not in found["staff-d1"].text
        assert "อ่านไม่ได้" not in found["staff-d1"].text

    def test_of_letters_for_few_only_how_many(self, world):
        wanted(world, "reg-d1")
        for _n in range(2):
            letter = world.letter(subject="เรื่องสอบสวน", handling="concerned", scopes=("p:reg-d1",))
            put(world, tasks.unit_tray("d1"), letter, due=TODAY)
        body = told(world)["reg-d1"]
        assert "สอบสวน" not in body.text + body.html + body.subject
        assert re.search("หนังสือเฉพาะผู้เกี่ยวข้อง[^\n]*๒", body.text)
        assert "/l/" not in body.text

    def test_access_taken_away_since(self, world):
        wanted(world, "staff-d1")
        world.later(hours=1)
        circulate(world, "ของเขต", audience=("below:d1",))
        leave(world, "staff-d1")
        appoint(world.desk.root, person="staff-d1", post="d2.staff-d2", since=TODAY)
        world.keep()
        assert told(world) == {}

    def test_who_has_left_gets_nothing(self, world):
        wanted(world, "staff-d1")
        world.later(hours=1)
        circulate(world, "ถึงทุกคน")
        leave(world, "staff-d1")
        assert told(world) == {}

    def test_no_more_lines_than_a_letter_carries(self, world):
        wanted(world, "staff-d1")
        for n in range(MOST_LINES + 3):
            put(world, tasks.person_tray("staff-d1"), world.letter(subject=f"งาน {n}", scopes=("p:staff-d1",)))
        assert "และอีก ๓" in told(world)["staff-d1"].text


class TestOnce:
    def test_one_letter_a_day_after_seven(self, world):
        wanted(world, "staff-d1", "staff-d2")
        world.later(hours=1)
        circulate(world, "หนึ่ง")
        world.desk.clock.office = world.desk.clock.office.replace(hour=23)  # 06.01 of the day after
        assert send_digests(world.desk, REGISTRY) == 0
        world.later(hours=1)
        assert len(told(world)) == 2
        assert told(world).keys() == {"staff-d1", "staff-d2"}
        assert len(room_of(world.desk.root).messages) == 2
        world.later(days=1)
        circulate(world, "สอง")
        told(world)
        assert len(room_of(world.desk.root).messages) == 4

    def test_a_worker_that_dies_tells_nobody_twice_and_forgets_nobody(self, world):
        wanted(world, "reg-d1", "staff-d1", "staff-d2", "boss")
        world.later(hours=1)
        circulate(world, "หนึ่ง")
        assert send_digests(world.desk, REGISTRY, most=2) == 2
        world.keep()
        send_digests(world.desk, REGISTRY, most=1)
        world.desk.tm.abort()  # it dies before it keeps anything
        world.desk.tm.begin()
        assert len(told(world)) == 4
        assert len(room_of(world.desk.root).messages) == 4

    def test_a_part_that_fails_for_one_leaves_the_others(self, world, caplog):
        def broken(_desk, _registry, actor, _period):
            if actor.person == "staff-d1":
                raise ValueError("เรื่องลับ")
            return DigestPart("ค้นที่เก็บไว้", (DigestLine("พบ ๑ เรื่อง", "/search?q=x"),))

        wanted(world, "staff-d1", "staff-d2")
        found = told(world, parts={"broken": broken})
        assert list(found) == ["staff-d2"]
        assert "ค้นที่เก็บไว้" in found["staff-d2"].text
        assert "เรื่องลับ" not in caplog.text

    def test_what_a_failed_part_put_down_as_told_is_not_kept(self, world):
        def half(desk, _registry, actor, _period):
            desk.root.noted = actor.person
            if actor.person == "staff-d1":
                raise ValueError
            return DigestPart("ค้นที่เก็บไว้", (DigestLine("พบ ๑ เรื่อง", "/search?q=x"),))

        wanted(world, "staff-d1")
        assert told(world, parts={"half": half}) == {}
        assert not hasattr(world.desk.root, "noted")

    def test_what_one_person_s_failed_digest_changed_is_not_kept(self, world, monkeypatch):
        def part(desk, _registry, actor, _period):
            desk.root.noted = (*getattr(desk.root, "noted", ()), actor.person)
            return DigestPart("ค้นที่เก็บไว้", (DigestLine("พบ ๑ เรื่อง", "/search?q=x"),))

        def post(desk, **fields):
            if fields["to"].startswith("staff-d1"):
                raise ValueError
            return post_mail(desk, **fields)

        monkeypatch.setattr("saraban.news.digest.post_mail", post)
        wanted(world, "staff-d1", "staff-d2")
        assert list(told(world, parts={"part": part})) == ["staff-d2"]
        assert world.desk.root.noted == ("staff-d2",)

    def test_nothing_to_tell_is_not_told(self, world):
        wanted(world, "staff-d1")
        assert told(world) == {}
        assert news_of(world.desk.root).done

    def test_after_a_long_silence_the_last_week_is_told(self, world):
        wanted(world, "staff-d1")
        circulate(world, "เก่ามาก", deadlines=())
        world.later(days=30)
        assert told(world) == {}


class TestAddress:
    """Only to the address that the person agreed to."""

    def test_one_that_somebody_changed_gets_nothing_until_the_person_agrees(self, world):
        wanted(world, "staff-d1")
        readdress_person(world.desk.root, "staff-d1", "thief@bangkok.example")
        world.later(hours=1)
        circulate(world, "หนึ่ง")
        assert told(world) == {}
        wanted(world, "staff-d1")
        world.later(days=1)
        found = told(world)
        assert list(found) == ["thief"]
        assert "หนึ่ง" in found["thief"].text  # nothing was lost meanwhile

    @pytest.mark.parametrize("email", ["", "STAFF-D1@bangkok.example", "staff-d1@bangkok.example.org"])
    def test_another_spelling_is_another_address(self, world, email):
        wanted(world, "staff-d1")
        readdress_person(world.desk.root, "staff-d1", email)
        world.later(hours=1)
        circulate(world, "หนึ่ง")
        assert told(world) == {}

    def test_a_wish_from_before_addresses_were_kept_is_asked_again(self, world):
        wanted(world, "staff-d1")
        news_of(world.desk.root).subscribers["staff-d1"].email = ""
        world.later(hours=1)
        circulate(world, "หนึ่ง")
        assert told(world) == {}


class TestLanguage:
    def test_each_in_the_own_language(self, world):
        want_digest(world.desk, world.actor("staff-d1"), wanted=True, language="en")
        wanted(world, "staff-d2")
        put(world, tasks.person_tray("staff-d1"), world.letter(subject="งาน", scopes=("p:staff-d1",)), due=TODAY)
        few = world.letter(subject="ลับ", handling="concerned", scopes=("p:staff-d1",))
        put(world, tasks.person_tray("staff-d1"), few)
        world.later(hours=1)
        circulate(world, "ข่าว")
        found = told(world)
        english, thai = found["staff-d1"], found["staff-d2"]
        assert english.subject.startswith("Daily digest of 8 Mar 2567: New circulars 1 · What waits for you 2")
        assert "งาน (due on 8 Mar 2567)" in english.text
        assert "13 Mar 2567 10:00" in english.text
        assert "Letters for those concerned alone: 1" in english.text
        assert '<html lang="en">' in english.html
        for body in (english.text, english.html):
            assert not re.search("[๐-๙]|หนังสือเวียนใหม่|กำหนด|เลิกรับ", body)
        assert thai.subject.startswith("สรุปประจำวัน ๘ มี.ค. ๒๕๖๗")
        assert '<html lang="th">' in thai.html
        assert not re.search("circular|digest of|Stop", thai.text)

    def test_one_that_there_is_none_of(self, world):
        with pytest.raises(Invalid) as refused:
            want_digest(world.desk, world.actor("staff-d1"), wanted=True, language="fr")
        assert refused.value.field == "language"
        assert not wants_digest(world.desk.root, "staff-d1")


@pytest.mark.parametrize("language", ["th", "en"])
def test_words_of_strangers_stay_words(language):
    part = DigestPart("<b>", (DigestLine("<script>alert(1)</script>\r\nBcc: x", '/l/"x"', "&"),), more=1)
    body = in_html(Wording(language), "<i>", [part], Ways(HOST, f"{HOST}/me/news", f"{HOST}/digest/x/stop"))
    assert "<script" not in body
    assert "<i>" not in body
    assert '/l/"x"' not in body


def put(world, tray, letter, due=None):
    tasks.place(world.desk.root, tray, what="act", letter=letter.id, due=due, since=world.now - timedelta(hours=1))
    world.keep()
