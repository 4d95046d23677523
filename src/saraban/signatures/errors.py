"""เหตุที่ลงนามไม่สำเร็จ (why a signature could not be made): each says that nothing was changed and what to do now."""

from __future__ import annotations

from saraban.core.errors import SarabanError
from saraban.core.i18n import _


class SigningRefused(SarabanError):
    """ลงนามไม่สำเร็จ: base of every reason why no signature was made; the document is as it was."""

    status = 422
    slug = "signing-refused"


class KeyStoreDown(SigningRefused):
    """ติดต่อคลังกุญแจไม่ได้: the service or token that holds the key does not answer."""

    status = 503
    slug = "key-store-down"

    def __init__(self) -> None:
        super().__init__(_("The signing service does not answer. Nothing was signed; please try again later."))


class KeyStoreFailed(SigningRefused):
    """คลังกุญแจปฏิเสธ: the key store answered, and not with a signature."""

    status = 502
    slug = "key-store-failed"

    def __init__(self) -> None:
        super().__init__(_("The signing service refused the request. Nothing was signed; tell the administrator."))


class WrongSecret(SigningRefused):
    """รหัสไม่ถูกต้อง: the one-time password or PIN that the key store asked for was wrong or spent."""

    status = 403
    slug = "wrong-signing-code"

    def __init__(self) -> None:
        super().__init__(_("The code for signing is wrong or no longer valid. Nothing was signed; ask for a new one."))


class NoSuchKey(SigningRefused):
    """ไม่มีกุญแจนี้: the key store does not know the key that the certificate's record names."""

    slug = "no-such-key"

    def __init__(self) -> None:
        super().__init__(_("The signing service does not hold this key. Nothing was signed; tell the administrator."))


class CertificateRevoked(SigningRefused):
    """ใบรับรองถูกเพิกถอน: the certificate was revoked by who issued it, or in our records."""

    slug = "certificate-revoked"

    def __init__(self) -> None:
        super().__init__(_("The signing certificate has been revoked. Nothing was signed; a new one is needed."))


class CertificateExpired(SigningRefused):
    """ใบรับรองหมดอายุ: the certificate's time is over, or has not begun."""

    slug = "certificate-expired"

    def __init__(self) -> None:
        super().__init__(_("The signing certificate is not valid today. Nothing was signed; renew the certificate."))


class CertificateNotTrusted(SigningRefused):
    """ใบรับรองไม่เป็นที่เชื่อถือ: none of the authorities that the office trusts issued it."""

    slug = "certificate-not-trusted"

    def __init__(self) -> None:
        super().__init__(
            _("The signing certificate comes from no authority that the office trusts. Nothing was signed.")
        )


class StatusUnknown(SigningRefused):
    """ไม่ทราบสถานะใบรับรอง: the authority's service does not say whether the certificate still holds."""

    status = 503
    slug = "certificate-status-unknown"

    def __init__(self) -> None:
        super().__init__(
            _("The authority does not say whether the certificate still holds. Nothing was signed; try again later.")
        )


class StamperDown(SigningRefused):
    """ติดต่อผู้ประทับเวลาไม่ได้: no time stamping service gave a stamp that the office trusts."""

    status = 503
    slug = "time-stamp-down"

    def __init__(self) -> None:
        super().__init__(_("The time stamping service does not answer. Nothing was signed; please try again later."))


class WrongPerson(SigningRefused):
    """ใบรับรองเป็นของผู้อื่น: the person in the certificate is not the person who signs."""

    status = 403
    slug = "wrong-signer"

    def __init__(self) -> None:
        super().__init__(_("The certificate belongs to another person. Nothing was signed."))


class OtherName(SigningRefused):
    """ชื่อในใบรับรองไม่ตรงกับผู้ลงนาม: the certificate names somebody whose name is not the signer's."""

    status = 403
    slug = "certificate-name-differs"

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "The certificate is made out to “${name}”, which is not your name on record. Nothing was signed. Ask "
                "an administrator to record this spelling as your name in certificates, or to enrol a certificate of "
                "yours.",
                mapping={"name": name[:80]},
            )
        )


class BoxCovers(SigningRefused):
    """ตำแหน่งลายมือชื่อทับข้อความ: the place for the signature lies on something that stands on the page already."""

    slug = "signature-covers"

    def __init__(self) -> None:
        super().__init__(_("The place for the signature would cover what is on the page. Choose another place."))


class BoxOutside(SigningRefused):
    """ตำแหน่งลายมือชื่ออยู่นอกหน้า: there is no such page, or the place is not on it."""

    slug = "signature-outside"

    def __init__(self) -> None:
        super().__init__(_("The place for the signature is not on the page. Choose another place."))


class NotSignable(SigningRefused):
    """ลงนามในไฟล์นี้ไม่ได้: the file is no PDF that can be signed, or an earlier signature forbids more."""

    slug = "not-signable"

    def __init__(self) -> None:
        super().__init__(_("This file cannot be signed: it is damaged, locked or allows no further signatures."))


class NoCertificate(SigningRefused):
    """ไม่มีใบรับรอง: who has no certificate on record puts no signature on a sheet."""

    slug = "no-certificate"

    def __init__(self) -> None:
        super().__init__(
            _(
                "You have no signing certificate on record, so nothing can be signed on the sheet. "
                "Write the note without it, or ask the administrator to enrol your certificate."
            )
        )


class CertificateNeeded(SigningRefused):
    """ต้องลงนามด้วยใบรับรองเช่นผู้ลงนามคนก่อน: a typed name cannot be added to pages that are signed with certificates."""

    slug = "certificate-needed"

    def __init__(self) -> None:
        super().__init__(
            _(
                "This letter is signed with certificates, and a typed name cannot be added to its signed pages. "
                "Nothing was signed. Sign with your certificate, or return the letter so that all sign it by their "
                "typed names."
            )
        )


class NamesGathered(SigningRefused):
    """หนังสือนี้ลงนามด้วยชื่อที่พิมพ์: the pages are set when all names are there, so no certificate signs before that."""

    slug = "names-gathered"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Who signed this letter before signed it by the typed name, so all do. Nothing was signed. Choose to "
                "sign by the typed name alone, or return the letter so that all sign it with certificates."
            )
        )


class NoRoom(SigningRefused):
    """ไม่มีที่ว่างบนแผ่น: no place on the sheet is free for what is to stand there."""

    slug = "no-room-on-sheet"

    def __init__(self) -> None:
        super().__init__(
            _(
                "There is no free place on the sheet that is large enough. Nothing was signed; "
                "make the note shorter, or write it without signing on the sheet."
            )
        )


class SheetNotKept(SigningRefused):
    """แผ่นที่ลงนามไม่ผ่านการตรวจ: what was signed does not hold as a whole, so it was not kept."""

    slug = "sheet-not-kept"

    def __init__(self) -> None:
        super().__init__(
            _("The signed sheet did not pass the check of all its signatures and was not kept. Tell the administrator.")
        )


class NotIssued(SigningRefused):
    """ออกหนังสือไม่ได้: what was signed does not hold when it is checked, so it was not issued."""

    slug = "not-issued"

    def __init__(self) -> None:
        super().__init__(
            _("The signed letter did not pass the check of its signature and was not issued. Tell the administrator.")
        )
