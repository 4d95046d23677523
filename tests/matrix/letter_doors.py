"""ประตูของหนังสือ (doors of letters): reading, marking, reviewing, publishing and finding one."""

from __future__ import annotations

from saraban.core.permissions import Permission
from saraban.letters.workflow import UNSIGNED
from tests.matrix.cast import UNIT
from tests.matrix.stage import LETTERS
from tests.matrix.verbs import HIDDEN, READING, Verb, call, form, page, show

P = Permission
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
