"""Behind what is signed stand proofs and nothing else; whoever writes them writes them in his own way."""

from __future__ import annotations

import io
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from saraban.signatures.tail import uncovered

ODD_TRAILER = b"/ID [(50% of it) (ab)] /Made (with (a) tool \\) %) /DocChecksum /AB"


@pytest.fixture(scope="module")
def proof():
    """A certificate in DER."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ผู้ออกใบรับรอง")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def stream(content, said=b"", behind=b"", eol=b"\n"):
    """A stream whose length is told and is right but for what stands behind."""
    return b"<< /Length %d %s>>%sstream\r\n%s%s%sendstream" % (len(content), said, eol, content, behind, eol)


def save(content, objects, *, eol=b"\n", said=b"", before=b"", unnamed=b"", size=None, free=b""):
    """Save objects behind a content, with a table of their places."""
    out, places = content, {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj%s%s%sendobj%s" % (number, eol, body, eol, eol)
    out += unnamed
    table, end = len(out), eol if len(eol) == 2 else b" " + eol
    out += b"xref" + eol + free
    for number, place in places.items():
        out += b"%d 1%s%010d 00000 n%s" % (number, eol, place, end)
    prev = b"/Prev %s" % content.rsplit(b"startxref", 1)[1].split()[0] if content.count(b"startxref") else b""
    told = size or max([*objects, 3]) + 1
    out += b"trailer%s<< /Size %d /Root 1 0 R %s %s>>%s" % (eol, told, prev, said, eol)
    return out + before + b"startxref%s%d%s%%%%EOF%s" % (eol, table, eol, eol)


def save_packed(content, objects, packed, *, between=b" ", more=b"", named=None):
    """Save objects, some of them packed into one stream, with a stream of their places."""
    out, rows, body, head = content, {}, b"", b""
    holder, own = max([*objects, *packed]) + 1, max([*objects, *packed]) + 2
    for index, (number, told) in enumerate(packed.items()):
        head += b"%d %d " % (number, len(body))
        body += told + between
        if named is None or number in named:
            rows[number] = (2, holder, index)
    inner = zlib.compress(head + body + more)
    said = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode " % (len(packed), len(head))
    for number, told in {**objects, holder: stream(inner, said)}.items():
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, told)
    rows[own] = (1, len(out), 0)
    index = b" ".join(b"%d 1" % one for one in sorted(rows))
    table = b"".join(bytes([kind]) + at.to_bytes(4) + bytes([n]) for _number, (kind, at, n) in sorted(rows.items()))
    said = b"/Type /XRef /Size %d /Root 1 0 R /W [1 4 1] /Index [%s] /Prev %s " % (
        own + 1,
        index,
        content.rsplit(b"startxref", 1)[1].split()[0],
    )
    begins = len(out)
    return out + b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, stream(table, said), begins)


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R %s>>"
WITH_PROOFS = CATALOG % b"/DSS 4 0 R "


@pytest.fixture(scope="module")
def signed():
    """A file as it was when it was signed."""
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return save(b"%PDF-1.7\n", {1: CATALOG % b"", 2: pages, 3: PAGE}, free=b"0 1\n0000000000 65535 f \n")


def proofs(proof, **more):
    """The objects of a store with one certificate."""
    return {1: WITH_PROOFS, 4: b"<< /Certs [5 0 R] >>", 5: stream(proof, **more)}


def left(signed, made, end=None):
    reader = PdfFileReader(io.BytesIO(made))
    return uncovered(reader, made, end or len(signed), proofs_only=True)


class TestSound:
    @pytest.mark.parametrize("eol", [b"\n", b"\r\n", b"\r"])
    @pytest.mark.parametrize(
        "before", [b"", b"%iText-7.1.9\n", b"%iText-Core-8.0.5\n"], ids=["plain", "a library", "another of it"]
    )
    def test_a_store_of_proofs(self, signed, proof, eol, before):
        assert left(signed, save(signed, proofs(proof), eol=eol, before=before)) == 0

    def test_two_of_them_and_the_end_of_a_line(self, signed, proof):
        once = save(signed, proofs(proof))
        again = {4: b"<< /Certs [5 0 R 6 0 R] /VRI 7 0 R >>", 6: stream(proof)}
        again |= {7: b"<< /%s 8 0 R >>" % (b"A" * 40), 8: b"<< /Cert [6 0 R] /TU (D:20261122100000Z) >>"}
        twice = save(once, again)
        assert left(signed, twice + b"\r\n") == 0
        assert left(signed, twice, len(once)) == 0

    def test_a_packed_proof_and_a_length_of_its_own(self, signed, proof):
        packed = zlib.compress(proof)
        told = b"<< /Length 6 0 R /Filter /FlateDecode >>\nstream\n%s\nendstream" % packed
        assert left(signed, save(signed, {**proofs(proof), 5: told, 6: b"%d" % len(packed)})) == 0

    def test_packed_objects_and_a_stream_of_places(self, signed, proof):
        store = {1: WITH_PROOFS, 4: b"<< /Certs [5 0 R] >>"}
        assert left(signed, save_packed(signed, {5: stream(proof)}, store)) == 0

    def test_a_percent_in_a_trailers_string(self, proof):
        base = save(b"%PDF-1.7\n", {1: CATALOG % b"", 2: b"<< /Type /Pages /Count 0 /Kids [] >>"}, said=ODD_TRAILER)
        assert left(base, save(base, proofs(proof), said=ODD_TRAILER)) == 0

    def test_what_the_library_writes(self, signed, proof):
        writer = IncrementalPdfFileWriter(io.BytesIO(signed))
        one = writer.add_object(generic.StreamObject(stream_data=proof))
        names = {"/Certs": generic.ArrayObject([one])}
        store = generic.DictionaryObject({generic.pdf_name(key): told for key, told in names.items()})
        writer.root[generic.pdf_name("/DSS")] = writer.add_object(store)
        writer.update_root()
        out = io.BytesIO()
        writer.write(out)
        assert left(signed, out.getvalue()) == 0


def all_told(signed, made):
    """Is every byte behind the signature told of?"""
    return left(signed, made) == len(made) - len(signed)


class TestTold:
    """Words that no reader shows, each where something else might be taken for the end of what matters."""

    def test_an_object_that_no_table_names(self, signed, proof):
        assert all_told(signed, save(signed, proofs(proof), unnamed=b"9 0 obj\n(paid in full)\nendobj\n"))

    def test_an_object_that_nothing_leads_to(self, signed, proof):
        assert all_told(signed, save(signed, {**proofs(proof), 6: b"(paid in full)"}))

    def test_objects_that_lead_to_each_other_alone(self, signed, proof):
        assert all_told(signed, save(signed, {**proofs(proof), 6: b"[(paid) 7 0 R]", 7: b"[(in full) 6 0 R]"}))

    def test_an_object_twice(self, signed, proof):
        assert all_told(signed, save(signed, proofs(proof), unnamed=b"4 0 obj\n<< /Certs [5 0 R] >>\nendobj\n"))

    def test_bytes_behind_the_length_of_a_stream(self, signed, proof):
        assert all_told(signed, save(signed, proofs(proof, behind=b"\npaid in full")))

    def test_bytes_behind_the_end_of_what_is_packed(self, signed, proof):
        packed = stream(zlib.compress(proof) + b"paid in full", b"/Filter /FlateDecode ")
        assert all_told(signed, save(signed, {**proofs(proof), 5: packed}))

    @pytest.mark.parametrize("words", [b"paid in full", b"\x30\x0cpaid in full"])
    def test_a_proof_that_is_none(self, signed, words):
        assert all_told(signed, save(signed, proofs(words)))

    def test_bytes_behind_a_proof(self, signed, proof):
        assert all_told(signed, save(signed, proofs(proof + b"paid in full")))

    def test_words_beside_a_proof(self, signed, proof):
        assert all_told(signed, save(signed, proofs(proof, said=b"/Note (paid in full) ")))

    @pytest.mark.parametrize(
        "store",
        [
            b"<< /Certs [5 0 R] % paid in full\n >>",
            b"<< /Certs [5 0 R] >> % paid in full",
            b"<< /Certs [5 0 R] >> (paid in full)",
            b"<< /Certs [5 0 R] >>" + b" " * 300,
        ],
    )
    def test_words_in_an_object(self, signed, proof, store):
        assert all_told(signed, save(signed, {**proofs(proof), 4: store}))

    @pytest.mark.parametrize(
        "said", [b"% paid in full\n", b"/Note (paid in full) ", b"/Note << /Words (paid in full) >> "]
    )
    def test_words_in_a_trailer(self, signed, proof, said):
        assert all_told(signed, save(signed, proofs(proof), said=said))

    @pytest.mark.parametrize("before", [b"% paid in full\n", b"%iText-paid in full\n", b"(paid in full)\n"])
    def test_words_before_the_end(self, signed, proof, before):
        assert all_told(signed, save(signed, proofs(proof), before=before))

    def test_a_revision_that_the_next_one_passes_over(self, signed, proof):
        hidden = save(signed, {6: b"(paid in full)"})
        last = save(hidden, proofs(proof))
        table = signed.rsplit(b"startxref", 1)[1].split()[0], hidden.rsplit(b"startxref", 1)[1].split()[0]
        assert all_told(signed, last.replace(b"/Prev " + table[1], b"/Prev " + table[0].ljust(len(table[1]))))

    @pytest.mark.parametrize("given", [{"between": b" % paid in full\n"}, {"more": b"paid in full"}])
    def test_words_among_packed_objects(self, signed, proof, given):
        store = {1: WITH_PROOFS, 4: b"<< /Certs [5 0 R] >>"}
        assert all_told(signed, save_packed(signed, {5: stream(proof)}, store, **given))

    def test_a_packed_object_that_no_table_names(self, signed, proof):
        store = {1: WITH_PROOFS, 4: b"<< /Certs [5 0 R] >>", 6: b"(paid in full)"}
        assert all_told(signed, save_packed(signed, {5: stream(proof)}, store, named=(1, 4)))

    def test_what_is_no_proof_for_a_reader_either(self, signed, proof):
        made = save(signed, proofs(proof))
        reader = PdfFileReader(io.BytesIO(made))
        assert uncovered(reader, made, len(signed), proofs_only=False) == len(made) - len(signed)
