"""ทุกประตู: every route of the pages, tried by a stranger and by staff of another unit, on things that are not theirs."""

from __future__ import annotations

import io
import re

import pytest

from saraban.core.ids import id_text
from saraban.exchange.forwarding import forward
from saraban.files.service import check_in
from saraban.filing.service import add_folder
from saraban.letters.drafting import Draft, write_draft
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.templates.merging import merge_list
from saraban.templates.service import keep_template
from tests.common.office import at
from tests.common.people import Person
from tests.common.web import open_web

MARK = "เรื่องสอบสวนวินัย"
ABSENT = "4f2k9m0x7c1qz"
#: Open to all, or the person's own; none of them names a thing.
OWN = {
    "home", "language", "asset", "health", "sign-in", "sign-out", "in-tray", "in-tray-acknowledge", "in-tray-register",
    "verify", "receive-here", "registers", "drafts", "draft-new", "templates", "search", "circulars", "folders",
    "me-token-revoke", "day", "directives", "draft-sitting",
    "answers", "answers-remind", "originals", "circulars-own", "circular-groups",
    "search-export", "search-suggestions", "searches", "search-save", "search-remember", "search-forget",
}  # fmt: skip
ADMIN = re.compile(r"^admin-")
#: A place in the pattern of a route: its name, and its form, which may hold braces of its own.
PLACE = re.compile(r"\{(\w+)(?::((?:[^{}]|\{[^{}]*\})*))?\}")
#: The form of a place that is one of several words.
CHOICES = re.compile(r"[a-z-]+(\|[a-z-]+)*")
FIXED = {
    "sha256": "0" * 64,
    "unit": "d54", "code": "d54", "year": "2567", "series": "receive", "n": "1", "name": "x", "note": "1",
    "kind": "csv", "verb": "rename", "token": "0" * 32, "clearance": ABSENT, "secret": "a" * 43, "key": "memo",
    "person": "u-d54-dir", "which": "used",
}  # fmt: skip


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("doors"))
    web.office.clock.office = at(8, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def things(web):
    """What belongs to the district: a letter with a file, its paper, a delivery to a section, a draft, a folder."""
    with web.office.desk() as desk:
        clerk = web.office.actor(desk, "u-d54-clerk")
        arrival = check_in(
            io.BytesIO(MARK.encode()), f"{MARK}.txt", directory=desk.var / "arrivals", person=clerk.person
        )
        form = Incoming(subject=MARK, body=MARK, number="ลต 7", arrivals=(arrival,))
        done = register_incoming(desk, clerk, unit="d54", form=form)
        delivery = forward(desk, clerk, paper=done.paper, to=("unit:d54-civil",), text=MARK)[0]
        officer = web.office.actor(desk, "u-d54-edu-officer")
        draft = write_draft(desk, officer, unit="d54-edu", form=Draft(subject=MARK))
        folder = add_folder(desk, clerk, unit="d54", title=MARK)
        keeper, blank = web.office.actor(desk, "u-d54-edu-clerk"), Draft(subject=MARK, to_text="{{ชื่อ}}")
        template = keep_template(desk, keeper, unit="d54-edu", name=MARK, form=blank)
        merge = merge_list(desk, keeper, unit="d54-edu", form=blank, data="ชื่อ\nก\n".encode(), mode="each", title=MARK)
        desk.tm.commit()
        return {
            "template": template.key, "merge": merge.key,
            "letter": done.letter.key, "paper": done.paper.key, "delivery": delivery.key, "draft": draft.key,
            "folder": folder.id, "file": done.letter.files[0].key, "n": str(done.entry.n), "task": id_text(1),
        }  # fmt: skip


def routes(web):
    """(name, pattern, method) of every page."""
    introspector = web.office.registry.introspector
    views = [v["introspectable"] for v in introspector.get_category("views")]
    found = set()
    for known in introspector.get_category("routes"):
        route = known["introspectable"]
        for view in views:
            if view["route_name"] == route["name"] and not route["pattern"].startswith("/api/"):
                methods = view["request_methods"] or "GET"
                for method in (methods,) if isinstance(methods, str) else methods:
                    if method != "HEAD":
                        found.add((route["name"], route["pattern"], method))
    return sorted(found)


def addresses(name, pattern, things):
    """The pattern with each verb, and each thing in its place."""
    choices = next((form for _, form in PLACE.findall(pattern) if CHOICES.fullmatch(form)), "")
    for verb in choices.split("|"):
        path = PLACE.sub(lambda place, verb=verb: filled(place, verb, things), pattern)
        for kind in ("letter", "draft", "paper", "delivery", "folder") if "{id}" in path else ("",):
            yield path.replace("{id}", things.get(kind, ""))


def filled(place, verb, things):
    """What stands in one place of a pattern; the id of a thing is left for its caller."""
    word, form = place.groups(default="")
    if CHOICES.fullmatch(form):
        return verb
    if word == "n" and form:
        return things["n"]
    return {**FIXED, **{name: things[name] for name in ("paper", "file", "template", "merge")}}.get(word, place.group())


def sweep(web, things):
    for name, pattern, method in routes(web):
        if name in OWN or name == "me" or name.startswith("me-"):
            continue
        for path in addresses(name, pattern, things):
            assert "{" not in path, path
            yield name, method, path


def body_of(answer, *words):
    text = answer.text if answer.content_type.startswith("text/") else repr(answer.body)
    return re.sub("|".join(["[0-9a-f]{12}", *map(re.escape, words)]), "", text)


def test_a_stranger_is_asked_to_sign_in_and_told_nothing(web, things):
    browser = web.browser()
    count = 0
    for name, method, path in sweep(web, things):
        answer = browser.get(path, expect_errors=True) if method == "GET" else browser.post(path, expect_errors=True)
        assert MARK not in answer.text, path
        allowed = {303, 404} if method == "GET" else {400, 401}
        assert answer.status_int in allowed, (name, method, path, answer.status_int)
        count += 1
    assert count > 100


def test_staff_of_another_unit_find_nothing_and_change_nothing(web, things):
    teacher = Person(web, "u-sch-1-clerk")
    page = teacher.get("/in-tray")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
    before = web.office.database.lastTransaction()
    absent = dict.fromkeys(things, ABSENT) | {"n": "999999"}
    typed = dict.fromkeys(("text", "reason", "result", "to", "why", "subject", "title", "typed_name", "who"), "x") | {
        "csrf_token": token, "assign_to": "unit:d54-edu", "to_units": "unit:d54-edu", "folder": things["folder"],
        "to_post": "d54-edu.head", "otp": "000000", "unit": "d54", "series": "send", "category": "general", "note": "1",
        "day": "1 มี.ค. 67", "time": "09:00", "post": "d54.director", "role": "head", "start": "1", "year": "2567",
        "until": "9 มี.ค. 67", "List-Unsubscribe": "One-Click",
    }  # fmt: skip
    for (name, method, path), (_n, _m, other) in zip(sweep(web, things), sweep(web, absent), strict=True):
        ask = teacher.browser.get if method == "GET" else teacher.browser.post
        options = {"expect_errors": True} | ({} if method == "GET" else {"params": typed})
        answer, missing = ask(path, **options), ask(other, **options)
        assert answer.status_int in {404, 403} if ADMIN.match(name) else answer.status_int == 404, (name, method, path)
        assert MARK not in answer.text
        if path != other:
            assert missing.status_int == 404, other
            assert body_of(answer, path, *things.values()) == body_of(missing, other, ABSENT), (path, other)
        now = web.office.database.lastTransaction()
        # a refused opening of a classified letter is put on record, whatever its key
        assert now == before or name.startswith("secret"), (name, method, path)
        before = now


def test_reading_writes_nothing(web, things):
    clerk = Person(web, "u-d54-clerk")
    clerk.get("/in-tray")
    before = web.office.database.lastTransaction()
    seen, ways = set(), ["/", f"/l/{things['letter']}", f"/p/{things['paper']}", f"/folders/{things['folder']}", "/me"]
    while ways and len(seen) < 120:
        path = ways.pop(0)
        shape = re.sub(r"[0-9a-hjkmnp-tv-z]{13}|\d+", "#", path)
        if path in seen or shape in seen:
            continue
        seen |= {path, shape}
        answer = clerk.browser.get(path, expect_errors=True)
        assert answer.status_int < 500, path
        if answer.content_type == "text/html" and answer.status_int == 200:
            ways += [
                w.replace("&amp;", "&") for w in re.findall(r'href="(/[^"#]*)', answer.text) if "/assets/" not in w
            ]
        elif answer.status_int == 303:
            ways.append(re.sub(r"^https?://[^/]*", "", answer.location))
    assert len(seen) > 60
    assert web.office.database.lastTransaction() == before
