"""ไฟล์ตัวอย่าง: small files of every kind, made in memory."""

from __future__ import annotations

import io
import struct
import zipfile
from hashlib import md5

from PIL import Image

_OOXML = "application/vnd.openxmlformats-officedocument."


def pdf(pages: int = 1, words: str = "saraban") -> bytes:
    """A small PDF that opens and can be drawn."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(pages))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for n in range(pages):
        stream = f"BT /F1 24 Tf 72 720 Td ({words} {n + 1}) Tj ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * n} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    out, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{at:010d} 00000 n \n" for at in offsets)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{head}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def locked_pdf(password: str) -> bytes:
    """A PDF that opens with this password; with an empty one it opens for all, and only changing it is forbidden."""
    pad = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
    user, owner = (f"{text}".encode()[:32] for text in (password, "owner"))
    own = _rc4(md5((owner + pad)[:32], usedforsecurity=False).digest()[:5], (user + pad)[:32])
    allowed = struct.pack("<i", -4)
    key = md5((user + pad)[:32] + own + allowed + b"\0", usedforsecurity=False).digest()[:5]
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{own.hex()}>/U<{_rc4(key, pad).hex()}>>>/ID[<00><00>]/Root"
    return pdf().replace(b"/Root", lock.encode())


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def image(kind: str = "PNG", size: tuple[int, int] = (60, 80), frames: int = 1, colour: str = "white") -> bytes:
    """A plain image of a kind that Pillow writes."""
    out = io.BytesIO()
    sheets = [Image.new("RGB", size, colour) for _unused in range(frames)]
    more = {"save_all": True, "append_images": sheets[1:]} if frames > 1 else {}
    sheets[0].save(out, kind, **more)
    return out.getvalue()


def package(parts: dict[str, bytes], *, stored: bool = False) -> bytes:
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def ooxml(kind: str = "wordprocessingml.document", **more: bytes) -> bytes:
    """An Office package that says what it is, and no more."""
    types = f'<Types><Override PartName="/main.xml" ContentType="{_OOXML}{kind}.main+xml"/></Types>'.encode()
    return package(
        {"[Content_Types].xml": types, "main.xml": b"<x/>", **{k.replace("__", "/"): v for k, v in more.items()}}
    )


def odf(kind: str = "text", **more: bytes) -> bytes:
    """An OpenDocument package."""
    parts = {k.replace("__", "/"): v for k, v in more.items()}
    return package({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), **parts}, stored=True)


def ole(*streams: str) -> bytes:
    """An old Office file: header and a directory with these stream names."""
    entries = b""
    for name in ("Root Entry", *streams):
        raw = name.encode("utf-16-le") + b"\0\0"
        entries += raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), 2, 1) + b"\0" * 60
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries
