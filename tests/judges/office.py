"""สำนักงานที่ถูกตรวจ (the office under judgement): the demonstration office on loopback, with a way in for each role."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saraban.auth.service import issue_token
from saraban.auth.sessions import Identity, open_session
from saraban.people.service import add_person, add_post, appoint, grant_role
from saraban.scripts.office import OPENING
from saraban.scripts.office_secrets import REGISTRAR, furnish_secrets
from tests.common.site import Site, open_site

#: Role -> a person of the office who has it in the district or one of its sections.
PEOPLE = {
    "registrar": "u-d54-clerk",
    "head": "u-d54-dir",
    "clerk": "u-d54-judge-clerk",
    "member": "u-d54-edu-officer",
    "administrator": "u-d54-admin",
    "auditor": "u-auditor",
    "secret registrar": REGISTRAR,
}


@dataclass
class Judged:
    """A served office: where it is, and what each role shows at its door."""

    site: Site
    tokens: dict[str, str]
    sessions: dict[str, str]

    @property
    def address(self) -> str:
        """Its origin."""
        return self.site.address


def open_judged(directory: Path) -> Judged:
    """Build and serve an office of its own in ``directory``; nothing that judges do to it matters."""
    site = open_site(directory, letters=True, **{"saraban.secure_cookies": "true"})
    with site.office.desk() as desk:
        _add_clerk(desk.root)
        desk.tm.commit()
    site.enrol(*PEOPLE.values())
    tokens, sessions = {}, {}
    with site.office.desk() as desk:
        furnish_secrets(desk)
        for role, person in PEOPLE.items():
            tokens[role] = issue_token(desk, person, ("read", "write"), 30)
            sessions[role] = open_session(desk, Identity(person, "otp", site.clock.real))
        desk.tm.commit()
    site.serve()
    return Judged(site, tokens, sessions)


def _add_clerk(root: Any) -> None:
    """The demonstration office has no clerk: one is put to work for this."""
    day = OPENING.date()
    add_person(root, id=PEOPLE["clerk"], name="นางสาวสมมติ ธุรการทดสอบ")
    add_post(root, id="d54.judge-clerk", unit="d54", title="เจ้าพนักงานธุรการ")
    grant_role(root, unit="d54", role="clerk", post="d54.judge-clerk")
    appoint(root, person=PEOPLE["clerk"], post="d54.judge-clerk", since=day)
