"""Terms written whole: the same documents however much fits into memory, and when segments are joined."""

import pytest
from whoosh import index
from whoosh.writing import OPTIMIZE

from saraban.search.plan import KEY, TEXT
from saraban.search.whoosh_fields import schema
from saraban.search.whoosh_writing import INLINED, MOST_BYTES, Writer

EVERY, SOME, FEW, ODD = "ทุกฉบับ", "some", "few", "\ud800"
DOCUMENTS = 2_500


def columns(number):
    return {"key_": f"L{number}".encode(), "chain_": b"", "digest_": b"", "day_": number, "seq_": number}


def terms(number):
    held = {EVERY, f"only{number}"}
    held |= {SOME} if number % 100 == 0 else set()
    held |= {FEW} if number < INLINED else set()
    held |= {ODD} if number == DOCUMENTS - 1 else set()
    return {TEXT: held, KEY: (f"L{number}",)}


def found(opened, term, name=TEXT):
    with opened.reader() as reader:
        if (name, term.encode("utf-8", "surrogatepass")) not in reader:
            return []
        return list(reader.postings(name, term.encode("utf-8", "surrogatepass")).all_ids())


@pytest.fixture
def opened(tmp_path):
    return index.create_in(tmp_path, schema())


def write(opened, numbers, most_bytes=MOST_BYTES):
    writer = Writer(opened, most_bytes)
    for number in numbers:
        writer.put(terms(number), columns(number))
    return writer


@pytest.mark.parametrize("most_bytes", [MOST_BYTES, 200_000])
def test_every_term_has_its_documents(opened, most_bytes):
    write(opened, range(DOCUMENTS), most_bytes).commit()
    assert found(opened, EVERY) == list(range(DOCUMENTS))
    assert found(opened, SOME) == list(range(0, DOCUMENTS, 100))
    assert found(opened, FEW) == list(range(INLINED))
    assert found(opened, ODD) == [DOCUMENTS - 1]
    assert found(opened, "only77") == found(opened, "L77", KEY) == [77]
    assert found(opened, "none") == []
    with opened.reader() as reader:
        assert list(reader.expand_prefix(TEXT, "only249")) == sorted(
            f"only{n}".encode() for n in range(DOCUMENTS) if str(n).startswith("249")
        )
        assert reader.column_reader("key_")[DOCUMENTS - 1] == f"L{DOCUMENTS - 1}".encode()


@pytest.mark.parametrize("most_bytes", [MOST_BYTES, 20_000])
def test_segments_are_joined(opened, most_bytes):
    write(opened, range(20)).commit(merge=False)
    writer = write(opened, range(20, 40), most_bytes)
    writer.delete_document(3)
    writer.commit(mergetype=OPTIMIZE)
    with opened.reader() as reader:
        keys = reader.column_reader("key_")
        assert {keys[n].decode() for n in found(opened, EVERY)} == {f"L{n}" for n in range(40) if n != 3}
        assert [keys[n] for n in found(opened, "only7")] == [b"L7"]
    assert found(opened, "only3") == []


def test_given_up_half_way_nothing_has_changed(opened, tmp_path):
    write(opened, range(5)).commit()
    write(opened, range(5, 900), 50_000).cancel()
    assert found(opened, EVERY) == list(range(5))
    assert not list(tmp_path.glob("**/*.run"))
