"""ส่งซ้ำและส่งจากหน้าเก่า (twice, and from an old page): it acts once; what somebody else did meanwhile is not lost."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from tests.common.sample_files import pdf
from tests.functional.bad_inputs.callers import later
from tests.functional.bad_inputs.doors import CLERK, form_with, page_answer, post_raw
from tests.functional.bad_inputs.letters import ADDRESS, PATH
from tests.functional.bad_inputs.store import nothing_stored

HEAD = "u-d54-adm-head"
numbers = count(1)


def letter():
    return {"subject": "ส่งสองครั้ง", "number": f"ซ้ำ {next(numbers)}/2567"}


def opened(world, address=ADDRESS, mark="receive", by=CLERK):
    return form_with(world.person(by).get(address).text, mark)


def post(world, form, fields, address=ADDRESS, by=CLERK):
    sent = [(n, v) for n, v in form.fields if n not in fields] + list(fields.items())
    return world.person(by).browser.post(address, sent, expect_errors=True)


class TestTwice:
    def test_a_form_acts_once(self, world):
        form, fields = opened(world), letter()
        first = post(world, form, fields)
        with nothing_stored(world):
            second = post(world, form, fields)
        assert (first.status_int, second.status_int) == (303, 303)
        assert first.location == second.location

    def test_a_form_changed_since_does_not_act(self, world):
        form, fields = opened(world), letter()
        post(world, form, fields)
        with nothing_stored(world):
            answer = page_answer(post(world, form, {**fields, "subject": "อื่น"}), "receive")
        assert answer.status == 409
        assert "ส่ง" in answer.said or "sent already" in answer.said
        assert answer.kept()["subject"] == "อื่น"

    def test_a_call_acts_once(self, world):
        body, key = letter(), f"twice-{next(numbers)}"
        first = world.api.post(PATH, body, by=CLERK, key=key, status=201)
        with nothing_stored(world):
            second = world.api.post(PATH, body, by=CLERK, key=key, status=201)
            refused = world.api.post(PATH, {**body, "subject": "อื่น"}, by=CLERK, key=key, status=422)
        assert second.body == first.body
        assert refused["slug"] == "idempotency-key-reused"

    def test_a_key_is_forgotten_after_thirty_days_and_the_duplicate_asked_about(self, world):
        body, key = letter(), f"twice-{next(numbers)}"
        world.api.post(PATH, body, by=CLERK, key=key, status=201)
        token = world.api.tokens.pop((CLERK, "read", "write"))
        with later(world, real=timedelta(days=31)):
            world.api.token(CLERK)
            with nothing_stored(world):
                asked = world.api.post(PATH, body, by=CLERK, key=key, status=409)
        world.api.tokens[CLERK, "read", "write"] = token
        assert asked["questions"][0]["slug"] == "duplicate"


class TestOldPages:
    def test_a_draft_that_somebody_else_changed_is_not_written_over(self, world):
        address = f"/l/{world.things['draft']}/edit"
        mine, theirs = opened(world, address, "draft"), opened(world, address, "draft", HEAD)
        assert post(world, theirs, {"subject": "ของผู้อื่น", "body": "ของผู้อื่น"}, address, HEAD).status_int == 303
        with nothing_stored(world):
            answer = page_answer(post(world, mine, {"body": "ของฉัน"}, address), "draft")
        assert (answer.status, answer.kept()["body"]) == (409, "ของฉัน")
        again = form_with(answer.text, "draft")
        assert post(world, again, {}, address).status_int == 303
        draft = world.api.get(f"/letters/{world.things['draft']}", by=CLERK)
        assert draft["body"] == "ของฉัน"

    def test_a_letter_closed_meanwhile(self, world):
        done = world.api.post(PATH, letter(), by=CLERK)
        address = f"/p/{done['receipt']}/forward"
        form = opened(world, address, "others")
        world.api.post(f"/receipts/{done['receipt']}/close", {"result": "เสร็จ"}, by=CLERK)
        with nothing_stored(world):
            answer = page_answer(post(world, form, {"others": "ฝ่ายการศึกษา", "text": "ของฉัน"}, address), "others")
            world.api.post(f"/receipts/{done['receipt']}/forward", {"to": ["unit:d54-edu"]}, by=CLERK, status=409)
        assert (answer.status, answer.kept()["text"]) == (409, "ของฉัน")


class TestAsked:
    """A number like that of a classified letter is asked about, and registered when it is none."""

    def test_at_the_page(self, world):
        asked = post(world, opened(world), {"subject": "กลุ่ม ล", "number": "กท ๙๙/ล ๗"})
        assert asked.status_int == 409
        again = form_with(asked.text, "receive")
        assert post(world, again, {"confirm": "classified-number"}).status_int == 303

    def test_at_the_api(self, world):
        body = {"subject": "กลุ่ม ล", "number": "กท 99/ลม 8"}
        asked = world.api.post(PATH, body, by=CLERK, status=409)
        assert [question["slug"] for question in asked["questions"]] == ["classified-number"]
        world.api.post(PATH, {**body, "confirm": ["classified-number"]}, by=CLERK, status=201)


class TestFilesThatWait:
    """Only a form that comes back keeps its files."""

    def test_sent_twice_with_a_file(self, world):
        form, upload = opened(world), [("files", "ก.pdf", pdf())]
        sent = [*form.fields, ("subject", "มีไฟล์"), ("number", f"ไฟล์ {next(numbers)}")]
        kind, body = world.person().browser.encode_multipart(sent, upload)
        first = post_raw(world.person(), ADDRESS, body, kind)
        with nothing_stored(world):
            second = post_raw(world.person(), ADDRESS, body, kind)
        assert (first.status_int, second.location) == (303, first.location)

    def test_refused_and_then_put_right(self, world):
        form = opened(world)
        kind, body = world.person().browser.encode_multipart(form.fields, [("files", "ก.pdf", pdf())])
        refused = post_raw(world.person(), ADDRESS, body, kind)
        again = form_with(refused.text, "receive")
        assert again.values["arrived"] in {path.name for path in arrivals(world).iterdir()}
        assert post(world, again, {"subject": "มีไฟล์", "number": f"ไฟล์ {next(numbers)}"}).status_int == 303
        assert again.values["arrived"] not in {path.name for path in arrivals(world).iterdir()}

    def test_a_call_leaves_none_whatever_comes_of_it(self, world):
        before = set(arrivals(world).iterdir())
        world.api.post(PATH, letter(), by=CLERK, files=[("ก.pdf", pdf())], status=201)
        world.api.post(PATH, {"subject": ""}, by=CLERK, files=[("ก.pdf", pdf())], status=422)
        assert set(arrivals(world).iterdir()) == before


def arrivals(world):
    return world.office.registry.saraban.var / "arrivals"
