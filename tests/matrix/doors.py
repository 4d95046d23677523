"""ประตูทุกบาน (all doors of the permission matrix): the moves of the tables, and every other verb with its own row."""

from __future__ import annotations

from saraban.core.permissions import Permission
from tests.matrix.answer_doors import ANSWERS
from tests.matrix.circular_doors import CIRCULARS
from tests.matrix.executive_doors import EXECUTIVES, EXECUTIVES_OWN
from tests.matrix.few_doors import FOR_FEW
from tests.matrix.issued_doors import ISSUED
from tests.matrix.letter_doors import LETTERS_READ
from tests.matrix.print_doors import PRINTING
from tests.matrix.secret_doors import SECRET_DOORS
from tests.matrix.stage import ARRIVALS, PAPERS, SENDINGS
from tests.matrix.unit_doors import TEMPLATES_OWN, UNIT_DOORS
from tests.matrix.verbs import MOVES, READING, Verb, call, form, page, show

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
        ("registered", "proposed", "ordered", "in_hand", "from-the-counter", "with-screener"),
        P.PAPER_ENDORSE,
        (page("in-tray-acknowledge", "/in-tray/acknowledge", fields={"paper": "{key}"}),),
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
        ("letter-copies", "letter-copy", "letter-copies-together", "list_addressees", "get_named_copy",
         "get_named_copies"),
        "of one letter for all of a list, for its unit and the units on the list; tried in test_named_copies.py",
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
