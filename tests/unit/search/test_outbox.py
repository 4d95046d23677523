"""What waits for the index."""

import pytest
import transaction
import ZODB
from BTrees.OOBTree import OOBTree
from ZODB.DemoStorage import DemoStorage

from saraban.search import outbox
from saraban.search.content import SHARDS, Outbox


@pytest.fixture
def root():
    return {"outbox": Outbox()}


def test_enqueued_keys_wait_until_acknowledged(root):
    for number in range(5):
        outbox.enqueue(root, f"L{number}")
    entries = outbox.waiting(root)
    assert {e.key for e in entries} == set(outbox.pending(root)) == {f"L{n}" for n in range(5)}
    assert outbox.acknowledge(root, entries[:2]) == 2
    assert len(outbox.pending(root)) == 3
    assert len(outbox.waiting(root, limit=2)) == 2


def test_a_key_put_down_again_meanwhile_stays(root):
    box = root["outbox"]
    outbox.enqueue(root, "L1")
    entries = outbox.waiting(root)
    box.shards[entries[0].shard]["L1"] = 7
    assert outbox.acknowledge(root, entries) == 0
    assert "L1" in outbox.pending(root)


def test_every_change_has_its_own_mark(root):
    outbox.enqueue(root, "L1")
    first = outbox.pending(root)["L1"]
    outbox.enqueue(root, "L1")
    assert outbox.pending(root)["L1"] != first


def test_keys_are_not_empty(root):
    with pytest.raises(ValueError, match="empty"):
        outbox.enqueue(root, "")


def test_acknowledging_twice_is_nothing(root):
    outbox.enqueue(root, "L1")
    entries = outbox.waiting(root)
    assert outbox.acknowledge(root, entries) == 1
    assert outbox.acknowledge(root, entries) == 0


def test_enqueue_is_one_small_write():
    database = ZODB.DB(DemoStorage())
    with database.transaction() as connection:
        connection.root()["outbox"] = Outbox()
    connection = database.open()
    outbox.enqueue(connection.root(), "L" + "0" * 13)
    changed = list(connection._registered_objects)
    assert len(changed) == 1
    outbox.enqueue(connection.root(), "P" + "0" * 13)  # of the same transaction: the same shard
    assert list(connection._registered_objects) == changed
    assert isinstance(changed[0], OOBTree)
    transaction.commit()
    assert len(database.storage.load(changed[0]._p_oid)[0]) < 400
    connection.close()
    database.close()


def test_a_writer_and_the_indexer_do_not_meet():
    """The last entry of a shard is taken away while another is put into it: both succeed."""
    database = ZODB.DB(DemoStorage())
    with database.transaction() as connection:
        connection.root()["outbox"] = Outbox()
        connection.root()["outbox"].shards[0]["L1"] = 1
    one, two = transaction.TransactionManager(), transaction.TransactionManager()
    indexer, writer = database.open(transaction_manager=one), database.open(transaction_manager=two)
    entries = outbox.waiting(indexer.root())
    writer.root()["outbox"].shards[0]["L2"] = 2
    assert outbox.acknowledge(indexer.root(), entries) == 1
    two.commit()
    one.commit()
    one.begin()
    assert set(outbox.pending(indexer.root())) == {"L2"}
    indexer.close()
    writer.close()
    database.close()


def test_shards(root):
    assert len(root["outbox"].shards) == SHARDS
