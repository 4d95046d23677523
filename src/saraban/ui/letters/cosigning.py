"""ผู้ลงนามร่วมสำหรับแสดง (several signers as shown): who signs in which order, who has, and what they signed so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.core.i18n import _
from saraban.kinds.service import kind_of
from saraban.people.service import find_person, find_post, holders_of
from saraban.signatures.certificates import certificate_for
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.sheets import Sheet
from saraban.ui.letters.issued import MOST_PAGES
from saraban.ui.verify.words import level_words


@dataclass(frozen=True)
class SignerShown:
    """ผู้ลงนามคนหนึ่ง: what the place is called, the post, who signed or would, when, how strong; whose turn it is.

    ``bare`` = nobody who holds the post today has a certificate in use.
    """

    label: str
    post: str
    names: str
    at: str = ""
    level: Any = ""
    turn: bool = False
    bare: bool = False


def signers_shown(request: Any, letter: Any) -> tuple[SignerShown, ...]:
    """Everybody who signs a letter that several sign, in order; nothing for any other."""
    if not letter.cosigners:
        return ()
    kind = kind_of(request.desk.root, letter)
    labels = [place.label for place in kind.signers] if kind is not None else []
    posts = (letter.draft.signer_post if letter.draft is not None else "", *letter.cosigners)
    labels += [""] * (len(posts) - len(labels))
    return tuple(_signer(request, letter, n, post, labels[n]) for n, post in enumerate(posts))


def _signer(request: Any, letter: Any, n: int, post: str, label: str) -> SignerShown:
    root, fmt = request.desk.root, formats_for(request)
    if n < len(letter.signatures):
        made = letter.signatures[n]
        title = f"{made.block.acting_term}{made.block.acting_for}" or made.block.post_title
        at = f"{fmt.day(made.at)} {fmt.clock(made.at)}"
        return SignerShown(label, title, made.block.name, at, level_words(made.level))
    if not post:
        return SignerShown(label, "", "", turn=not letter.signatures)
    people = [person for person, _grant in holders_of(root, post, request.desk.today)]
    names = ", ".join(find_person(root, person).name for person in people)
    now = request.registry.signing_room.clock.now()
    bare = not any(certificate_for(root, person, now) is not None for person in people)
    return SignerShown(label, find_post(root, post).title, names, turn=letter.turn == post, bare=bare)


def so_far_file(letter: Any) -> Any:
    """ไฟล์ที่ลงนามแล้วบางส่วน of a letter that waits for others; None where there is none."""
    return letter.cosigning.file if letter.cosigning is not None else None


def so_far_sheet(request: Any, letter: Any) -> Sheet | None:
    """Its pages as they are signed: what the next who signs approves."""
    stored = so_far_file(letter)
    if stored is None:
        return None
    count = min(request.registry.page_images.count(stored), MOST_PAGES)
    images = tuple(
        (f"/l/{letter.key}/so-far/{n}.png", _("${name}, page ${n}", mapping={"name": stored.name, "n": n}))
        for n in range(1, count + 1)
    )
    return Sheet("", "", (), (), (), (), draft=False, images=images)
