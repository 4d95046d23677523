"""แบบข้อมูลของการตรวจสอบลายมือชื่อ (schemas of verifying)."""

from __future__ import annotations

from saraban.api.schemas.parts import Schema, flag, many, or_null, record, ref, text, whole, word

_STATES = (
    "valid", "altered", "changed-after", "covered", "wrong-person", "revoked", "expired", "stamp-broken", "untrusted",
    "uncertain", "broken",
)  # fmt: skip
_INSTANT = text("ISO 8601, UTC; empty where there is none.", 40)
_STANDING = ("good", "revoked", "expired", "unknown")

CHECKING: dict[str, Schema] = {
    "ToCheck": record("ไฟล์ที่จะตรวจ: the file comes in the form.", ()),
    "Checked": record(
        "ผลการตรวจสอบไฟล์: everything found in the file.",
        None,
        sha256=text("SHA-256 of the file.", 64),
        size=whole("Bytes.", 0),
        pages=whole("Pages.", 0),
        outcome=word(
            "ผล: no signature; all hold and nothing stands behind; or not so.", "unsigned", "valid", "problem"
        ),
        uncovered=whole(
            "ไบต์ท้ายไฟล์ที่ไม่มีลายมือชื่อหรือตราประทับเวลาครอบคลุม, proofs apart: where there are any, the file is not as it was "
            "issued.",
            0,
        ),
        signatures=many(ref("CheckedSignature"), "ลายมือชื่อ, in the order of signing."),
        stamps=many(ref("CheckedStamp"), "ตราประทับเวลาของทั้งไฟล์."),
        register={**or_null(ref("CheckedRegister")), "description": "ทะเบียน; null for files of others."},
    ),
    "CheckedSignature": record(
        "ลายมือชื่อหนึ่งลายมือชื่อ.",
        None,
        field=text("Its field in the file."),
        state=word("ผล: it holds, or the first thing that is wrong.", *_STATES),
        name=text("ผู้ลงนาม, as the authority wrote it."),
        organization=text("หน่วยงาน in the certificate."),
        issuer=text("ผู้ออกใบรับรอง."),
        fingerprint=text("SHA-256 of the certificate.", 64),
        post=text("ตำแหน่ง by our record; empty for files of others."),
        at=_INSTANT,
        clock=word(
            "นาฬิกา: of a time stamping service, the archive, or only the signer.", "stamper", "archive", "signer", ""
        ),
        stamper=text("ผู้ประทับเวลา."),
        level=word("ระดับ PAdES, as found.", "", "B-B", "B-T", "B-LT", "B-LTA"),
        section=word("มาตราของ พ.ร.บ. ธุรกรรมทางอิเล็กทรอนิกส์, computed from evidence.", "", "9", "26", "26-28"),
        covers_all=flag("It covers the whole file."),
        changes=word("สิ่งที่เพิ่มหลังลงนาม.", "nothing", "proofs", "signatures", "notes", "content", "uncovered"),
        then=word("ใบรับรองขณะลงนาม.", *_STANDING),
        now=word("ใบรับรองขณะนี้.", *_STANDING),
        revoked_at=_INSTANT,
        reason=text("A word of the library, for those who look closer."),
        kept_at=text(
            "Its authority was silent: judged by its list of revoked certificates that the archive took then. "
            "ISO 8601, UTC; empty where the authority answered.",
            40,
        ),
    ),
    "CheckedTyped": record(
        "ผู้ลงนามในระบบ: with a typed name and a one-time password.",
        None,
        lines=many(text("A line."), "What is printed below the signature: name, post, for whom."),
        at=text("When, by the clock of this office. ISO 8601, UTC.", 40),
    ),
    "CheckedStamp": record(
        "ตราประทับเวลาเอกสาร.",
        None,
        field=text("Its field in the file."),
        holds=flag("It holds."),
        name=text("ผู้ประทับเวลา."),
        at=_INSTANT,
    ),
    "CheckedRegister": record(
        "ทะเบียนของหน่วยงาน: of a letter of this office.",
        None,
        number=text("เลขที่หนังสือ."),
        state=word(
            "State in the register; `superseded`: a later one took its place; `unfinished`: not all who are to sign it "
            "signed this file; `dropped`: some signed it, it was never issued.",
            "issued",
            "superseded",
            "void",
            "unfinished",
            "dropped",
        ),
        dated=text("วันที่ของหนังสือ, as an ISO date."),
        by=text("หน่วยงานเจ้าของหนังสือ."),
        signed=many(
            ref("CheckedTyped"),
            "ผู้ลงนามด้วยชื่อที่พิมพ์ (มาตรา ๙), in order: of a file that is as it was issued and bears no certificate.",
        ),
        later=text("The number of the letter that took its place; told only on the page, to who may read that one."),
    ),
}
