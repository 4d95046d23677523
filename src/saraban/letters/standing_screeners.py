"""ผู้กลั่นกรองที่อยู่ (screeners who are there): to whom a screened matter goes back, and what is said when it is another."""

from __future__ import annotations

from typing import Any

from saraban.core.desk import Desk
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters.values import Screening
from saraban.offices.content import Office
from saraban.people.rights import post_may
from saraban.people.service import holders_of

#: What a screener has to be allowed in the unit: on a paper, on a draft.
PAPER, DRAFT = Permission.PAPER_ENDORSE, Permission.LETTER_DRAFT


def screener_there(
    desk: Desk, office: Office | None, said: Screening, duty: Permission, unit: str, writer: str = "", *, others: bool
) -> str:
    """The post that screened, while somebody holds it or acts in it; else the next screener of the office; else none.

    ``writer`` wrote the draft: he alone in a post does not screen it. Without ``others`` nobody else is asked, as with
    what those named alone read.
    """
    asked = (said.signing.post, *(office.screeners if office is not None and others else ()))
    for post in asked:
        holders = {person for person, _grant in holders_of(desk.root, post, desk.today)} - {writer}
        if holders and post_may(desk.root, post, duty, unit, desk.today):
            return post
    return ""


def gone_elsewhere(said: Screening, post: str, to: str) -> tuple[str, Any]:
    """The words that go with the matter, and those for who returned it; both empty where it went to who screened it."""
    if post == said.signing.post:
        return "", ""
    title = said.signing.post_title
    note = f"\n(ตำแหน่ง “{title}” ซึ่งกลั่นกรองเรื่องนี้ ไม่มีผู้ดำรงตำแหน่งหรือผู้ทำการแทนแล้ว จึงส่งถึง “{to}”)"
    words = _(
        "Nobody is in the post “${post}” any more, which screened it. It went to “${to}”.",
        mapping={"post": title, "to": to},
    )
    return note, words
