"""The store that the measuring client works on: its organisation, its letters, and everybody signed in."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import redirect_stdout

import pyotp

from saraban.auth.doors import COOKIE
from saraban.auth.service import (
    Identity,
    begin_enrolment,
    confirm_enrolment,
    create_account,
    get_account,
    issue_token,
    open_session,
)
from saraban.people.service import add_person, add_post, appoint, grant_role
from saraban.scripts.console import opened
from saraban.scripts.load_org import CITY
from saraban.scripts.main import main as saraban
from saraban.scripts.main import parser as command_line

ADMIN = "admin"
DAYS = 30


def make(var, bench, letters, address):
    """Make the store by the commands that an office uses; gives its letters and the file with everybody's keys."""
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    org, lines, keys = var / "org.json", var / "letters.jsonl", var / "peer.json"
    _generate(bench, org, "org")
    _generate(bench, lines, "letters", "--n", str(letters))
    with redirect_stdout(sys.stderr):
        for words in (["init"], ["load", "--org", str(org)], ["load", str(lines), "--json"]):
            status = saraban([*words, "--var", str(var)])
            if status:
                sys.exit(f"saraban {words[0]} ended with status {status}")
    people = [user["id"] for user in json.loads(org.read_text(encoding="utf-8"))["users"]]
    with opened(command_line().parse_args(["init", "--var", str(var)])) as console, console.desk() as desk:
        _appoint_administrator(desk)
        signed_in = {person: sign_in(desk, person) for person in [*people, ADMIN]}
        desk.tm.commit()
    keys.write_text(json.dumps({"address": address, "people": signed_in}), encoding="utf-8")
    keys.chmod(0o600)
    return lines, keys


def sign_in(desk, person):
    """A person whose first day is over: a password, a phone, a session and a token."""
    account = get_account(desk.root, person)
    account.must_change = False
    secret, _address = begin_enrolment(desk, person)
    confirm_enrolment(desk, person, pyotp.TOTP(secret).at(desk.clock.now()))
    return {
        "cookie": COOKIE,
        "session": open_session(desk, Identity(person, "peer")),
        "token": issue_token(desk, person, ("read", "write"), DAYS),
    }


def _appoint_administrator(desk):
    root = desk.root
    add_person(root, id=ADMIN, name="ผู้ดูแลระบบของการวัด")
    add_post(root, id="city.administrator", unit=CITY, title="ผู้ดูแลระบบ")
    grant_role(root, unit=CITY, role="administrator", post="city.administrator", inherit=True)
    appoint(root, person=ADMIN, post="city.administrator")
    create_account(desk, ADMIN)


def _generate(bench, path, *words):
    with path.open("wb") as out:
        subprocess.run([sys.executable, str(bench / "lettergen.py"), *words], stdout=out, check=True)
