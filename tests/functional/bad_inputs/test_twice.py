"""ส่งซ้ำและส่งจากหน้าเก่า (twice, and from an old page): it acts once; what somebody else did meanwhile is not lost."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from tests.functional.bad_inputs.callers import later
from tests.functional.bad_inputs.doors import CLERK, form_with, page_answer
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
