"""ประตูของหน่วยงาน (doors of a unit in the permission matrix): its numbers, books, folders, roles and people."""

from __future__ import annotations

from saraban.core.permissions import Permission
from tests.matrix.merge_doors import MERGED
from tests.matrix.stage import ENTRIES
from tests.matrix.verbs import HIDDEN, INVALID, READING, Verb, call, form, page, show

P = Permission
_BOOK = (P.REGISTER_READ,)
_AT = "/registers/{unit}/send/2567"
_NUMBERS = "/units/{unit}/numbers"
_IN_BOOK = (P.REGISTER_READ, P.NUMBER_ISSUE, P.REGISTER_OPEN)
_COLUMNS = {"subject": "x", "number": "", "dated": "", "from": "", "to": "", "action": "", "remark": ""}

NUMBERS = [
    Verb(
        "entry.amend",
        "entry",
        ("issued", "of-letter"),
        P.NUMBER_ISSUE,
        (
            page("entry-act:amend", f"{_AT}/{{key}}/amend", fields={**_COLUMNS, "why": "x"}),
            call("post_amend_number", "POST", f"{_NUMBERS}/send/2567/{{key}}/amend", {"remark": "y", "why": "x"}),
        ),
        sees=_BOOK,
        right_first=True,
    ),
    Verb(
        "entry.use",
        "entry",
        ("reserved",),
        P.NUMBER_ISSUE,
        (
            page("entry-act:use", f"{_AT}/{{key}}/use", fields=_COLUMNS),
            call("post_use_number", "POST", f"{_NUMBERS}/send/2567/{{key}}/use", {"subject": "x"}),
        ),
        sees=_BOOK,
        right_first=True,
    ),
    Verb(
        "entry.void",
        "entry",
        ("reserved", "issued"),
        P.NUMBER_ISSUE,
        (
            page("entry-act:void", f"{_AT}/{{key}}/void", fields={"reason": "x"}),
            call("post_void_number", "POST", f"{_NUMBERS}/send/2567/{{key}}/void", {"reason": "x"}),
        ),
        sees=_BOOK,
        right_first=True,
    ),
    Verb("entry.read", "entry", ENTRIES, P.REGISTER_READ, (show("entry", f"{_AT}/{{key}}"),), sees=_BOOK),
]
_OUTSIDE = {"number": "x 1", "dated": "{today}", "to": "x", "subject": "x", "reason": "x", "approver": "m-boss m.boss"}
_CALLED = {"date": "{day}", "approved_on": "{day}", **dict.fromkeys(("to", "subject", "reason"), "x")}
_CALLED |= {"approver_person": "m-boss", "approver_post": "m.boss"}
OUTSIDE = [
    Verb(
        "outside.read",
        "unit",
        ("working",),
        P.REGISTER_READ,
        (
            show("outside", "/outside/{unit}"),
            call("list_outside", "GET", "/units/{unit}/outside"),
            show("outside-export:csv", "/outside/{unit}/2567.csv", door="export"),
            show("outside-export:xlsx", "/outside/{unit}/2567.xlsx", door="export"),
        ),
        sees=_BOOK,
    ),
    Verb(
        "outside.record",
        "unit",
        ("working",),
        P.NUMBER_ISSUE,
        (
            page("outside", "/outside/{unit}", fields={**_OUTSIDE, "approved_on": "{today}"}),
            call("post_outside", "POST", "/units/{unit}/outside", {**_CALLED, "number": "x 2"}, ok=201),
        ),
        sees=_BOOK,
        right_first=True,
    ),
]
_PUBLISHES = (P.CIRCULAR_PUBLISH,)
BOOKS = [
    Verb(
        "unit.book",
        "unit",
        ("working",),
        P.REGISTER_READ,
        (
            show("book", _AT),
            show("book-print", f"{_AT}/print", door="export"),
            show("book-form", f"{_AT}/form.pdf", door="export"),
            show("book-export:csv", f"{_AT}/export.csv", door="export"),
            show("book-export:xlsx", f"{_AT}/export.xlsx", door="export"),
            show("delivery-book", "/registers/{unit}/deliveries"),
            show("delivery-book-form", "/registers/{unit}/deliveries/form.pdf", door="export"),
            show("delivery-book-slips", "/registers/{unit}/deliveries/slips.pdf", door="export"),
            show("delivery-book-export:csv", "/registers/{unit}/deliveries/export.csv", door="export"),
            show("delivery-book-export:xlsx", "/registers/{unit}/deliveries/export.xlsx", door="export"),
            show("registers", "/registers?unit={unit}"),
            call("list_received", "GET", "/units/{unit}/received"),
            call("list_sent", "GET", "/units/{unit}/sent"),
            call("list_incoming", "GET", "/units/{unit}/incoming"),
        ),
        sees=_BOOK,
    ),
    Verb(
        "unit.copies",
        "unit",
        ("working",),
        P.COPY_READ,
        (
            show("file-copies", "/registers/{unit}/copies"),
            show("file-copies-export:csv", "/registers/{unit}/copies/export.csv", door="export"),
            show("file-copies-export:xlsx", "/registers/{unit}/copies/export.xlsx", door="export"),
            call("list_copies", "GET", "/units/{unit}/copies"),
        ),
        sees=(P.COPY_READ,),
    ),
    Verb(
        "unit.originals",
        "unit",
        ("working",),
        P.REGISTER_READ,
        (show("originals", "/originals?unit={unit}"),),
        sees=_BOOK,
    ),
    Verb(
        "unit.awaited",
        "unit",
        ("working",),
        P.REGISTER_READ,
        (call("list_awaited", "GET", "/units/{unit}/awaited"),),
        sees=_BOOK,
    ),
    Verb(
        "unit.circulars",
        "unit",
        ("working",),
        P.CIRCULAR_PUBLISH,
        (
            show("circulars-own", "/circulars/own?unit={unit}"),
            show("circular-groups", "/circulars/groups?unit={unit}"),
            call("list_published", "GET", "/units/{unit}/circulars"),
            call("list_circular_groups", "GET", "/units/{unit}/circular-groups"),
        ),
        sees=_PUBLISHES,
    ),
    Verb(
        "unit.circular_groups",
        "unit",
        ("working",),
        P.CIRCULAR_PUBLISH,
        (
            page("circular-groups", "/circulars/groups", fields={"unit": "{unit}", "title": "x", "units": "d54"}),
            call(
                "post_circular_group",
                "POST",
                "/units/{unit}/circular-groups",
                {"title": "x", "units": ["d54"]},
                ok=201,
            ),
            call(
                "put_circular_group",
                "PUT",
                "/units/{unit}/circular-groups/{group}",
                {"title": "x", "units": ["d54"]},
            ),
            call("delete_circular_group", "DELETE", "/units/{unit}/circular-groups/{group}", ok=204),
        ),
        sees=_PUBLISHES,
    ),
    Verb(
        "unit.place_originals",
        "unit",
        ("working",),
        P.PAPER_FORWARD,
        (
            call(
                "post_originals",
                "POST",
                "/units/{unit}/originals",
                {"receipts": ["{counter}"], "place": "ตู้ ๑"},
            ),
        ),
        sees=_BOOK,
    ),
    Verb(
        "unit.issue",
        "unit",
        ("working",),
        P.NUMBER_ISSUE,
        (page("numbers-act:issue", "/numbers/{unit}/issue", fields={**_COLUMNS, "series": "send"}),),
        sees=_IN_BOOK,
    ),
    Verb(
        "unit.issue_by_program",
        "unit",
        ("working",),
        P.NUMBER_ISSUE,
        (call("post_number", "POST", _NUMBERS, {"subject": "x"}, ok=201),),
        sees=_BOOK,
    ),
    Verb(
        "unit.reserve",
        "unit",
        ("working",),
        P.NUMBER_ISSUE,
        (
            page(
                "numbers-act:reserve",
                "/numbers/{unit}/reserve",
                fields={"series": "send", "who": "x", "why": "x", "until": "15 มี.ค. 67"},
            ),
        ),
        sees=_IN_BOOK,
    ),
    Verb(
        "unit.open_book",
        "unit",
        ("working",),
        P.REGISTER_OPEN,
        (
            page(
                "numbers-act:open",
                "/numbers/{unit}/open",
                fields={"series": "send", "year": "2568", "start": "5", "why": "x"},
            ),
        ),
        sees=_IN_BOOK,
    ),
]
#: A role alone opens no secret book: it takes a clearance too, which of the cast only ``all`` has.
SECRETS = [
    Verb(
        "unit.secret_book",
        "unit",
        ("working",),
        P.VAULT_READ_BOOK,
        (
            show("secret-book", "/secret/books/{unit}/receive/2567", refused=HIDDEN),
            show("secret-book-print", "/secret/books/{unit}/receive/2567/print", door="export", refused=HIDDEN),
        ),
        sees=(P.VAULT_READ,),
        traced=True,
    ),
    Verb(
        "unit.clearances",
        "unit",
        ("working",),
        P.VAULT_NAME,  # what the secret registrar and the head have, and nobody else
        (
            page(
                "secret-clearance-new",
                "/secret/clearances/{unit}/new",
                fields={"person": "m-member", "level": "secret", "instrument": "x"},
            ),
            show("secret-clearances-of", "/secret/clearances/{unit}"),
            form("secret-clearance-new", "/secret/clearances/{unit}/new"),
        ),
        sees=(P.VAULT_NAME,),
    ),
]
UNITS = [
    Verb(
        "unit.receive",
        "unit",
        ("working",),
        P.REGISTER_RECEIVE,
        (
            page("receive", "/receive/{unit}", fields={"subject": "x"}),
            form("receive", "/receive/{unit}"),
            call("post_received", "POST", "/units/{unit}/received", {"subject": "x"}, ok=201),
        ),
        sees=(P.REGISTER_RECEIVE,),
    ),
    Verb(
        "unit.read_arrival",
        "unit",
        ("working",),
        P.REGISTER_RECEIVE,
        (
            page("receive-read", "/receive/{unit}/read", fields={"body": "เรื่อง ทดสอบ"}, ok=200),
            form("receive-read", "/receive/{unit}/read", ok=303),
            call("post_intake", "POST", "/intake", {"text": "เรื่อง ทดสอบ", "unit": "{unit}"}),
        ),
        sees=(P.REGISTER_RECEIVE,),
        quiet=("working",),
    ),
    Verb(
        "unit.draft",
        "unit",
        ("working",),
        P.LETTER_DRAFT,
        (
            page("draft-new", "/drafts/new", fields={"unit": "{unit}", "subject": "x"}),
            call("post_letter", "POST", "/letters", {"unit": "{unit}", "subject": "x"}, ok=201),
        ),
        sees=(P.LETTER_DRAFT,),
    ),
    Verb(
        "unit.templates",
        "unit",
        ("working",),
        P.LETTER_DRAFT,
        (
            call("list_templates", "GET", "/units/{unit}/templates"),
            call("list_merges", "GET", "/units/{unit}/merges"),
        ),
        sees=(P.LETTER_DRAFT,),
    ),
    Verb(
        "unit.keep_template",
        "unit",
        ("working",),
        P.FOLDER_MANAGE,
        (call("post_template", "POST", "/units/{unit}/templates", {"name": "x", "subject": "x"}, ok=201),),
        sees=(P.LETTER_DRAFT, P.FOLDER_MANAGE),
    ),
    Verb(
        "unit.draft_preview",
        "unit",
        ("working",),
        P.LETTER_DRAFT,
        (page("draft-live", "/drafts/preview", fields={"unit": "{unit}", "subject": "x"}, ok=200),),
        sees=(P.LETTER_DRAFT,),
        quiet=("working",),
    ),
    Verb(
        "unit.keep_typed",
        "unit",
        ("working",),
        P.LETTER_DRAFT,
        (page("draft-unsaved", "/drafts/unsaved", fields={"unit": "{unit}", "subject": "x"}, ok=200),),
        sees=(P.LETTER_DRAFT,),
        quiet=("working",),
    ),
    Verb(
        "unit.add_folder",
        "unit",
        ("working",),
        P.FOLDER_MANAGE,
        (page("folders", "/folders", fields={"unit": "{unit}", "title": "x"}),),
        sees=(P.FOLDER_MANAGE,),
    ),
    Verb("unit.audit", "unit", ("working",), P.AUDIT_READ, (show("audit", "/audit/{unit}"),), sees=(P.AUDIT_READ,)),
    Verb("folder.read", "folder", ("open",), READING, (show("folder", "/folders/{key}"),)),
    Verb(
        "folder.list",
        "folder",
        ("open",),
        P.FOLDER_MANAGE,
        (page("folder-list", "/folders/{key}/list", fields={"posts": "m.head"}, refused=HIDDEN),),
    ),
]
_CHANGES = {
    "rename": {"title": "ชื่อใหม่"},
    "move": {"parent": "{unit}-none"},
    "add-unit": {"code": "m-new", "new_title": "ใหม่", "kind": "section"},
    "prefix": {"text": "กท 9999", "since": "8 มี.ค. 67"},
    "split": {"apart": "memo"},
    "add-post": {"id": "m.new", "title": "ใหม่"},
    "appoint": {"person": "m-stranger", "post": "m.member", "since": "8 มี.ค. 67"},
    "end-appointment": {"holding": "{holding}", "until": "9 มี.ค. 67"},
    "acting": {
        "person": "m-stranger",
        "post": "m.member",
        "term": "acting-in-post",
        "instrument": "x",
        "since": "8 มี.ค. 67",
        "until": "9 มี.ค. 67",
    },
    "end-acting": {"grant": "acting-full", "until": "9 มี.ค. 67"},
    "suspend": {"person": "m-member"},
    "resume": {"person": "m-member"},
    "rename-person": {"person": "m-member", "name": "นายสมมติ ชื่อใหม่"},
    "certificate-name": {"person": "m-member", "certificate_name": "Sommut Mai"},
    "add-person": {"id": "m-new", "name": "นายสมมติ ใหม่", "post": "m.member", "since": "8 มี.ค. 67"},
    "password": {"person": "m-member"},
}
_SHOWN_ONCE = {"add-person", "password"}
_MANAGE = {"permission": P.UNIT_MANAGE, "sees": (P.UNIT_MANAGE,)}
ADMINISTRATION = [
    *(
        Verb(
            f"unit.{verb}",
            "unit",
            ("working",),
            ways=(
                page(
                    f"admin-change:{verb}",
                    f"/admin/units/{{unit}}/{verb}",
                    fields=fields,
                    ok=200 if verb in _SHOWN_ONCE else 303,
                ),
            ),
            also={"working": INVALID} if verb == "move" else {},
            **_MANAGE,
        )
        for verb, fields in _CHANGES.items()
    ),
    Verb(
        "unit.change",
        "unit",
        ("working",),
        ways=(call("patch_unit", "PATCH", "/units/{unit}", {"title": "ชื่อใหม่"}),),
        **_MANAGE,
    ),
    Verb(
        "unit.spell_person",
        "unit",
        ("working",),
        ways=(call("patch_person", "PATCH", "/units/{unit}/people/m-member", {"certificate_name": "Sommut Mai"}),),
        **_MANAGE,
    ),
    Verb(
        "unit.give_role",
        "unit",
        ("working",),
        ways=(
            page("admin-grant", "/admin/units/{unit}/grant", fields={"post": "m.member", "role": "clerk"}),
            form("admin-grant", "/admin/units/{unit}/grant?post=m.member&role=clerk"),
            call("put_grant", "PUT", "/units/{unit}/grants/m-extra", {"role": "clerk", "post": "m.member"}),
        ),
        **_MANAGE,
    ),
    Verb(
        "unit.set_office",
        "unit",
        ("working",),
        ways=(
            page("office-settings", "/offices/{unit}/settings", fields={"executive": "m.head"}),
            form("office-settings", "/offices/{unit}/settings"),
            call("put_office", "PUT", "/units/{unit}/office", {"executive": "m.head"}),
        ),
        **_MANAGE,
    ),
    Verb(
        "unit.take_role",
        "unit",
        ("working",),
        ways=(
            page("admin-revoke", "/admin/units/{unit}/revoke", fields={"grant": "{unit}.auditor.m.auditor"}),
            form("admin-revoke", "/admin/units/{unit}/revoke?grant={unit}.auditor.m.auditor"),
            call("delete_grant", "DELETE", "/units/{unit}/grants/{unit}.auditor.m.auditor", {}, ok=204),
        ),
        **_MANAGE,
    ),
    Verb(
        "unit.certificates",
        "unit",
        ("working",),
        ways=(show("admin-certificate", "/admin/certificates/m-member"),),
        **_MANAGE,
    ),
    Verb(
        "unit.manage",
        "unit",
        ("working",),
        ways=(
            show("admin-units", "/admin/units?unit={unit}"),
            show("admin-tables-export", "/admin/tables/export/posts.csv?unit={unit}", door="export"),
            show("admin-tables-export", "/admin/tables/export/all.xlsx?unit={unit}", door="export"),
        ),
        **_MANAGE,
    ),
]

UNIT_DOORS = [*NUMBERS, *OUTSIDE, *BOOKS, *SECRETS, *UNITS, *ADMINISTRATION, *MERGED]
#: Of templates and letters from lists: each names one.
TEMPLATES_OWN = dict.fromkeys(
    ("templates", "template", "template-act:retire", "template-act:reinstate", "merge-new", "merge-undo",
     "get_template", "patch_template", "post_retire_template", "post_reinstate_template", "post_merge_preview",
     "post_merge", "post_undo_merge"),
    "names a template or the letters of a list; by who drafts for its unit, tried in test_templates.py",
)  # fmt: skip
