from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import pytest
import transaction
import ZODB
from ZODB.DemoStorage import DemoStorage
from ZODB.POSException import ConflictError

from saraban.audit import service
from saraban.audit.content import GENESIS, AuditTrail, Leaf
from saraban.audit.service import SECURITY, append, heads, record, records, security_event, trail_of, verify
from saraban.core.clock import FixedClock
from saraban.core.store import APP_ROOT, lay_out
from tests.common.roots import desk_in_memory

REAL = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)


class TestRecord:
    def test_leaves_are_numbered_and_chained_by_unit(self, desk):
        assert [record(desk, "d54", "registered", person="u", post="p", about={"n": 1}) for _ in range(3)] == [1, 2, 3]
        record(desk, "d54-edu", "registered", person="u", post="p")
        leaves = list(trail_of(desk.root).chains["d54"].leaves.values())
        bodies = [json.loads(leaf.body) for leaf in leaves]
        assert [b["prev"] for b in bodies] == [GENESIS, leaves[0].digest, leaves[1].digest]
        assert heads(desk.root) == {"d54": (3, leaves[2].digest), "d54-edu": (1, heads(desk.root)["d54-edu"][1])}

    def test_a_leaf_is_plain_sha256_over_its_json(self, desk):
        record(desk, "d54", "registered", person="u", post="p", about={"letter": "abc", "n": 7})
        leaf = trail_of(desk.root).chains["d54"].leaves[1]
        assert leaf.digest == hashlib.sha256(leaf.body.encode()).hexdigest()
        data = json.loads(leaf.body)
        assert (data["event"], data["person"], data["post"], data["about"]) == (
            "registered",
            "u",
            "p",
            {"letter": "abc", "n": 7},
        )
        assert len(bytes.fromhex(data["salt"])) == 16

    def test_uses_real_time_in_a_demonstration_store_too(self, desk):
        record(desk, "d54", "registered", person="u")
        (found,) = records(desk.root, "d54")
        assert found.at == REAL
        assert desk.now != REAL

    @pytest.mark.parametrize("value", ["เรื่องลับ", "two words", "x" * 201, None, 1.5, ["a"]])
    def test_takes_ids_and_digests_only(self, desk, value):
        with pytest.raises(ValueError, match="subject"):
            record(desk, "d54", "registered", person="u", about={"subject": value})
        assert heads(desk.root) == {}

    def test_writes_leaf_bucket_and_head_only(self, desk):
        record(desk, "d54", "x", person="u")
        desk.tm.commit()
        desk.tm.begin()
        record(desk, "d54", "x", person="u")
        assert sorted(type(o).__name__ for o in desk.root._p_jar._registered_objects) == ["Head", "Roll"]

    def test_goes_with_its_transaction(self, desk):
        record(desk, "d54", "x", person="u")
        desk.tm.abort()
        desk.tm.begin()
        assert heads(desk.root) == {}


class TestRecords:
    def test_some_of_a_chain(self, desk):
        for n in range(5):
            record(desk, "d54", f"e{n}", person="u", post="p")
        assert [r.event for r in records(desk.root, "d54", 2, 3)] == ["e1", "e2"]

    def test_none(self, desk):
        assert list(records(desk.root, "nowhere")) == []


class TestVerify:
    def test_an_honest_trail(self, desk):
        for unit in ("a", "b", "a"):
            record(desk, unit, "x", person="u")
        desk.tm.commit()
        desk.tm.begin()
        assert verify(desk.root) == []

    @pytest.mark.parametrize(
        ("damage", "slug"),
        [
            (lambda c: setattr(c.leaves[2], "body", c.leaves[2].body.replace("e2", "e9")), "audit-broken"),
            (lambda c: setattr(c.leaves[4], "body", c.leaves[4].body.replace("e4", "e9")), "audit-head"),
            (lambda c: c.leaves.pop(2), "audit-gap"),
            (lambda c: c.leaves.pop(4), "audit-head"),
            (lambda c: setattr(c.leaves[1], "body", "{"), "audit-unreadable"),
            (lambda c: setattr(c.head, "count", 3), "audit-head"),
            (lambda c: setattr(c, "unit", "other"), "audit-misplaced"),
            (lambda c: c.leaves.update({2: Leaf(c.leaves[2].body.replace(",", ", ", 1))}), "audit-misplaced"),
        ],
    )
    def test_damage_is_found(self, desk, damage, slug):
        for n in range(1, 5):
            record(desk, "d54", f"e{n}", person="u")
        damage(trail_of(desk.root).chains["d54"])
        assert slug in {p.slug for p in verify(desk.root)}


class TestSecurityEvent:
    def test_stays_when_the_request_is_rolled_back(self, database):
        tm = transaction.TransactionManager(explicit=True)
        connection = database.open(transaction_manager=tm)
        tm.begin()
        connection.root()[APP_ROOT].info.demo = True
        security_event(database, FixedClock(REAL), "sign-in-failed", person="u", about={"name": "0f"})
        tm.abort()
        tm.begin()
        root = connection.root()[APP_ROOT]
        (found,) = records(root, SECURITY)
        assert (found.event, found.person, found.at, root.info.demo) == ("sign-in-failed", "u", REAL, False)

    def test_tries_again_when_another_was_faster(self, database, monkeypatch):
        failures = iter([True, True, False])
        monkeypatch.setattr(service, "append", lambda *a, **k: self.maybe_late(failures, *a, **k))
        security_event(database, FixedClock(REAL), "otp-spent", person="u", unit="d54")
        tm = transaction.TransactionManager(explicit=True)
        connection = database.open(transaction_manager=tm)
        tm.begin()
        assert [r.event for r in records(connection.root()[APP_ROOT], "d54")] == ["otp-spent"]

    def test_gives_up_in_the_end(self, database, monkeypatch):
        monkeypatch.setattr(service, "append", lambda *a, **k: self.maybe_late(iter([True]), *a, **k))
        monkeypatch.setattr(service.time, "sleep", lambda _s: None)
        with pytest.raises(ConflictError):
            security_event(database, FixedClock(REAL), "otp-spent", person="u")

    @staticmethod
    def maybe_late(failures, *args, **more):
        if next(failures):
            raise ConflictError
        return append(*args, **more)

    @pytest.fixture
    def database(self):
        database = ZODB.DB(DemoStorage())
        with database.transaction() as connection:
            lay_out(connection.root(), {"audit": AuditTrail})
        yield database
        database.close()


@pytest.fixture
def desk(tmp_path):
    with desk_in_memory(tmp_path, {"audit": AuditTrail}) as desk:
        desk.clock.real = REAL
        yield desk
