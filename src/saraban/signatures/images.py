"""รูปลายเซ็น (pictures of hand signatures): put up by the person, used when an administrator has approved them.

A picture proves nothing; it is what readers of the page look for. Only its pixels are kept, and none of a picture that
was withdrawn.
"""

from __future__ import annotations

import hashlib
import io
from typing import Any

from PIL import Image

from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.i18n import _
from saraban.people.actor import Actor
from saraban.registers.rows import is_storable
from saraban.signatures.content import HandImage, HandImages
from saraban.signatures.enrolling import WHY_LENGTH, require_care
from saraban.thai.normalise import is_seen

MOST_BYTES = 500 * 1024
WIDEST, HIGHEST, SMALLEST = 3000, 1500, 20
#: So many pixels are kept.
KEPT = (1200, 600)


def images_of(root: Any) -> HandImages:
    """รูปลายเซ็นทั้งหมด of this store."""
    found: HandImages = root["hand_images"]
    return found


def image_in_use(root: Any, person: str) -> HandImage | None:
    """The approved picture of a person."""
    return images_of(root).used.get(person)


def proposed_image(root: Any, person: str) -> HandImage | None:
    """The picture that waits to be approved, or was refused (with the reason)."""
    return images_of(root).proposed.get(person)


def propose_image(desk: Desk, actor: Actor, content: bytes) -> HandImage:
    """เสนอรูปลายเซ็นของตน: takes the place of one proposed before; one in use stays until this one is approved.

    Raises ``Invalid`` for what is no PNG picture, or is too large or too small.
    """
    kept = _only_pixels(content)
    made = HandImage(actor.person, kept, hashlib.sha256(kept).hexdigest(), desk.clock.now())
    images_of(desk.root).proposed[actor.person] = made
    _record(desk, actor, actor.unit, "hand-image-proposed", made)
    return made


def approve_image(desk: Desk, actor: Actor, *, person: str, seen: str) -> HandImage:
    """อนุมัติรูปลายเซ็น that was looked at (``seen`` is its SHA-256), by who looks after the person; never one's own."""
    unit, found = _waiting(desk, actor, person, seen)
    images = images_of(desk.root)
    del images.proposed[person]
    images.used[person] = found
    found.decided_at, found.decided_by = desk.clock.now(), actor.person
    _record(desk, actor, unit, "hand-image-approved", found)
    return found


def refuse_image(desk: Desk, actor: Actor, *, person: str, seen: str, why: str) -> HandImage:
    """ไม่อนุมัติรูปลายเซ็น, with the reason that the person is told."""
    unit, found = _waiting(desk, actor, person, seen)
    if not is_seen(why) or not is_storable(why) or len(why) > WHY_LENGTH:
        raise Invalid(_("Say why, in at most ${n} characters.", mapping={"n": WHY_LENGTH}), field="image_why")
    found.decided_at, found.decided_by, found.refused_why = desk.clock.now(), actor.person, why.strip()
    _record(desk, actor, unit, "hand-image-refused", found)
    return found


def withdraw_image(desk: Desk, actor: Actor, *, person: str) -> None:
    """ถอนรูปลายเซ็น: by the person, or by who looks after him; what was signed keeps it. Raises ``Missing`` for none."""
    unit = actor.unit if person == actor.person else require_care(desk, actor, person)
    images = images_of(desk.root)
    gone = [image for image in (images.used.pop(person, None), images.proposed.pop(person, None)) if image]
    if not gone:
        raise Missing(_("There is no picture of a hand signature."))
    _record(desk, actor, unit, "hand-image-withdrawn", gone[0])


def _waiting(desk: Desk, actor: Actor, person: str, seen: str) -> tuple[str, HandImage]:
    unit = require_care(desk, actor, person)
    if person == actor.person:
        raise NotAllowed(_("Another administrator has to decide on your own picture."))
    found = proposed_image(desk.root, person)
    if found is None or found.refused_why or found.sha256 != seen:
        raise Conflict(_("Another picture was put up meanwhile, or it was decided on already. Look at it again."))
    return unit, found


def _only_pixels(content: bytes) -> bytes:
    if len(content) > MOST_BYTES:
        raise _refused()
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as opened:
            wide, high = opened.size
            if not (SMALLEST <= wide <= WIDEST and SMALLEST <= high <= HIGHEST):
                raise _refused()
            image = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise _refused() from None
    image.thumbnail(KEPT)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _refused() -> Invalid:
    return Invalid(
        _(
            "Choose a PNG picture of at most ${kb} KB and ${wide} x ${high} pixels.",
            mapping={"kb": MOST_BYTES // 1024, "wide": WIDEST, "high": HIGHEST},
        ),
        field="file",
    )


def _record(desk: Desk, actor: Actor, unit: str, event: str, image: HandImage) -> None:
    about = {"who": image.person, "sha256": image.sha256}
    audit.record(desk, unit, event, person=actor.person, post=actor.post, about=about)
