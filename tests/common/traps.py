"""แฟ้มกับดัก (traps, for tests): files that are to keep whoever reads them busy, or that nobody can read."""

from __future__ import annotations

import io
import re
import zlib

from pyhanko.pdf_utils.crypt import StandardSecurityHandler
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from tests.common.signed_letters import letter


def every() -> dict[str, bytes]:
    """All that is refused, each by what it is."""
    return {
        "a page number that is none": count_pages(b"(x)"),
        "more pages than there is paper": count_pages(b"9" * 400),
        "deep lists": deep(),
        "deep dictionaries": deep(b"<</A ", b">>"),
        "children of themselves": loop(),
        "fields without end": many_fields(20_000),
        "a packed gigabyte": bomb(),
        "a page before the file": b"<html><script>alert(1)</script><!--\n" + letter(),
        "a file that is locked": lock(letter(), "secret"),
    }


def lock(content: bytes, password: str) -> bytes:
    """The whole file written anew, locked with a password."""
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(content)))
    writer._assign_security_handler(StandardSecurityHandler.build_from_pw("owner", password))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def count_pages(number: bytes) -> bytes:
    """A letter that says it has so many pages."""
    return re.sub(rb"/Count \d+", b"/Count " + number, letter(), count=1)


def deep(opens: bytes = b"[", closes: bytes = b"]", levels: int = 200_000) -> bytes:
    """A file whose catalog is as deep as a well."""
    return small(b"/A " + opens * levels + closes * levels)


def loop() -> bytes:
    """Fields and pages that are their own children."""
    more = b"4 0 obj\n<< /T (a) /FT /Sig /Kids [4 0 R] >>\nendobj\n"
    return small(b"/AcroForm << /Fields [4 0 R] >>", more, pages=b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>")


def many_fields(number: int) -> bytes:
    """Far more fields than anybody signs."""
    field = b"<< /T (a%d) /FT /Sig /V << /Type /Sig /Contents <00> /ByteRange [0 1 2 3] >> >>"
    more = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, field % n) for n in range(4, number + 4))
    told = b" ".join(b"%d 0 R" % n for n in range(4, number + 4))
    return small(b"/AcroForm << /Fields [%s] >>" % told, more)


def bomb() -> bytes:
    """A packed stream of objects that unpacks to a gigabyte."""
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(bytes(1 << 20)) for _one in range(1024)) + packing.flush()
    said = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return small(b"/AcroForm << /Fields [5 0 R] >>", b"4 0 obj\n" + said + packed + b"\nendstream\nendobj\n", packed=5)


def small(catalog: bytes, more: bytes = b"", pages: bytes = b"", packed: int = 0) -> bytes:
    """A file of one catalog and what stands in it."""
    pages = pages or b"<< /Type /Pages /Count 0 /Kids [] >>"
    body = b"%%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R %s >>\nendobj\n2 0 obj\n%s\nendobj\n" % (catalog, pages)
    body += more
    places = {int(one[1]): one.start() for one in re.finditer(rb"(?m)^(\d+) 0 obj$", body)}
    size, own = max(*places, packed) + 2, max(*places, packed) + 1
    rows = {n: b"\1%s\0" % at.to_bytes(4) for n, at in places.items()} | {own: b"\1%s\0" % len(body).to_bytes(4)}
    if packed:
        rows[packed] = b"\2%s\0" % (4).to_bytes(4)
    table = b"".join(rows.get(n, b"\0\0\0\0\0\0") for n in range(size))
    said = b"<< /Type /XRef /Size %d /Root 1 0 R /W [1 4 1] /Length %d >>" % (size, len(table))
    end = b"\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(body))
    return body + b"%d 0 obj\n" % own + said + end
