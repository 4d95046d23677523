"""คำขอซ้ำทำครั้งเดียว over HTTP: Idempotency-Key."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from ZEO.Exceptions import ClientDisconnected
from ZODB.POSException import ConflictError

from saraban.core.store import InDoubt
from saraban.letters.receiving import register_incoming


class TestKey:
    def test_same_key_and_body_act_once(self, api, letter, last):
        before = last()
        letter["number"] = "ศธ 1/1"
        first = api.post("/units/d54/received", letter, by="u-d54-clerk", key="k-1", status=201)
        again = api.post("/units/d54/received", letter, by="u-d54-clerk", key="k-1", status=201)
        assert again.body == first.body
        assert "Idempotent-Replayed" not in first.headers
        assert again.headers["Idempotent-Replayed"] == "true"
        assert last() == before + 1

    def test_order_of_members_makes_no_difference(self, api, letter):
        letter["number"] = "ศธ 1/2"
        first = api.post("/units/d54/received", letter, by="u-d54-clerk", key="k-2", status=201)
        turned = dict(reversed(letter.items()))
        assert api.post("/units/d54/received", turned, by="u-d54-clerk", key="k-2", status=201).json == first.json

    def test_other_body_is_refused(self, api, letter, last):
        letter["number"] = "ศธ 1/3"
        api.post("/units/d54/received", letter, by="u-d54-clerk", key="k-3", status=201)
        before = last()
        refused = api.post("/units/d54/received", {**letter, "subject": "อื่น"}, by="u-d54-clerk", key="k-3", status=422)
        assert refused["slug"] == "idempotency-key-reused"
        refused = api.post("/units/d54-edu/received", letter, by="u-d54-clerk", key="k-3", status=422)
        assert refused["slug"] == "idempotency-key-reused"
        assert last() == before

    def test_another_caller_has_keys_of_his_own(self, api, letter):
        letter["number"] = "ศธ 1/4"
        one = api.post("/units/d54/received", letter, by="u-d54-clerk", key="k-4", status=201)
        other = api.post("/units/d54-edu/received", letter, by="u-d54-edu-clerk", key="k-4", status=201)
        assert other["receipt"] != one["receipt"]

    def test_a_refusal_may_be_repeated(self, api, letter):
        letter["number"] = "ศธ 1/5"
        api.post("/units/d54/received", {**letter, "date": "2024-03-09"}, by="u-d54-clerk", key="k-5", status=422)
        api.post("/units/d54/received", letter, by="u-d54-clerk", key="k-5", status=201)

    def test_kept_thirty_days(self, api, letter, last):
        letter["number"] = "ศธ 1/6"
        api.post("/units/d54/received", letter, by="u-d54-clerk", key="k-6", status=201)
        clock = api.web.office.clock
        clock.real += timedelta(days=29)
        before = last()
        api.post("/units/d54/received", letter, by="u-d54-clerk", key="k-6", status=201)
        assert last() == before
        clock.real += timedelta(days=2)
        api.tokens.clear()
        asked = api.post("/units/d54/received", letter, by="u-d54-clerk", key="k-6", status=409)
        assert asked["questions"][0]["slug"] == "duplicate"

    def test_a_key_is_visible_ascii(self, api, letter):
        refused = api.post("/units/d54/received", letter, by="u-d54-clerk", key="x" * 201, status=422)
        assert (refused["slug"], refused["field"]) == ("bad-idempotency-key", "Idempotency-Key")

    def test_files_are_part_of_the_request(self, api, letter):
        letter["number"] = "ศธ 1/7"
        send = {"by": "u-d54-clerk", "key": "k-7"}
        first = api.post("/units/d54/received", letter, files=[("ก.txt", "หนึ่ง".encode())], status=201, **send)
        same = api.post("/units/d54/received", letter, files=[("ก.txt", "หนึ่ง".encode())], status=201, **send)
        assert same.json == first.json
        api.post("/units/d54/received", letter, files=[("ก.txt", "สอง".encode())], status=422, **send)

    def test_a_conflict_is_tried_again_with_its_files(self, api, letter, last, monkeypatch):
        """What another writer has changed meanwhile costs the caller nothing."""
        letter["number"], before, tries = "ศธ 1/8", last(), []

        def stumbling(*args, **kw):
            done = register_incoming(*args, **kw)
            tries.append(done.entry.n)
            if len(tries) < 3:
                raise ConflictError
            return done

        monkeypatch.setattr("saraban.api.views.registers.register_incoming", stumbling)
        files = [("ใหญ่.txt", b"x" * 300_000)]
        done = api.post("/units/d54/received", letter, files=files, by="u-d54-clerk", key="k-9", status=201)
        assert tries == [before + 1] * 3
        assert (done["receive_number"], last()) == (before + 1, before + 1)
        assert api.get(f"/letters/{done['letter']}/file", by="u-d54-clerk").body == files[0][1]

    def test_a_conflict_that_lasts_is_told(self, api, letter, last, monkeypatch):
        def stumbling(*_args, **_kw):
            raise ConflictError

        before = last()
        monkeypatch.setattr("saraban.api.views.registers.register_incoming", stumbling)
        refused = api.post("/units/d54/received", letter, by="u-d54-clerk", status=503)
        assert (refused["slug"], refused.headers["Retry-After"], last()) == ("busy", "1", before)

    def test_what_may_have_been_saved_is_not_done_again_unasked(self, api, letter, last, monkeypatch):
        """The store went away after it had saved: one number is used, and the same call finds it."""
        letter["number"], before = "ศธ 1/9", last()
        storage = api.web.app.registry.database.storage
        real = storage.tpc_finish

        def saved_and_gone(*args):
            monkeypatch.undo()
            real(*args)
            raise InDoubt

        api.token("u-d54-clerk")
        monkeypatch.setattr(storage, "tpc_finish", saved_and_gone)
        refused = api.post("/units/d54/received", letter, by="u-d54-clerk", key="k-10", status=503)
        assert (refused["slug"], refused.headers["Retry-After"], last()) == ("in-doubt", "1", before + 1)
        done = api.post("/units/d54/received", letter, by="u-d54-clerk", key="k-10", status=201)
        assert (done["receive_number"], last()) == (before + 1, before + 1)

    def test_a_store_that_stays_away_is_told(self, api, letter, last, monkeypatch):
        tries, before = [], last()

        def away(*_args, **_kw):
            tries.append(1)
            raise ClientDisconnected

        monkeypatch.setattr("saraban.api.views.registers.register_incoming", away)
        refused = api.post("/units/d54/received", letter, by="u-d54-clerk", status=503)
        assert (refused["slug"], last(), len(tries)) == ("store-away", before, 5)

    @pytest.mark.parametrize("numbering", [True, False])
    def test_two_at_the_same_moment_act_once(self, api, letter, numbering):
        """One takes a register's lock, the other does not: either way one does it and both get the same answer."""
        letter["number"] = f"ศธ 2/{int(numbering)}"
        path, body, by = (
            ("/units/d54/received", letter, "u-d54-clerk")
            if numbering
            else ("/letters", {"unit": "d54", "subject": "ร่างสองครั้ง"}, "u-d54-asst")
        )
        api.token(by)
        gate, replies = threading.Barrier(2), []

        def ask():
            gate.wait(10)
            replies.append(api.post(path, body, by=by, key=f"k-8-{numbering}", status=201))

        threads = [threading.Thread(target=ask) for _n in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        one, two = replies
        assert one.body == two.body
        assert sorted(r.headers.get("Idempotent-Replayed", "") for r in replies) == ["", "true"]
        if numbering:
            rows = api.get("/units/d54/received?limit=100", by=by)["items"]
            assert [r["number"] for r in rows].count("ศธ 2/1") == 1
