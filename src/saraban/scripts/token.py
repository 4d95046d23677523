"""saraban token (โทเคนของ API): issue, list and revoke the tokens of programs."""

from __future__ import annotations

import argparse
import json
from typing import Any

from saraban.auth.service import get_account, issue_token, revoke_token, tokens_of
from saraban.scripts.console import OK, add_store_arguments, opened

BY = "console"


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """The command ``saraban token``."""
    parser: argparse.ArgumentParser = sub.add_parser("token", help="issue, list and revoke API tokens")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    issue = verbs.add_parser("issue", help="make a token; it is shown this once")
    issue.add_argument("person")
    issue.add_argument("--scope", action="append", choices=["read", "write"], help="repeat for both (default: read)")
    issue.add_argument("--days", type=int, default=30)
    issue.add_argument("--label", default="")
    issue.set_defaults(run=run_issue)
    shown = verbs.add_parser("list", help="show a person's tokens, void ones too")
    shown.add_argument("person")
    shown.set_defaults(run=run_list)
    revoke = verbs.add_parser("revoke", help="make a token void")
    revoke.add_argument("person")
    revoke.add_argument("token", help="the id that list shows")
    revoke.set_defaults(run=run_revoke)
    for verb in (issue, shown, revoke):
        add_store_arguments(verb, figures=True)
    return parser


def run_issue(args: argparse.Namespace) -> int:
    """Issue a token and print it."""
    with opened(args) as console, console.desk() as desk:
        text = issue_token(desk, args.person, args.scope or ["read"], args.days, label=args.label, by=BY)
        desk.tm.commit()
    print(json.dumps({"token": text}) if args.json else text)
    return OK


def run_list(args: argparse.Namespace) -> int:
    """Show tokens: id, scopes, until when, whether void."""
    with opened(args) as console, console.desk() as desk:
        get_account(desk.root, args.person)
        rows: list[dict[str, Any]] = [
            {
                "id": t.id,
                "label": t.label,
                "scopes": list(t.scopes),
                "created": t.created.isoformat(),
                "expires": t.expires.isoformat(),
                "revoked": t.revoked.isoformat() if t.revoked else None,
            }
            for t in tokens_of(desk.root, args.person)
        ]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
    for row in () if args.json else rows:
        state = "void" if row["revoked"] else f"until {row['expires'][:10]}"
        print(f"{row['id']}  {','.join(row['scopes']):<10}  {state:<16}  {row['label']}")
    return OK


def run_revoke(args: argparse.Namespace) -> int:
    """Make a token void."""
    with opened(args) as console, console.desk() as desk:
        revoke_token(desk, args.person, args.token, by=BY)
        desk.tm.commit()
    print(json.dumps({"revoked": args.token}) if args.json else f"ยกเลิกโทเคนแล้ว / Revoked: {args.token}")
    return OK
