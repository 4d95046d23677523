"""What ``saraban check`` is for: each damage that is done to a store behind the system's back is named."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pytest

from saraban.audit.content import Leaf
from saraban.audit.sealing import seal
from saraban.audit.service import trail_of
from saraban.core.store import desk_on, open_database
from saraban.exchange import waiting
from saraban.exchange.content import Delivery
from saraban.files.service import keep
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.records import PAPER_OF, letters_of, link_mark
from saraban.registers.books import find_book
from saraban.scripts.seal_key import make_seal_key, read_seal_key
from saraban.search.service import catch_up
from saraban.tasks import service as tasks
from tests.common.commands import saraban, saraban_json
from tests.common.office import at, open_office
from tests.common.sample_files import pdf

UNIT, YEAR = "d54", 2567
LETTERS = 4


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A store with registered letters, a file, seals and an index."""
    var = tmp_path_factory.mktemp("sound") / "var"
    var.mkdir()
    office = open_office(var)
    office.clock.office = at(8, 10)
    make_seal_key(var)
    with office.desk() as desk:
        clerk = office.actor(desk, "u-d54-clerk")
        for n in range(LETTERS):
            form = Incoming(subject=f"เรื่องที่ {n}", number=f"กท 1/{n}")
            done = register_incoming(desk, clerk, unit=UNIT, form=form)
            done.letter.files = (keep(desk, io.BytesIO(pdf()), "หนังสือ.pdf"),)
            desk.tm.commit()
        desk.tm.begin()
        seal(desk.root, read_seal_key(var), desk.clock.now())
        desk.tm.commit()
        catch_up(desk, office.registry)
    office.close()
    return var


@pytest.fixture
def store(sound, tmp_path):
    """A copy of it to be damaged; gives its directory and a way to change the tree."""
    var = tmp_path / "var"
    shutil.copytree(sound, var)
    return Store(var)


class Store:
    def __init__(self, var: Path) -> None:
        self.var = var

    def damage(self, how):
        """Change the tree without any service, as a slip of the hand in a console would."""
        uri = f"file://{self.var}/Data.fs"
        database = open_database(uri)
        with desk_on(database, uri) as desk:
            how(desk.root)
            desk.tm.commit()
        database.close()

    def slugs(self, capsys):
        return {p["slug"] for p in saraban_json(capsys, self.var, "check")["problems"]}


def book(root):
    return find_book(root, UNIT, "receive", YEAR)


def chain(root):
    return trail_of(root).chains[UNIT]


def letter(root):
    return letters_of(root).letters[book(root).entries[book(root).last].letter]


def test_a_sound_store_is_clean(store, capsys):
    assert saraban_json(capsys, store.var, "check")["clean"]
    assert saraban(store.var, "check") == 0


def test_a_gap_in_the_numbers(store, capsys):
    def gap(root):
        del book(root).entries[book(root).last - 1]

    store.damage(gap)
    assert {"number-gap", "entry-lost", "paper-entry"} <= store.slugs(capsys)
    assert saraban(store.var, "check", "--only", "registers") == 1


def test_the_last_number_is_gone(store, capsys):
    def cut(root):
        del book(root).entries[book(root).last]

    store.damage(cut)
    assert {"entry-lost", "paper-entry"} <= store.slugs(capsys)


def test_a_changed_entry(store, capsys):
    def change(root):
        book(root).entries[book(root).last].subject = "อีกเรื่องหนึ่ง"

    store.damage(change)
    assert store.slugs(capsys) == {"row-changed"}


def test_a_changed_leaf(store, capsys):
    def change(root):
        leaf = chain(root).leaves[2]
        leaf.body = leaf.body.replace('"person":"', '"person":"x')

    store.damage(change)
    assert "audit-broken" in store.slugs(capsys)


def test_a_leaf_cut_out(store, capsys):
    def cut(root):
        del chain(root).leaves[2]

    store.damage(cut)
    assert {"audit-gap", "audit-broken"} <= store.slugs(capsys)


def test_the_last_leaf_cut_off_with_its_head_put_back(store, capsys):
    def cut(root):
        leaves = chain(root).leaves
        del leaves[leaves.maxKey()]
        chain(root).head.count, chain(root).head.digest = leaves.maxKey(), leaves[leaves.maxKey()].digest

    store.damage(cut)
    assert {"seal-head", "row-changed"} <= store.slugs(capsys)


def test_a_chain_written_anew(store, capsys):
    def forge(root):
        leaves = chain(root).leaves
        last = leaves.maxKey()
        leaves[last] = Leaf(leaves[last].body.replace('"salt":"', '"salt":"0'))
        chain(root).head.digest = leaves[last].digest

    store.damage(forge)
    assert store.slugs(capsys) == {"seal-head"}


def test_a_flipped_byte_in_a_file(store, capsys):
    blob = min((store.var / "blobs").rglob("*.blob"))
    data = bytearray(blob.read_bytes())
    data[len(data) // 2] ^= 1
    os.chmod(blob, 0o600)
    blob.write_bytes(data)
    assert store.slugs(capsys) == {"file-digest"}


def test_a_file_is_gone(store, capsys):
    os.unlink(min((store.var / "blobs").rglob("*.blob")))
    assert store.slugs(capsys) == {"file-missing"}


def test_a_letter_is_gone_and_its_left_overs_stay(store, capsys):
    def remove(root):
        del letters_of(root).letters[letter(root).id]

    store.damage(remove)
    assert {"number-left-over", "link-dangling", "paper-letter", "entry-letter", "index"} <= store.slugs(capsys)


def test_a_task_is_gone(store, capsys):
    def take(root):
        entries = root["tasks"].trays[f"unit:{UNIT}"].entries
        del entries[entries.maxKey()]

    store.damage(take)
    assert store.slugs(capsys) == {"paper-task", "task-count"}


@pytest.mark.parametrize(("what", "slug"), [("paper", "task-unknown"), ("letter", "task-dangling")])
def test_a_task_that_nothing_waits_for(store, capsys, what, slug):
    def lay(root):
        paper = letters_of(root).papers[book(root).entries[book(root).last].paper]
        about = {"letter": paper.letter, "paper": paper.id} if what == "paper" else {"letter": 1}
        tasks.place(root, f"unit:{UNIT}", what="act", since=paper.received_at, **about)

    store.damage(lay)
    assert store.slugs(capsys) == {slug}


def test_a_task_of_a_matter_that_is_closed(store, capsys):
    def close(root):
        letters_of(root).papers[book(root).entries[book(root).last].paper].state = "closed"

    store.damage(close)
    assert "task-left-over" in store.slugs(capsys)


def test_deliveries_that_wait_and_are_not_listed(store, capsys):
    def lose(root):
        sent = Delivery(77, book(root).entries[book(root).last].letter, UNIT, "d54-edu", letter(root).created_at)
        waiting.arrive(root, sent)
        root["exchange"].waiting.clear()

    store.damage(lose)
    assert store.slugs(capsys) == {"delivery-waiting", "delivery-count"}


def test_a_letter_changed_behind_the_index(store, capsys):
    def change(root):
        letter(root).subject = "เปลี่ยนโดยไม่บอกใคร"

    store.damage(change)
    assert store.slugs(capsys) == {"index"}


def test_a_dangling_link(store, capsys):
    def link(root):
        letters_of(root).links.insert(link_mark(PAPER_OF, letter(root).id, 17))

    store.damage(link)
    assert store.slugs(capsys) == {"link-dangling"}


def test_a_lost_index(store, capsys):
    shutil.rmtree(store.var / "index")
    assert store.slugs(capsys) == {"index"}
    assert saraban(store.var, "reindex") == 0
    assert store.slugs(capsys) == set()
