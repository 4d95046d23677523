from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from saraban.audit.content import AuditTrail
from saraban.audit.merkle import leaf_hash, root_hash
from saraban.audit.sealing import seal, verify_seals
from saraban.audit.service import append, record, trail_of
from tests.common.roots import desk_in_memory

NOW = datetime(2026, 11, 22, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()


class TestRootHash:
    """The values are those that certificate transparency publishes for its test tree."""

    LEAVES = [
        bytes.fromhex(x)
        for x in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
    ]

    @pytest.mark.parametrize(
        ("size", "root"),
        [
            (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
            (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
            (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
            (5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
            (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
        ],
    )
    def test_as_published(self, size, root):
        assert root_hash(self.LEAVES[:size]).hex() == root

    def test_a_leaf_is_no_node(self):
        assert leaf_hash(b"") == hashlib.sha256(b"\x00").digest()


class TestSeal:
    def test_signs_the_tree_over_all_heads(self, desk):
        record(desk, "b", "x", person="u")
        record(desk, "a", "x", person="u")
        made = seal(desk.root, KEY, NOW)
        KEY.public_key().verify(made.signature, made.body.encode())
        data = json.loads(made.body)
        assert (data["n"], data["chains"], data["at"]) == (1, 2, NOW.isoformat())
        assert verify_seals(desk.root, PUBLIC) == []

    def test_says_what_moved_since_the_last(self, desk):
        record(desk, "a", "x", person="u")
        record(desk, "b", "x", person="u")
        first = seal(desk.root, KEY, NOW)
        record(desk, "b", "x", person="u")
        second = seal(desk.root, KEY, NOW)
        assert ([c[:2] for c in first.changed], [c[:2] for c in second.changed]) == ([("a", 1), ("b", 1)], [("b", 2)])
        assert json.loads(second.body)["prev"] == hashlib.sha256(first.body.encode()).hexdigest()
        assert verify_seals(desk.root, PUBLIC) == []

    def test_nothing_moved_nothing_sealed(self, desk):
        record(desk, "a", "x", person="u")
        seal(desk.root, KEY, NOW)
        assert seal(desk.root, KEY, NOW) is None
        assert len(trail_of(desk.root).seals) == 1


class TestVerifySeals:
    @pytest.mark.parametrize(
        ("damage", "slug"),
        [
            (lambda t: setattr(t.seals[2], "signature", b"x" * 64), "seal-signature"),
            (lambda t: setattr(t.seals[2], "public_key", b"x"), "seal-signature"),
            (lambda t: setattr(t.seals[2], "body", t.seals[2].body.replace("2026", "2025")), "seal-signature"),
            (lambda t: t.seals.pop(1), "seal-gap"),
            (lambda t: setattr(t.seals[1], "changed", ()), "seal-tree"),
            (lambda t: t.seals.update({2: t.seals[1]}), "seal-order"),
            (lambda t: t.chains.pop("a"), "seal-head"),
            (lambda t: t.chains["a"].leaves.pop(1), "seal-head"),
        ],
    )
    def test_damage_is_found(self, desk, damage, slug):
        for _ in range(3):
            record(desk, "a", "x", person="u")
            seal(desk.root, KEY, NOW)
        damage(trail_of(desk.root))
        assert slug in {p.slug for p in verify_seals(desk.root)}

    def test_a_chain_written_anew_does_not_pass(self, desk):
        record(desk, "a", "x", person="u")
        seal(desk.root, KEY, NOW)
        del trail_of(desk.root).chains["a"]
        append(desk.root, NOW, "a", "y", person="u")
        assert {p.slug for p in verify_seals(desk.root, PUBLIC)} == {"seal-head"}

    def test_another_key_does_not_count(self, desk):
        record(desk, "a", "x", person="u")
        seal(desk.root, Ed25519PrivateKey.generate(), NOW)
        assert {p.slug for p in verify_seals(desk.root, PUBLIC)} == {"seal-key"}
        assert verify_seals(desk.root) == []


@pytest.fixture
def desk(tmp_path):
    with desk_in_memory(tmp_path, {"audit": AuditTrail}) as desk:
        yield desk
