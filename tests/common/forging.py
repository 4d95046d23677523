"""การปลอมลายมือชื่อ (forging, for tests): what somebody with tools of his own does to a signed letter."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from pathlib import Path

import aiohttp
from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from saraban.signatures.loops import finish
from tests.common.authority import Authority
from tests.common.signed_letters import letter


def sign_anyway(
    authority: Authority,
    label: str,
    content: bytes | None = None,
    *,
    field: str = "forged",
    box: tuple[int, int, int, int] | None = None,
    mark: bytes | None = None,
    certify_against_all: bool = False,
) -> bytes:
    """Sign as a tool does that asks nobody: no look at the certificate, none at the page."""
    store = SimpleCertificateStore()
    store.register_multiple([authority.certificate("ca"), authority.root])
    signer = SimpleSigner(
        signing_cert=authority.certificate(label), signing_key=authority.key(label), cert_registry=store
    )
    meta = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=certify_against_all,
        docmdp_permissions=MDPPerm.NO_CHANGES if certify_against_all else MDPPerm.FILL_FORMS,
    )
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        style = None
        if mark:
            file.write(mark)
            file.flush()
            style = StaticStampStyle.from_pdf_file(file.name, border_width=0, background_opacity=1.0)
        made = PdfSigner(meta, signer, stamp_style=style, new_field_spec=SigFieldSpec(field, on_page=0, box=box))
        writer = IncrementalPdfFileWriter(io.BytesIO(content or letter()))
        if writer.prev.encrypted:
            writer.encrypt(b"")
        out = finish(made.async_sign_pdf(writer, output=io.BytesIO()))
    return out.getvalue()


def change_a_byte(content: bytes) -> bytes:
    """Another byte in the first page's stream."""
    at = content.index(b"stream") + 40
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def draw_over(content: bytes) -> bytes:
    """Add to the first page by an incremental save: a white field with other words over the old ones."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page, _kids = writer.find_page_for_modification(0)
    more = writer.add_object(generic.StreamObject(stream_data=b"q 1 1 1 rg 90 650 400 60 re f Q"))
    page = page.get_object()
    old = page.raw_get("/Contents")
    page[pdf_name("/Contents")] = generic.ArrayObject([*(old if isinstance(old, list) else [old]), more])
    writer.update_container(page)
    return _written(writer)


def replace_words(content: bytes) -> bytes:
    """Put another stream in the place of the first page's by an incremental save: a shadow of it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.find_page_for_modification(0)[0].get_object()
    old = page.raw_get("/Contents")
    reference = old[0] if isinstance(old, list) else old
    shadow = generic.StreamObject(stream_data=b"q 0 0 0 rg 90 650 400 60 re f Q")
    shadow.container_ref = reference.reference
    writer.objects[reference.generation, reference.idnum] = shadow
    return _written(writer)


def swap_pages(content: bytes) -> bytes:
    """Turn the order of the pages round by an incremental save."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    pages = writer.root["/Pages"]
    pages[pdf_name("/Kids")] = generic.ArrayObject(reversed(pages.raw_get("/Kids")))
    writer.update_container(pages)
    return _written(writer)


def write_anew(content: bytes) -> bytes:
    """The whole file written again by another tool, as a page is exchanged."""
    with tempfile.TemporaryDirectory() as place:
        before, after = Path(place) / "a.pdf", Path(place) / "b.pdf"
        before.write_bytes(content)
        subprocess.run(["mutool", "clean", str(before), str(after), "2,1"], check=True, capture_output=True)
        return after.read_bytes()


def strip_time_stamp(content: bytes, field: str) -> bytes:
    """Take the time stamp out of a signature; what is signed stays the same."""
    reader = PdfFileReader(io.BytesIO(content))
    given = next(one for one in reader.embedded_signatures if one.field_name == field)
    message = cms.ContentInfo.load(given.pkcs7_content)
    signer = message["content"]["signer_infos"][0]
    signer["unsigned_attrs"] = cms.CMSAttributes([])
    old = given.pkcs7_content
    plain = message.dump(force=True)
    new = plain + bytes(len(old) - len(plain))
    assert content.count(old.hex().encode()) + content.count(old.hex().upper().encode()) == 1
    for written in (old.hex().encode(), old.hex().upper().encode()):
        content = content.replace(written, new.hex().encode())
    return content


def add_comment(content: bytes) -> bytes:
    """A comment behind the end of the file: no reader shows it."""
    return content + b"% paid in full, see the other letter\n"


def add_bytes(content: bytes) -> bytes:
    """Anything behind the end of the file."""
    return content + bytes(range(256)) * 2


def add_bare_stream(content: bytes) -> bytes:
    """A stream that belongs to no object, and the end of the file once more: no reader looks at it."""
    table = content.rsplit(b"startxref", 1)[1]
    return content + b"stream\nhidden words\nendstream\nstartxref" + table


def add_comment_and_end(content: bytes) -> bytes:
    """A comment behind the end of the file, and the same end once more."""
    return content + b"% paid in full\n" + content[content.rindex(b"startxref") :]


def add_comment_and_stamp(content: bytes, stamper: str) -> bytes:
    """A comment, and behind it a time stamp over the whole file by somebody whom nobody knows."""
    return stamp(add_comment(content), stamper)


def stamp(content: bytes, stamper: str, field: str | None = None) -> bytes:
    """A time stamp over the whole file, as anybody may have one; in a field that stands there already, or a new one."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))

    async def stamped() -> bytes:
        async with aiohttp.ClientSession() as session:
            stamps = PdfTimeStamper(HTTPTimeStamper(stamper, session=session), field_name=field)
            return bytes((await stamps.async_timestamp_pdf(writer, "sha256", output=io.BytesIO())).getvalue())

    return finish(stamped())


def add_proofs_of_nothing(content: bytes) -> bytes:
    """A revision that says it is one of proofs, with a comment among its objects."""
    at = content.rindex(b"xref", 0, content.rindex(b"startxref"))
    comment = b"% paid in full\n"
    return content[:at] + comment + content[at:].replace(b"startxref\n%d" % at, b"startxref\n%d" % (at + len(comment)))


def add_unused_object(content: bytes) -> bytes:
    """A further object in the last revision, named in its table, that nothing in the file leads to."""
    reader = PdfFileReader(io.BytesIO(content))
    size = int(reader.trailer["/Size"])
    begin = content.rindex(b"xref", 0, content.rindex(b"startxref"))
    made, old = b"%d 0 obj\n(paid in full)\nendobj\n" % size, content[begin:]
    told = b"xref\n%d 1\n%010d 00000 n \n" % (size, begin) + old.split(b"xref\n", 1)[1]
    told = told.replace(b"/Size %d" % size, b"/Size %d" % (size + 1))
    return content[:begin] + made + told.replace(b"startxref\n%d" % begin, b"startxref\n%d" % (begin + len(made)))


def add_behind_a_stream(content: bytes) -> bytes:
    """Words behind the end of the last stream, as long as it says it is, and before its last word."""
    at = content.rindex(b"\nendstream")
    words = b"\npaid in full"
    made = content[:at] + words + content[at:]
    begin = content.rindex(b"xref", 0, content.rindex(b"startxref"))
    table = content[begin:]
    for number in {int(one) for one in re.findall(rb"(\d{10}) 00000 n", table) if int(one) > at}:
        table = table.replace(b"%010d 00000 n" % number, b"%010d 00000 n" % (number + len(words)))
    table = table.replace(b"startxref\n%d" % begin, b"startxref\n%d" % (begin + len(words)))
    return made[: begin + len(words)] + table


def add_empty_field(content: bytes) -> bytes:
    """A further place for a signature that nobody signed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    append_signature_field(writer, SigFieldSpec("empty", on_page=0))
    return _written(writer)


def cut_last_revision(content: bytes) -> bytes:
    """What was saved last is taken off: the archive's time stamp."""
    end = content.rindex(b"%%EOF")
    for _revision in range(2):  # the stamp, and the proofs that were written after it
        end = content.rindex(b"%%EOF", 0, end)
    return content[: end + 6]


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
