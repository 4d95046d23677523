"""หน้าทั้งหมด (all pages): where each page of the furnished office stands, and a person who may look at it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from saraban.circulars.lists import board_of
from saraban.core.ids import id_text
from saraban.directives.service import Given, record_directive
from saraban.exchange import waiting
from saraban.executives import day_list
from saraban.files.service import check_in, keep
from saraban.letters import awaiting, issuing, records, reviewing
from saraban.letters.apart import hand_back, open_envelope
from saraban.letters.drafting import Draft, change_draft, propose_draft, sign, write_draft
from saraban.letters.incoming import Incoming
from saraban.letters.on_paper import OnPaper, record_on_paper
from saraban.letters.originals import place_originals
from saraban.letters.owing import note_by_hand
from saraban.letters.receiving import register_held, register_incoming
from saraban.letters.verifying import code_of
from saraban.news.service import news_of, want_digest
from saraban.news.stopping import stop_secret
from saraban.people.rights import actor_for
from saraban.people.service import find_person, people_of, readdress_person
from saraban.rosters.hands import Hands
from saraban.rosters.importing import TableFile
from saraban.scripts.office_circular import NUMBER, OnRecord, send_circular
from saraban.scripts.office_stories import plan
from saraban.search import keeping
from saraban.templates.merging import EACH, ONE, merge_list
from saraban.templates.service import keep_template
from tests.common.sample_files import pdf
from tests.common.secret_letters import READERS, letter_places
from tests.common.secret_places import secret_places
from tests.common.tables import imported

CLERK, HEAD, DIRECTOR, ADMIN = "u-d54-clerk", "u-d54-adm-head", "u-d54-dir", "u-d54-admin"
SENDER, EDUCATION, EDUCATION_HEAD = "u-opssec-clerk", "u-d54-edu-clerk", "u-d54-edu-head"
SECRET, CENTRAL = "u-d54-secret", "u-central-clerk"


def places(site: Any) -> dict[str, tuple[str, str]]:
    """Name of a page -> (person, address); nobody's pages have an empty person. Writes the drafts that it shows."""
    site.enrol(*(person for person in READERS if person not in site.secrets))
    with site.office.desk() as desk:
        send_circular(desk)
        sent = records.by_number(desk.root, NUMBER)[0].key
        clerk = site.office.actor(desk, CLERK)
        found = dict(_places(desk.root))
        _keep(desk, clerk, found["letter-like"][1].split("/")[2])
        draft, proposed = (_draft(desk, clerk, n) for n in "๑๒")
        change_draft(
            desk, clerk, letter=draft, form=Draft(subject="ขอเชิญประชุม (แก้ไข)", to_text="หัวหน้าฝ่าย", body="๑. ขอเชิญ")
        )
        reviewing.comment(desk, clerk, letter=draft, paragraph=1, text="เพิ่มวันและเวลา")
        reviewing.ask_opinions(desk, clerk, letter=draft, posts=("d54-admin.head",), text="เห็นควรอย่างไร")
        checked = _submitted(desk, clerk)
        reviewing.check(desk, site.office.actor(desk, HEAD), letter=checked)
        for letter in (proposed, checked):
            propose_draft(desk, clerk, letter=letter, to_post="d54-admin.head")
        found["draft-return-previous"] = (HEAD, f"/l/{checked.key}/return-previous")
        found["draft-send-back"] = (HEAD, f"/l/{_submitted(desk, clerk).key}/send-back")
        signed = _signed(desk, site.office.actor(desk, EDUCATION_HEAD))
        found |= _writing(draft.key, proposed.key, sent, signed.key)
        found |= _by_several(desk, site.office.actor(desk, EDUCATION_HEAD))
        signed.issued = keep(desk, BytesIO(pdf(1)), "1.pdf")
        found["verify-code"] = ("", f"/verify/{code_of(signed)}")
        few = _for_few(desk, site.office.actor(desk, EDUCATION_HEAD))
        found["send-named"] = (EDUCATION_HEAD, f"/l/{few.key}/send-named")
        found |= _templates(desk, site.office.actor(desk, EDUCATION))
        found |= _managing(desk, site.office.actor(desk, ADMIN))
        found |= _beside(site, desk, clerk)
        found |= _circulated(desk.root)
        found |= _executives(desk, site)
        found |= letter_places(site, desk)
        found |= secret_places(site, desk)
        found["digest-stop"] = ("", f"/digest/{_stopping(desk, clerk)}/stop")
        desk.tm.commit()
        return found


def _executives(desk: Any, site: Any) -> dict[str, tuple[str, str]]:
    """An executive's office: what lies before the executive and what is to be screened."""
    screener, boss = (site.office.actor(desk, person) for person in ("u-dgov-screener", "u-dgov"))
    clerk = site.office.actor(desk, "u-dgov-clerk")
    draft = write_draft(desk, clerk, unit="dgov", form=Draft(subject="ขอบคุณ", to_text="ผู้อำนวยการสำนัก", body="ขอบคุณ"))
    reviewing.submit(desk, clerk, letter=draft, to_post="dgov.screener")
    screened = next(m for m in day_list.to_screen(desk.root, screener) if m.paper is not None)
    given = Given(
        "u-dgov", "dgov.head", desk.today, "spoken", "ให้เร่งรัดการใช้ระบบ", ("dgov", "d54-edu"), occasion="ประชุม"
    )
    made = record_directive(desk, screener, office="dgov", form=given)
    return {
        "directives": ("u-dgov-clerk", "/directives?unit=dgov&side=given"),
        "directives-here": (EDUCATION, "/directives"),
        "directive": ("u-dgov-clerk", f"/directives/{made.key}"),
        "directive-new": ("u-dgov-clerk", "/directives/new/dgov"),
        "day": ("u-dgov", "/day"),
        "day-matter": ("u-dgov", f"/day/{day_list.day_list(desk.root, boss)[0].key}"),
        "office": ("u-dgov-clerk", "/offices/dgov"),
        "office-screener": ("u-dgov-screener", "/offices/dgov"),
        "screen": ("u-dgov-screener", f"/p/{screened.paper.key}/screen"),
        "screen-draft": ("u-dgov-screener", f"/l/{draft.key}/screen"),
        "office-settings": ("u-bma-admin", "/offices/dgov/settings"),
    }


def _keep(desk: Any, clerk: Any, letter: str) -> None:
    """What the page of kept things shows: a saved search, a recent one, a marked letter."""
    asked = {"q": "ประชุม", "year": "2567"}
    keeping.save_search(desk, clerk, name="ประชุมปีนี้", asked=asked)
    keeping.remember_search(desk, clerk, asked=asked)
    keeping.set_favourite(desk, clerk, letter=records.read_letter(desk.root, clerk, letter), is_marked=True)


def _stopping(desk: Any, clerk: Any) -> str:
    """The secret in the address by which somebody stops the digest."""
    readdress_person(desk.root, clerk.person, "somsri@bangkok.example")
    want_digest(desk, clerk, wanted=True)
    news = news_of(desk.root)
    return stop_secret(news, news.subscribers[clerk.person])


def _draft(desk: Any, clerk: Any, n: str) -> Any:
    form = Draft(subject=f"ขอเชิญประชุมครั้งที่ {n}", to_text="หัวหน้าฝ่าย", body="ขอเชิญประชุม", addressees=("unit:d54-edu",))
    return write_draft(desk, clerk, unit="d54-admin", form=form)


def _submitted(desk: Any, clerk: Any) -> Any:
    """A draft that the head of the section is to check."""
    draft = _draft(desk, clerk, "๓")
    reviewing.submit(desk, clerk, letter=draft, to_post="d54-admin.head")
    return draft


def _for_few(desk: Any, head: Any) -> Any:
    """A signed letter for few, written on the strength of one, that goes to another unit."""
    desk.tm.commit()
    clerk = actor_for(desk.root, EDUCATION, "", desk.today)
    form = Incoming(subject="เรื่องสอบสวน", handling="concerned", named=(f"person:{EDUCATION_HEAD}",))
    paper = register_incoming(desk, clerk, unit="d54-edu", form=form).paper
    return _signed(desk, head, Draft(subject="ส่งเรื่องสอบสวน", addressees=("unit:d54-finance",)), paper)


def _by_several(desk: Any, head: Any) -> dict[str, tuple[str, str]]:
    """A letter that its head has signed and that waits for the director."""
    form = Draft(subject="แนวปฏิบัติร่วม", body="ด้วยเห็นสมควร", kind="announcement", cosigners=("d54.director",))
    letter = write_draft(desk, head, unit="d54-edu", form=form)
    desk.tm.commit()
    desk.tm.begin()
    signer = issuing.Signer(head.name)
    issuing.begin(desk, head, letters=[letter], signers=[signer], prove=OnRecord(head.person))
    issuing.confirm(desk, head, letter=letter, level="section-9")
    return {
        "beside": (DIRECTOR, f"/l/{letter.key}"),
        "sign-beside": (DIRECTOR, f"/l/{letter.key}/sign"),
        "draft-decline": (DIRECTOR, f"/l/{letter.key}/decline"),
    }


def _signed(desk: Any, head: Any, form: Draft | None = None, parent: Any = None) -> Any:
    """A signed letter; without a form one that goes to nobody in the system."""
    form = form or Draft(subject="ขอขอบคุณ", to_text="ผู้จัดการโรงเรียนเอกชน", body="ขอขอบคุณ")
    letter = write_draft(desk, head, unit="d54-edu", form=form, parent=parent)
    desk.tm.commit()  # signing takes the lock of the register, in a transaction of its own
    desk.tm.begin()
    return sign(desk, head, letter=letter, proof=OnRecord(head.person), typed_name=head.name)


def _managing(desk: Any, boss: Any) -> dict[str, tuple[str, str]]:
    """Roles asked about, and files of tables: one to look at and one taken in."""
    hands, sheet = Hands(desk, boss), "id,name,email\nu-d54-edu-head,{},d54@bangkok.go.th\n"
    name = find_person(desk.root, EDUCATION_HEAD).name
    file = TableFile("บุคคล.csv", sheet.format(name).encode())
    desk.tm.commit()  # trying a table out drops what was changed before it
    desk.tm.begin()
    done = imported(desk, file, hands=hands)
    wrong = BytesIO("id,name,email\nu-d54-edu-head,,ไม่มี\n".encode())
    waiting = check_in(wrong, "บุคคล.csv", directory=desk.var / "arrivals", person=ADMIN)
    right = check_in(
        BytesIO(sheet.format(f"{name} (ใหม่)").encode()), "บุคคล.csv", directory=desk.var / "arrivals", person=ADMIN
    )
    grant = next(g.id for g in people_of(desk.root).grants.values() if g.unit == "d54-edu" and g.role == "head")
    return {
        "role-give": (ADMIN, "/admin/units/d54-edu/grant?post=d54-edu.officer&role=clerk"),
        "role-take": (ADMIN, f"/admin/units/d54-edu/revoke?grant={grant}"),
        "tables-wrong": (ADMIN, f"/admin/tables/check?files={waiting.token}"),
        "tables-right": (ADMIN, f"/admin/tables/check?files={right.token}"),
        "tables-taken-in": (ADMIN, f"/admin/tables/{done.record.n}"),
    }


def _writing(draft: str, proposed: str, sent: str, signed: str) -> dict[str, tuple[str, str]]:
    return {
        "draft": (CLERK, f"/l/{draft}"),
        "draft-edit": (CLERK, f"/l/{draft}/edit"),
        "draft-propose": (CLERK, f"/l/{draft}/propose"),
        "sign": (HEAD, f"/l/{proposed}/sign"),
        "sign-together": (HEAD, "/drafts/sign"),
        "draft-return": (HEAD, f"/l/{proposed}/return"),
        "signed": (SENDER, f"/l/{sent}/signed"),
        "publish": (SENDER, f"/l/{sent}/publish"),
        "send-again": (SENDER, f"/l/{sent}/send-again"),
        "send-on-paper": (EDUCATION_HEAD, f"/l/{signed}/send-on-paper"),
        "draft-review": (CLERK, f"/l/{draft}/review"),
        "draft-versions": (CLERK, f"/l/{draft}/versions"),
        "draft-submit": (CLERK, f"/l/{draft}/submit"),
        "draft-ask": (CLERK, f"/l/{draft}/ask"),
        "templates": (CLERK, "/templates"),
        "draft-new-external": (CLERK, "/drafts/new?kind=external"),
        "draft-new-minutes": (CLERK, "/drafts/new?kind=minutes"),
        "letter-void": (EDUCATION_HEAD, f"/l/{signed}/void"),
    }


def _templates(desk: Any, clerk: Any) -> dict[str, tuple[str, str]]:
    """A template, and letters made of it: one for each of a list, and one for all."""
    form = Draft(subject="ขอเชิญประชุม", to_text="{{ชื่อ}}", body="ขอเชิญประชุม")
    kept = keep_template(desk, clerk, unit="d54-edu", name="เชิญประชุม", form=form)
    data = "ชื่อ\nประธานชุมชนหนึ่ง\nประธานชุมชนสอง\n".encode()
    each, one = (
        merge_list(desk, clerk, unit="d54-edu", form=form, data=data, mode=mode, title="เชิญประชุม")
        for mode in (EACH, ONE)
    )
    return {
        "template": (EDUCATION, f"/templates/{kept.key}"),
        "draft-from-template": (EDUCATION, f"/drafts/new?template={kept.key}"),
        "merge-new": (EDUCATION, f"/merge?template={kept.key}"),
        "merge": (EDUCATION, f"/merges/{each.key}"),
        "letter-copies": (EDUCATION, f"/l/{id_text(one.letters[0])}/copies"),
    }


def _circulated(root: Any) -> dict[str, tuple[str, str]]:
    """A circular as its publisher and a reader see it, and what publishers and administrators keep."""
    key = id_text(next(iter(board_of(root).own["ops-sec"].values())))
    return {
        "circular": ("u-sch-2-clerk", f"/l/{key}"),
        "circulars-past": ("u-sch-2-teacher", "/circulars?past=1&unit=ops-sec"),
        "circular-readers": (SENDER, f"/circulars/{key}/readers"),
        "circular-change": (SENDER, f"/circulars/{key}/change"),
        "circulars-own": (SENDER, "/circulars/own"),
        "circular-groups": (SENDER, "/circulars/groups"),
        "mail": ("u-bma-admin", "/admin/mail"),
        "kinds": ("u-bma-admin", "/admin/kinds"),
        "outside": (CLERK, "/outside/d54"),
        "kind": ("u-bma-admin", "/admin/kinds/edit/external"),
        "letter-style": ("u-bma-admin", "/admin/kinds/style"),
        "kind-words": ("u-bma-admin", "/admin/kinds/words"),
        "kind-version": ("u-bma-admin", "/admin/kinds/versions/1"),
        "circular-categories": ("u-bma-admin", "/circulars/categories"),
    }


def _beside(site: Any, desk: Any, clerk: Any) -> dict[str, tuple[str, str]]:
    """Answers awaited, and paper beside the system; records a note on paper."""
    asking = id_text(awaiting.asked_by(desk.root, "d54-edu")[-1])
    few = Incoming(subject="เรื่องสอบสวน", handling="concerned")
    named = register_incoming(desk, clerk, unit="d54", form=few).paper.key
    read = Incoming(subject="เรื่องร้องเรียน", handling="concerned", named=("post:d54.director",))
    apart = register_held(desk, clerk, unit="d54", form=read).paper
    closed = Incoming(subject="", from_text="หน่วยตัวอย่าง", handling="personal", named=(f"person:{HEAD}",))
    envelope = register_held(desk, clerk, unit="d54", form=closed).paper
    opened = _handed_back(desk, clerk)
    owed = [_asked_from_outside(desk, clerk, n) for n in (1, 2)]
    note_by_hand(desk, clerk, paper=owed[1], how="paper", number="กท ๕๔๐๑/๙๙๙", dated=desk.today)
    story = next(s for s in plan() if s.unit == "d54" and s.stage == "registered" and _paper(desk.root, s).due)
    paper = _paper(desk.root, story)
    scan = check_in(BytesIO(pdf(1)), "เกษียน.pdf", directory=desk.var / "arrivals", person=CLERK)
    form = OnPaper("acknowledge", "ทราบ", person=DIRECTOR, post="d54.director", written_on=desk.today)
    note = record_on_paper(desk, clerk, paper=paper, form=form, scan=scan)
    scan = check_in(BytesIO(pdf(1)), "เกษียน.pdf", directory=desk.var / "arrivals", person=CLERK)
    of_few = record_on_paper(desk, clerk, paper=apart, form=form, scan=scan)
    place_originals(desk, clerk, papers=[paper], place="ตู้ ๓ แฟ้ม ๒")
    at_paper = f"/p/{paper.key}"
    return {
        "answers": (EDUCATION, "/answers"),
        "answers-letter": (EDUCATION, f"/l/{asking}/answers"),
        "asking-letter": (EDUCATION, f"/l/{asking}"),
        "owed-answer": (CLERK, f"/p/{owed[0].key}/answer"),
        "owed-answered": (CLERK, f"/p/{owed[1].key}/answer"),
        "owed-letter": (CLERK, f"/p/{owed[1].key}"),
        "owed-tray": ("u-sch-2-clerk", "/in-tray"),
        "record-on-paper": (CLERK, f"{at_paper}/record?act=order"),
        "recorded-on-paper": (CLERK, at_paper),
        "strike": (CLERK, f"{at_paper}/notes/{note.id}/strike"),
        "named": (CLERK, f"/p/{named}/named"),
        "few-record": (CLERK, f"/p/{apart.key}/record?act=order"),
        "few-recorded": (CLERK, f"/p/{apart.key}"),
        "few-strike": (CLERK, f"/p/{apart.key}/notes/{of_few.id}/strike"),
        "attach-letter": (CLERK, f"/p/{opened}/complete"),
        "envelope-entry": (CLERK, f"/registers/d54/receive/{envelope.year}/{envelope.n}"),
        "place-original": (CLERK, f"{at_paper}/place"),
        "originals": (CLERK, "/originals?unit=d54"),
    }


def _handed_back(desk: Any, clerk: Any) -> str:
    """The paper of an envelope that its addressee opened and handed back."""
    form = Incoming(subject="", from_text="หน่วยตัวอย่าง", handling="personal", named=(f"person:{clerk.person}",))
    paper = register_held(desk, clerk, unit="d54", form=form).paper
    open_envelope(desk, clerk, paper=paper)
    hand_back(desk, clerk, paper=paper, subject="ขอข้อมูลจากซอง")
    return str(paper.key)


def _asked_from_outside(desk: Any, clerk: Any, n: int) -> Any:
    """The paper of a letter from outside that asks for an answer."""
    form = Incoming(
        subject=f"ขอความอนุเคราะห์ข้อมูล ครั้งที่ {n}", number=f"ศธ 0400/7{n}", from_text="กระทรวงตัวอย่าง",
        answer_by=desk.today,
    )  # fmt: skip
    return register_held(desk, clerk, unit="d54", form=form).paper  # its book is held already


def _places(root: Any) -> Iterator[tuple[str, tuple[str, str]]]:
    papers = {story.stage: _paper(root, story) for story in plan() if story.unit == "d54"}
    new, proposed, ordered, closed = (papers[s].key for s in ("registered", "proposed", "ordered", "closed"))
    delivery = waiting.incoming(root, "d54-admin")[0].key
    yield "sign-in", ("", "/sign-in")
    yield "verify", ("", "/verify")
    yield "not-signed-in-missing", ("", "/nowhere")
    yield from ((name, (CLERK, address)) for name, address in _registry(new, ordered, closed, delivery))
    yield from ((name, (CLERK, address)) for name, address in _books())
    yield from ((name, (CLERK, address)) for name, address in _own())
    yield "letter-like", (CLERK, f"/l/{id_text(papers['ordered'].letter)}/like")
    sent = next(p for p in records.letters_of(root).papers.values() if (p.unit, p.state) == ("d54-admin", "registered"))
    yield "return", (CLERK, f"/p/{sent.key}/return")
    yield "file-copies", (CENTRAL, "/registers/central/copies")
    yield "order", (DIRECTOR, f"/p/{proposed}?tab=endorse&act=order")
    yield "auditor-registers", ("u-auditor", "/registers?unit=d54")
    yield "audit", ("u-auditor", "/audit/d54")
    yield "archived-lists", ("u-auditor", "/admin/lists")
    yield "secret", (SECRET, "/secret")
    yield "executive-tray", (DIRECTOR, "/in-tray")
    yield "empty-tray", (SENDER, "/in-tray")
    yield "no-drafts", (DIRECTOR, "/drafts")
    for tab in ("people", "roles", "acting", "unit"):
        yield f"administration-{tab}", (ADMIN, f"/admin/units?unit=d54-edu&tab={tab}")
    yield "administration-tables", (ADMIN, "/admin/tables")
    yield "certificates", (ADMIN, "/admin/certificates")
    yield "certificates-nobody", (ADMIN, "/admin/certificates?show=ending&person=nobody")
    yield "certificate", (ADMIN, "/admin/certificates/u-d54-edu-head")
    yield "why", (ADMIN, "/admin/why")
    yield "why-answer", (ADMIN, f"/admin/why?person=u-d54-dir&letter={papers['registered'].key}")


def _paper(root: Any, story: Any) -> Any:
    letter = records.by_source(root, story.unit, story.id)
    return records.paper_of_unit(root, letter.id, story.unit)


def _registry(new: str, ordered: str, closed: str, delivery: str) -> Iterator[tuple[str, str]]:
    yield "in-tray", "/in-tray"
    yield "receive", "/receive/d54"
    yield "registered", f"/receive/d54/done/{new}"
    yield "letter-in-search", f"/p/{new}?in=unit%3Dd54%26series%3Dreceive&at=1"
    yield "stamp", f"/receive/d54/stamp/{new}"
    yield "letter", f"/p/{ordered}"
    for tab in ("endorse", "files", "facts", "rights"):
        yield f"letter-{tab}", f"/p/{new}?tab={tab}"
    yield "forward", f"/p/{ordered}/forward"
    yield "close", f"/p/{new}/close"
    yield "reopen", f"/p/{closed}/reopen"
    yield "file", f"/p/{closed}/file"
    yield "cancel-receipt", f"/p/{new}/void"
    yield "delivery-register", f"/deliveries/{delivery}/register"
    yield "delivery-return", f"/deliveries/{delivery}/return"


def _books() -> Iterator[tuple[str, str]]:
    book = "/registers/d54/receive/2567"
    yield "registers", "/registers?unit=d54"
    yield "book", book
    yield "entry", f"{book}/3300"
    yield "print", f"{book}/print?from=3290&to=3300"
    yield "delivery-book", "/registers/d54/deliveries?since=2024-03-01&until=2024-03-08"
    for what in ("issue", "reserve", "open"):
        yield f"numbers-{what}", f"/numbers/d54-admin?do={what}"


def _own() -> Iterator[tuple[str, str]]:
    yield "drafts", "/drafts"
    yield "draft-new", "/drafts/new"
    yield "circulars", "/circulars"
    yield "search", "/search"
    yield "search-found", "/search?q=ประชุม"
    yield "search-nothing", "/search?q=กขฃคฅฆง"
    yield "search-narrowed", "/search?q=ประชุม&series=receive&from=1+มี.ค.+2567"
    yield "searches", "/searches"
    yield "folders", "/folders"
    yield "folder", "/folders/demo-01"
    yield "profile", "/me"
    yield "news", "/me/news"
    yield "my-certificate", "/me/certificate"
    yield "password", "/me/password"
    yield "phone", "/me/otp"
    yield "phone-code", "/me/step-up"
    yield "health", "/health"
    yield "missing", "/l/0000000000000"
