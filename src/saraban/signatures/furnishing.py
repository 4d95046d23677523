"""ส่วนลายมือชื่อในระบบ (signatures as the application has them): sections, health, the room to sign in, the check."""

from __future__ import annotations

from typing import Any

from saraban.core.clock import SystemClock
from saraban.core.settings import BadSetting
from saraban.letters.events import SigningDropped
from saraban.signatures.content import Certificates, HandImages, IssuedFiles, Proofs, RevocationLists
from saraban.signatures.issuing import Issuing
from saraban.signatures.list_taking import health as health_of_lists
from saraban.signatures.offices import public_check, signing_room
from saraban.signatures.on_sheet import OnSheet
from saraban.signatures.proofs import health
from saraban.signatures.subscribers import signing_dropped


def includeme(config: Any) -> None:
    config.add_section("certificates", Certificates)
    config.add_section("hand_images", HandImages)
    config.add_section("issued_files", IssuedFiles)
    config.add_section("proofs", Proofs)
    config.add_section("revocation_lists", RevocationLists)
    config.add_health_check("proofs", health)
    config.add_health_check("lists", health_of_lists)
    config.add_subscriber(signing_dropped, SigningDropped)
    settings = config.registry.saraban.signing
    try:
        config.registry.public_check = check = public_check(settings)
        #: signatures use real time, whatever year a demonstration store plays in
        config.registry.signing_room = room = signing_room(settings, SystemClock())
        config.registry.issuing = Issuing(
            room, check.checker, settings.sitting, settings.stuck_seconds, config.registry.saraban.address
        )
        config.registry.on_sheet = OnSheet(room, check.checker)
    except (OSError, ValueError) as error:
        msg = f"saraban.signing_*: {error}"
        raise BadSetting(msg) from None
