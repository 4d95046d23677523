"""ประตูทุกบาน (all doors of the permission matrix): the moves of the tables, and every other verb with its own row."""

from __future__ import annotations

from saraban.core.permissions import Permission
from saraban.letters.workflow import UNSIGNED
from tests.matrix.cast import UNIT
from tests.matrix.executive_doors import EXECUTIVES, EXECUTIVES_OWN
from tests.matrix.few_doors import FOR_FEW
from tests.matrix.issued_doors import ISSUED
from tests.matrix.print_doors import PRINTING
from tests.matrix.secret_doors import SECRET_DOORS
from tests.matrix.stage import ARRIVALS, AWAITED, LETTERS, OWED, PAPERS, SENDINGS
from tests.matrix.unit_doors import TEMPLATES_OWN, UNIT_DOORS
from tests.matrix.verbs import (
    HIDDEN,
    MOVES,
    READING,
    Verb,
    call,
    form,
    page,
    show,
)

P = Permission
_WAITING = ("delivered", "opened", "envelope")
DELIVERIES = [
    Verb(
        "arrival.open",
        "arrival",
        ARRIVALS,
        P.REGISTER_RECEIVE,
        (
            page("delivery-act:open", "/deliveries/{key}/open"),
            call("post_open_delivery", "POST", "/deliveries/{key}/open", {}),
        ),
        right_first=True,
        quiet=ARRIVALS[1:],
    ),
    Verb(
        "arrival.register",
        "arrival",
        _WAITING,
        P.REGISTER_RECEIVE,
        (
            page("delivery-act:register", "/deliveries/{key}/register"),
            form("delivery-act:register", "/deliveries/{key}/register"),
            call("post_register_delivery", "POST", "/deliveries/{key}/register", {}, ok=201),
        ),
        right_first=True,
        leads_to="registered",
    ),
    Verb(
        "arrival.register_many",
        "arrival",
        _WAITING,
        P.REGISTER_RECEIVE,
        (page("in-tray-register", "/in-tray/register", fields={"delivery": "{key}"}),),
        right_first=True,
        leads_to="registered",
    ),
    Verb(
        "arrival.return",
        "arrival",
        _WAITING,
        P.REGISTER_RECEIVE,
        (
            page("delivery-act:return", "/deliveries/{key}/return", fields={"reason": "x"}),
            form("delivery-act:return", "/deliveries/{key}/return"),
            call("post_return_delivery", "POST", "/deliveries/{key}/return", {"reason": "x"}),
        ),
        right_first=True,
        leads_to="returned",
    ),
    Verb(
        "sending.pull_back",
        "sending",
        ("delivered",),
        P.PAPER_FORWARD,
        (
            page("delivery-act:pull-back", "/deliveries/{key}/pull-back"),
            call("post_pull_back", "POST", "/deliveries/{key}/pull-back", {}),
        ),
        right_first=True,
        leads_to="pulled_back",
    ),
    Verb(
        "sending.accept_return",
        "sending",
        ("returned",),
        P.LETTER_SEND,
        (
            page("delivery-act:accept-return", "/deliveries/{key}/accept-return"),
            call("post_accept_return", "POST", "/deliveries/{key}/accept-return", {}),
        ),
        right_first=True,
    ),
    Verb(
        "sending.read",
        "sending",
        SENDINGS,
        READING,
        (
            show("delivery", "/deliveries/{key}", ok=303),
            show("delivery-slip", "/deliveries/{key}/slip.pdf", door="file"),
        ),
    ),
]
PAPERS_READ = [
    Verb(
        "paper.read",
        "paper",
        PAPERS,
        READING,
        (
            show("paper", "/p/{key}"),
            call("get_receipt", "GET", "/receipts/{key}"),
            show("receive-done", "/receive/{unit}/done/{key}"),
            show("receive-stamp", "/receive/{unit}/stamp/{key}", door="file"),
            show("paper-rendition", "/p/{key}/rendition.pdf", door="file"),
            show("paper-slip", "/p/{key}/slip.pdf", door="file"),
            show("paper-scan", "/p/{key}/notes/{note}/scan", door="file"),
            call("get_scan", "GET", "/receipts/{key}/endorsements/{wet}/scan", door="file"),
        ),
    ),
    Verb("paper.mark_read", "paper", PAPERS, READING, (page("paper-read", "/p/{key}/read"),), quiet=PAPERS),
    Verb(
        "paper.acknowledge_many",
        "paper",
        ("registered", "proposed", "ordered", "in_hand", "from-the-counter"),
        P.PAPER_ENDORSE,
        (page("in-tray-acknowledge", "/in-tray/acknowledge", fields={"paper": "{key}"}),),
    ),
]
LETTERS_READ = [
    Verb(
        "letter.read",
        "letter",
        LETTERS,
        READING,
        (
            show("letter", "/l/{key}"),
            call("get_letter", "GET", "/letters/{key}"),
            show("letter-rendition", "/l/{key}/rendition.pdf", door="file"),
            call("get_rendition", "GET", "/letters/{key}/rendition.pdf", door="file"),
            show("draft-signed", "/l/{key}/signed"),
            show("letter-like", "/l/{key}/like"),
            show("draft-review", "/l/{key}/review"),
            call("get_review", "GET", "/letters/{key}/review"),
            call("list_versions", "GET", "/letters/{key}/versions"),
        ),
    ),
    Verb(
        "letter.mark",
        "letter",
        LETTERS,
        READING,
        (
            page("letter-favourite", "/l/{key}/favourite", fields={"mark": "1"}),
            call("put_favourite", "PUT", "/me/favourites/{key}", {}, ok=204),
        ),
    ),
    Verb(
        "letter.unmark",
        "letter",
        LETTERS,
        READING,
        (call("delete_favourite", "DELETE", "/me/favourites/{key}", {}, ok=204),),
        quiet=LETTERS,
    ),
    Verb(
        "letter.page",
        "letter",
        ("received",),
        READING,
        (show("letter-page", "/l/{key}/pages/1.png?file={file}", door="file"),),
    ),
    Verb("letter.versions", "letter", LETTERS[1:], READING, (show("draft-versions", "/l/{key}/versions"),)),
    Verb(
        "letter.comment",
        "letter",
        UNSIGNED,
        P.LETTER_DRAFT,
        (
            page("draft-review-act:comment", "/l/{key}/review/comment", fields={"text": "x", "paragraph": "0"}),
            call("post_comment", "POST", "/letters/{key}/comments", {"text": "x"}, ok=201),
        ),
    ),
    Verb(
        "letter.lock",
        "letter",
        ("draft",),
        P.LETTER_DRAFT,
        (page("draft-review-act:lock", "/l/{key}/review/lock"), call("put_lock", "PUT", "/letters/{key}/lock", {})),
    ),
    Verb(
        "letter.unlock",
        "letter",
        ("draft",),
        P.LETTER_DRAFT,
        (
            page("draft-review-act:unlock", "/l/{key}/review/unlock"),
            call("delete_lock", "DELETE", "/letters/{key}/lock"),
        ),
        quiet=("draft",),
    ),
    Verb(
        "letter.slips",
        "letter",
        LETTERS[1:],
        READING,
        (show("letter-slips", "/l/{key}/slips.pdf", door="file"),),
    ),
    Verb(
        "letter.void_own",
        "letter",
        ("own-draft",),
        P.LETTER_DRAFT,
        (
            page("draft-act:void", "/l/{key}/void", fields={"reason": "x"}),
            form("draft-act:void", "/l/{key}/void"),
            call("post_void", "POST", "/letters/{key}/void", {"reason": "x"}),
        ),
        leads_to="void",
        about="who wrote a draft may cancel it",
    ),
    Verb(
        "letter.publish",
        "letter",
        ("received", "signed", "signed-for-paper", "sent"),
        P.CIRCULAR_PUBLISH,
        (
            page("letter-publish", "/l/{key}/publish", refused=HIDDEN, closed=HIDDEN),
            form("letter-publish", "/l/{key}/publish", refused=HIDDEN, closed=HIDDEN),
            call("post_publish", "POST", "/letters/{key}/publish", {"unit": UNIT}, ok=201, refused=HIDDEN),
        ),
        right_first=True,
    ),
    Verb(
        "letter.find",
        "letter",
        LETTERS,
        READING,
        (
            show("search", "/search?q={word}", door="search"),
            call("search", "GET", "/search?q={word}", door="search"),
            show("search-suggestions", "/search/suggestions?q={word}", door="search"),
            call("list_suggestions", "GET", "/search/suggestions?q={word}", door="search"),
        ),
    ),
]
CIRCULARS = [
    Verb(
        "circular.acknowledge",
        "circular",
        ("posted",),
        P.UNIT_READ,
        (
            page("circular-acknowledge", "/circulars/{key}/acknowledge", closed=HIDDEN),
            call("post_acknowledge", "POST", "/circulars/{key}/acknowledge", {}, closed=HIDDEN),
        ),
        about="everybody on the staff",
    ),
    Verb(
        "circular.read",
        "circular",
        ("posted",),
        P.UNIT_READ,
        (
            page("circular-read", "/circulars/{key}/read", closed=HIDDEN),
            call("post_read_circular", "POST", "/circulars/{key}/read", {}, closed=HIDDEN),
        ),
        about="everybody on the staff",
    ),
    Verb(
        "circular.unit_acknowledge",
        "circular",
        ("posted",),
        P.REGISTER_RECEIVE,
        (
            page(
                "circular-unit",
                "/circulars/{key}/unit-acknowledge",
                fields={"unit": UNIT},
                refused=HIDDEN,
                closed=HIDDEN,
            ),
            call(
                "post_unit_acknowledge",
                "POST",
                "/circulars/{key}/unit-acknowledge",
                {"unit": UNIT},
                refused=HIDDEN,
                closed=HIDDEN,
            ),
        ),
        right_first=True,
    ),
    Verb(
        "circular.withdraw",
        "circular",
        ("posted",),
        P.CIRCULAR_PUBLISH,
        (
            page("circular-withdraw", "/circulars/{key}/withdraw", fields={"why": "x"}, closed=HIDDEN),
            call("post_withdraw_circular", "POST", "/circulars/{key}/withdraw", {"reason": "x"}, closed=HIDDEN),
        ),
    ),
    Verb(
        "circular.change",
        "circular",
        ("posted",),
        P.CIRCULAR_PUBLISH,
        (
            page("circular-change", "/circulars/{key}/change", fields={"category": "policy"}, closed=HIDDEN),
            form("circular-change", "/circulars/{key}/change", closed=HIDDEN),
            page("circular-pin", "/circulars/{key}/pin", fields={"pinned": "1"}, closed=HIDDEN),
            call("patch_circular", "PATCH", "/circulars/{key}", {"category": "policy"}, closed=HIDDEN),
        ),
    ),
    Verb(
        "circular.watch",
        "circular",
        ("posted",),
        P.CIRCULAR_PUBLISH,
        (
            show("circular-readers", "/circulars/{key}/readers", closed=HIDDEN),
            show("circular-readers-export:csv", "/circulars/{key}/readers.csv", door="export", closed=HIDDEN),
            show("circular-readers-export:xlsx", "/circulars/{key}/readers.xlsx", door="export", closed=HIDDEN),
            call("list_readers", "GET", "/circulars/{key}/readers", closed=HIDDEN),
        ),
    ),
    Verb(
        "circular.remind",
        "circular",
        ("posted",),
        P.CIRCULAR_PUBLISH,
        (
            page("circular-remind", "/circulars/{key}/remind", closed=HIDDEN),
            call("post_remind", "POST", "/circulars/{key}/remind", {}, closed=HIDDEN),
        ),
    ),
]
_ROW = {"awaited": "{word}"}
ANSWERS = [
    Verb(
        "awaited.read",
        "awaited",
        AWAITED,
        READING,
        (show("letter-answers", "/l/{key}/answers"), call("list_answers", "GET", "/letters/{key}/answers")),
    ),
    Verb(
        "awaited.remind",
        "awaited",
        ("waiting",),
        P.LETTER_DRAFT,
        (
            page("letter-answers-act:remind", "/l/{key}/answers/remind", fields=_ROW, refused=HIDDEN),
            call(
                "post_reminder",
                "POST",
                "/letters/{key}/reminders",
                {"awaited": ["{word}"]},
                ok=201,
                refused=HIDDEN,
            ),
        ),
    ),
    Verb(
        "awaited.remind_many",
        "awaited",
        ("waiting",),
        P.LETTER_DRAFT,
        (page("answers-remind", "/answers/remind", fields={"letter": "{key}"}, refused=HIDDEN),),
    ),
    *(
        Verb(
            f"awaited.{verb}",
            "awaited",
            (state,),
            P.LETTER_SEND,
            (
                page(f"letter-answers-act:{verb}", f"/l/{{key}}/answers/{verb}", fields={**_ROW, **fields}),
                call("post_answers", "POST", "/letters/{key}/answers", {"awaited": ["{word}"], "how": how, **fields}),
            ),
            right_first=True,
        )
        for verb, how, state, fields in (
            ("answered", "paper", "waiting", {"number": "ทส 9"}),
            ("let-off", "not_needed", "waiting", {"reason": "x"}),
            ("undo", "undone", "answered", {"reason": "x"}),
        )
    ),
    Verb("owed.read", "owed", OWED, READING, (call("get_owed", "GET", "/receipts/{key}/answer"),)),
    Verb("owed.ask", "owed", OWED, P.PAPER_CLOSE, (form("paper-answer", "/p/{key}/answer"),)),
    *(
        Verb(
            f"owed.{how}",
            "owed",
            (state,),
            P.PAPER_CLOSE,
            (
                page("paper-answer", "/p/{key}/answer", fields={"how": how, **fields}),
                call("post_owed", "POST", "/receipts/{key}/answer", {"how": how, **fields}),
            ),
            right_first=True,
        )
        for how, state, fields in (
            ("paper", "owing", {"number": "ทส 9"}),
            ("not_needed", "owing", {"reason": "x"}),
            ("undone", "owed-answered", {"reason": "x"}),
        )
    ),
]
VERBS = [
    *MOVES,
    *DELIVERIES,
    *PAPERS_READ,
    *LETTERS_READ,
    *PRINTING,
    *CIRCULARS,
    *ANSWERS,
    *ISSUED,
    *EXECUTIVES,
    *FOR_FEW,
    *UNIT_DOORS,
    *SECRET_DOORS,
]

_SELF = "one's own account, session or password: nobody else's can be named"
_MINE = "shows or asks only what the person's own posts reach; single things behind it have rows of their own"
_OPEN = "open to all, names nothing of the office"
#: Doors without a row, each for a reason.
OWN = {
    **dict.fromkeys(("home", "language", "asset", "health", "sign-in", "sign-out", "openapi"), _OPEN),
    **dict.fromkeys(("verify", "verify-code", "post_verify"), _OPEN),
    **dict.fromkeys(
        ("me", "me-post", "me-password", "me-otp", "me-otp-begin", "me-otp-picture", "me-recovery", "me-step-up",
         "me-sign-out-everywhere", "me-token-revoke", "me-news", "me-news-address", "me-news-revoke", "get_me",
         "get_my_certificates", "me-certificate", "me-certificate-image"), _SELF,
    ),
    **dict.fromkeys(
        ("in-tray", "get_inbox", "receive-here", "drafts", "draft-new", "circulars", "list_circulars",
         "list_circular_categories", "folders", "list_lost_favourites", "delete_lost_favourite",
         "search-export:csv", "search-export:xlsx", "searches", "search-save", "search-remember", "search-forget",
         "search-act:delete", "search-drop-mark", "search-act:notice", "search-act:quiet", "number",
         "list_saved_searches", "post_saved_search", "put_saved_search", "delete_saved_search",
         "list_recent_searches", "post_recent_search", "delete_recent_searches", "list_favourites",
         "numbers", "find_letters", "admin-why", "answers", "admin-tables", "admin-tables-check",
         "admin-import", "admin-certificates"), _MINE,
    ),
    **dict.fromkeys(("list_units", "get_unit"), "the tree of units is known to all staff; what hangs on it is not"),
    **dict.fromkeys(
        ("admin-lists", "admin-list-file"),
        "lists that authorities publish, for administrators and auditors of any unit; tried in test_archived_lists.py",
    ),
    "receive-sheet": "a page of a file that the person has just sent, under a name nobody else knows",
    **dict.fromkeys(
        ("draft-review-act:opinion", "post_opinion", "draft-review-act:settle", "post_settle"),
        "for the post that was asked, or about a comment that is there; tried in test_drafting_path.py",
    ),
    **dict.fromkeys(
        ("put_kinds", "admin-kinds", "admin-kind", "admin-kind-words", "admin-kind-version", "post_restore_kinds",
         "admin-letter-style", "put_letter_style"),
        "for administrators of the office as a whole; tried in test_kinds_of_letters.py and test_letter_style.py",
    ),
    **dict.fromkeys(("get_kinds", "list_kind_versions", "get_letter_style"),
                    "the form of letters, for everybody on the staff; names nothing of the office's letters"),
    **dict.fromkeys(
        ("circular-categories", "put_circular_category"),
        "for administrators of the office as a whole; tried in test_circulars_kept.py",
    ),
    **EXECUTIVES_OWN,
    **TEMPLATES_OWN,
    **dict.fromkeys(
        ("letter-copies", "letter-copy"),
        "of one letter for all of a list, for those of its unit; tried in test_templates.py",
    ),
    **dict.fromkeys(
        ("outside-strike", "post_strike_outside"),
        "names a record; by who takes numbers there, tried in tests/unit/outside and test_outside.py",
    ),
    "admin-certificate-image": "by who manages the units of the person's posts; tried in test_certificates.py",
    "admin-mail": "for administrators of the office as a whole; tried in test_news.py",
    **dict.fromkeys(
        ("secret", "secret-find", "secret-register-here"),
        "shows what the person is named on or waited for with, everybody else nothing; tried in test_secret_gate.py",
    ),
    **dict.fromkeys(
        ("secret-books", "secret-clearances", "secret-clearance-act:confirm", "secret-clearance-act:end"),
        "for those who keep a secret registry or its list of clearances; tried in test_secret_books.py",
    ),
    **dict.fromkeys(
        ("feed-circulars", "feed-calendar", "digest-stop"),
        "open to who brings a person's secret address, with that person's rights; tried in test_news.py",
    ),
    "admin-clock": "a demonstration store's clock, which any administrator sets",
}  # fmt: skip
