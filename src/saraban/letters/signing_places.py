"""ที่ลงนามบนแผ่น (where a letter is signed): the block of each who signs it, with the room for the signature.

A name is printed where it is known: of who signs alone, of who gave a typed name, and on copies of what was issued. Who
signs later on the finished pages is not known when they are set (somebody may act for him): room is left for each of
those who sign, and name and post come with the signature.
"""

from __future__ import annotations

from typing import Any

from saraban.documents.sheet import Signing
from saraban.kinds.service import kind_of
from saraban.kinds.shapes import Kind
from saraban.letters.content import Letter
from saraban.letters.cosigning import RECORDER, signs_as_recorder
from saraban.letters.values import Signature
from saraban.people.service import find_post

#: Where a name will stand that is not known before somebody signs.
NAME_TO_COME = "(" + "." * 48 + ")"
FIRST = "signature"
#: Lines that are kept free for name, rank, post and the post acted for.
LINES_TO_COME = 5


def key_of(n: int) -> str:
    """ชื่อช่องลายมือชื่อ of the ``n``-th who signs, from 1."""
    return FIRST if n == 1 else f"{FIRST}-{n}"


def signings_of(root: Any, letter: Letter, kind: Kind) -> tuple[Signing, ...]:
    """Every place where a letter is signed, in order."""
    recorder, field = dict(letter.filled).get(RECORDER, ""), kind.field(RECORDER)
    typed = recorder and field and not signs_as_recorder(kind, letter)
    recorded = (Signing((f"({recorder})", field.label), RECORDER),) if typed and field else ()
    if kind.signing == "initials":
        return (Signing(_typed(letter), "initials"),)
    if kind.signing == "none":
        return recorded
    if not letter.cosigners:
        in_field = letter.signing is not None and bool(letter.signing.certificate)
        return (*recorded, Signing(_block(root, letter), in_field=in_field))
    posts = (letter.draft.signer_post if letter.draft is not None else "", *letter.cosigners)
    return (*recorded, *(_one_of_several(root, letter, kind, n, post) for n, post in enumerate(posts, 1)))


def printed_signers(root: Any, letter: Letter) -> tuple[tuple[Signature, tuple[str, ...]], ...]:
    """ผู้ลงนามตามที่พิมพ์บนหนังสือ: every signature of an issued letter in order, with the lines printed of who made it.

    Nobody's name stands on news; beside a seal, without a certificate, the typed name alone.
    """
    kind = kind_of(root, letter)
    if kind is None or kind.signing == "none":
        return ()
    return tuple((one, _printed(kind, letter, n, one)) for n, one in enumerate(letter.signatures, 1))


def _printed(kind: Kind, letter: Letter, n: int, one: Signature) -> tuple[str, ...]:
    if kind.signing == "initials" and not one.certificate:
        return (one.block.name,)
    return (*one.block.lines, *(_label(kind, n) if letter.cosigners else ()))


def is_abreast(letter: Letter, kind: Kind) -> bool:
    """Do two sign side by side? Below each other where the kind says what each of them is."""
    return bool(letter.cosigners) and not kind.signers


def _block(root: Any, letter: Letter) -> tuple[str, ...]:
    """The lines under the signature: as they were signed, or as the post that is to sign will have them.

    A typed name that stands for the signature (ข้อ 26) is printed above them.
    """
    made = _made(letter)
    if made:
        return (*_typed(letter), *made[0].block.lines)
    post = letter.draft.signer_post if letter.draft is not None else ""
    return _to_come(root, post)


def _one_of_several(root: Any, letter: Letter, kind: Kind, n: int, post: str) -> Signing:
    made, label = _made(letter), _label(kind, n)
    if _is_set_for_certificates(letter):
        return Signing(label, key_of(n), room=LINES_TO_COME)
    if len(made) < n:
        lines = _to_come(root, post)
        return Signing((*lines, *label), key_of(n), room=max(0, LINES_TO_COME - len(lines)))
    one = made[n - 1]
    return Signing((*(() if one.certificate else (one.block.name,)), *one.block.lines, *label), key_of(n))


def _made(letter: Letter) -> list[Any]:
    """The signatures in order, the one that is being made with them."""
    return [*letter.signatures, *([letter.signing] if letter.signing is not None else [])]


def _is_set_for_certificates(letter: Letter) -> bool:
    """Are its pages set now for the first of several who sign them with certificates?"""
    return letter.signing is not None and bool(letter.signing.certificate) and letter.cosigning is None


def _to_come(root: Any, post: str) -> tuple[str, ...]:
    if not post:
        return (NAME_TO_COME,)
    found = find_post(root, post)
    return tuple(line for line in (NAME_TO_COME, found.rank, found.title) if line)


def _label(kind: Kind, n: int) -> tuple[str, ...]:
    return (kind.signers[n - 1].label,) if len(kind.signers) >= n else ()


def _typed(letter: Letter) -> tuple[str, ...]:
    """ชื่อที่พิมพ์แทนลายมือชื่อ (ข้อ 26): the signer's name, where no certificate signs; also for initials beside a seal."""
    if letter.signature is not None and letter.issued is None:
        return ()
    first = next(iter(_made(letter)), None)
    return (first.block.name,) if first is not None and not first.certificate else ()
