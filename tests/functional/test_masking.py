"""ผู้ไม่เกี่ยวข้องไม่เห็น: a word that stands in every field of letters for few comes out of no door for who is not named.

The doors are taken from the tables of the permission matrix and of the API, so that a new one is tried as well.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote

import pytest

from saraban.api.table import OPERATIONS
from saraban.auth.service import issue_token
from saraban.exchange import forwarding, receiving, sending
from saraban.files.service import check_in
from saraban.letters import drafting, endorsing, on_paper, originals
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.values import Deadline, Reference
from saraban.people.service import grant_role
from saraban.search.service import catch_up
from tests.common.office import at
from tests.common.people import Person
from tests.common.printed import printed_pages
from tests.common.sample_files import pdf
from tests.common.web import open_web
from tests.matrix.doors import VERBS
from tests.matrix.stage import Approval

WORD = "qzkanary"
UNIT, THERE = "d54-edu", "d54-finance"
NAMED, READER = "u-d54-edu-clerk", "u-d54-finance-head"
#: A colleague, who took it in there, the registry above, the administrator, the auditor.
OTHERS = ("u-d54-edu-officer", "u-d54-finance-clerk", "u-d54-clerk", "u-d54-admin", "u-d54-asst")
LETTERS = ("paper", "letter", "answer", "there")
BOOKS = ("/send/2567", "/receive/2567")
PAGES = (
    "/in-tray", "/drafts", "/circulars", "/folders", "/registers", "/me",
    f"/search?q={WORD}", "/search?q=ลล 77/1", "/search?q=ร้องเรียน", "/search?q=รายงาน",
    "/answers", f"/answers?unit={THERE}", f"/answers?unit={UNIT}", f"/answers?unit={THERE}&show=all",
    f"/numbers?unit={UNIT}", f"/drafts/new?unit={UNIT}", f"/receive/{UNIT}", f"/receive/{THERE}",
    "/admin/units", "/admin/why?person=u-d54-edu-head&letter=ลล 77/1", "/audit/d54",
)  # fmt: skip


@dataclass
class World:
    """The office, what is known of the letters, and everybody's way in."""

    web: object
    keys: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def get(self, person, path):
        """What somebody is given at an address, as text; the status first."""
        if path.startswith("/api/"):
            headers = {"Authorization": f"Bearer {self.tokens[person]}"}
            answer = self.web.browser().get(quote(path, safe="/?&=%"), headers=headers, expect_errors=True)
        else:
            answer = self.people[person].get(quote(path, safe="/?&=%"), expect_errors=True)
        return answer.status_int, said(answer)


def said(answer):
    """The words of an answer of whatever kind."""
    body, kind = answer.body, answer.content_type or ""
    if kind.endswith("pdf"):
        return "\n".join(printed_pages(body))
    if "spreadsheet" in kind:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    return body.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("masking"))
    web.office.clock.office = at(8, 9, 1)
    world = World(web)
    with web.office.desk() as desk:
        grant_role(desk.root, unit="d54", role="auditor", post="d54.assistant", inherit=True)
        desk.tm.commit()
    for person in (NAMED, READER, *OTHERS):
        world.people[person] = Person(web, person)
        with web.office.desk() as desk:
            world.tokens[person] = issue_token(desk, person, ("read", "write"), 30)
            desk.tm.commit()
    with web.office.desk() as desk:
        written(desk, lambda name: web.office.actor(desk, name), world.keys)
    with web.office.desk() as desk:
        catch_up(desk, web.office.registry)
    yield world
    web.office.close()


def kept(desk, made):
    desk.tm.commit()
    desk.tm.begin()
    return made


def written(desk, who, keys):
    """A letter from outside with the word in every field, its way to another unit, the answer written on it."""
    clerk, head, there = who(NAMED), who("u-d54-edu-head"), who("u-d54-finance-clerk")
    asked = kept(desk, asking(desk, who))
    paper = kept(desk, register_incoming(desk, clerk, unit=UNIT, form=incoming(desk))).paper
    endorsing.propose(desk, clerk, paper=paper, to="หัวหน้าฝ่าย", to_post="d54-edu.head", text=f"เสนอ {WORD}")
    kept(desk, originals.place_originals(desk, clerk, papers=[paper], place=f"ตู้ {WORD}"))
    scan = check_in(io.BytesIO(pdf(1)), f"{WORD}.pdf", directory=desk.var / "arrivals", person=clerk.person)
    form = on_paper.OnPaper("acknowledge", WORD, person="u-d54-edu-head", post="d54-edu.head", written_on=desk.today)
    note = kept(desk, on_paper.record_on_paper(desk, clerk, paper=paper, form=form, scan=scan))
    sent = kept(desk, on_its_way(desk, clerk, paper))
    taken = kept(desk, receiving.register_delivery(desk, there, delivery=sent, action=WORD, to_text=WORD))
    answer = kept(desk, answering_letter(desk, head, asked, paper))
    kept(desk, sending.send(desk, head, letter=answer, named=("person:u-d54-finance-head",)))
    returned = kept(desk, on_its_way(desk, clerk, paper, "d54-works"))
    receiving.return_delivery(desk, who("u-d54-works-clerk"), delivery=returned, reason="ไม่เกี่ยวกับหน่วยนี้")
    desk.tm.commit()
    keys |= {
        "paper": paper.key, "letter": paper_letter(desk, paper), "answer": answer.key, "there": taken.paper.key,
        "n": str(paper.n), "n_there": str(taken.entry.n), "sent_n": str(answer.entry[3]), "note": str(note.id),
        "asked": asked.key, "delivery": sent.key, "file": file_of(desk, paper),
    }  # fmt: skip


def paper_letter(desk, paper):
    return desk.root["letters"].letters[paper.letter].key


def file_of(desk, paper):
    return desk.root["letters"].letters[paper.letter].files[0].key


def incoming(desk):
    scan = check_in(io.BytesIO(pdf(1)), f"{WORD}.pdf", directory=desk.var / "arrivals", person=NAMED)
    return Incoming(
        subject=f"ร้องเรียน {WORD}", number="ลล 77/1", dated=date(2024, 3, 6), from_text=f"นาย {WORD}",
        to_text=f"ผู้อำนวยการ {WORD}", body=f"ข้อความ {WORD}", action=WORD, remark=WORD,
        references=(Reference(f"{WORD} ๑/๒๕๖๗"),), enclosures=(WORD,), actions=(f"สอบสวน {WORD}",),
        deadlines=(Deadline(date(2024, 3, 20), WORD),), arrivals=(scan,), answer_by=date(2024, 3, 15),
        urgent_within=at(9, 15), handling="concerned", named=("post:d54-edu.head",),
    )  # fmt: skip


def on_its_way(desk, clerk, paper, unit=THERE):
    to, named = (f"unit:{unit}",), (f"post:{unit}.head",)
    return forwarding.forward(desk, clerk, paper=paper, to=to, named=named, text=f"โปรดดู {WORD}")[0]


def asking(desk, who):
    """An ordinary letter of the other unit that asks for an answer, which is then one for few."""
    head = who("u-d54-finance-head")
    form = drafting.Draft(subject="ขอรายงาน", addressees=(f"unit:{UNIT}",), answer_by=desk.today)
    letter = kept(desk, drafting.write_draft(desk, head, unit=THERE, form=form))
    kept(desk, drafting.sign(desk, head, letter=letter, proof=Approval(head.person), typed_name=head.name))
    kept(desk, sending.send(desk, head, letter=letter))
    return letter


def answering_letter(desk, head, asked, paper):
    form = drafting.Draft(
        subject=f"รายงาน {WORD}", to_text=f"หัวหน้าฝ่ายการคลัง {WORD}", body=WORD, addressees=(f"unit:{THERE}",),
        references=(Reference(asked.number, asked.dated),),
    )  # fmt: skip
    letter = kept(desk, drafting.write_draft(desk, head, unit=UNIT, form=form, parent=paper))
    return drafting.sign(desk, head, letter=letter, proof=Approval(head.person), typed_name=head.name)


def doors_of_units():
    """Every page, export and call that shows something of a unit, for both units and both books."""
    found = dict.fromkeys(PAGES)
    for verb in VERBS:
        paths = [way.path for way in verb.ways if way.method == "GET" and verb.kind == "unit"]
        for path in paths:
            for unit in (UNIT, THERE):
                there = path.replace("{unit}", unit)
                found.update(dict.fromkeys(there.replace(BOOKS[0], book) for book in BOOKS))
    for call in OPERATIONS:
        if call.method == "GET" and set(re.findall(r"{(\w+)}", call.path)) <= {"code"}:
            query = f"?q={WORD}" if "search" in call.path else ""
            found.update(dict.fromkeys(f"/api/v1{call.path.replace('{code}', unit)}{query}" for unit in (UNIT, THERE)))
    return [path for path in found if "openapi" not in path and "{" not in path]


def doors_of_things(keys):
    """Every page, file and call that shows one of the letters itself."""
    for verb in VERBS:
        for way in verb.ways:
            if way.method != "GET" or verb.kind not in {"letter", "paper"} or way.door == "search":
                continue
            for name in ("letter", "answer") if verb.kind == "letter" else ("paper", "there"):
                words = {
                    "key": keys[name],
                    "unit": UNIT,
                    "note": keys["note"],
                    "wet": keys["note"],
                    "file": keys["file"],
                }
                yield re.sub(r"{(\w+)}", lambda place, words=words: words[place.group(1)], way.path)


@pytest.mark.parametrize("person", OTHERS)
def test_no_door_says_a_word(world, person):
    keys = world.keys
    entries = [
        *(f"/registers/{UNIT}/receive/2567/{keys['n']}", f"/registers/{UNIT}/send/2567/{keys['sent_n']}"),
        *(f"/registers/{THERE}/receive/2567/{keys['n_there']}", f"/deliveries/{keys['delivery']}"),
        *(f"/l/{keys['asked']}/answers", f"/l/{keys['asked']}", f"/api/v1/letters/{keys['asked']}"),
        *(f"/api/v1/letters/{keys['asked']}/answers", f"/admin/why?person={NAMED}&letter={keys['letter']}"),
    ]
    said_at = []
    for path in (*doors_of_units(), *entries):
        _status, words = world.get(person, path)
        asked = "" if f"={WORD}" in path else WORD  # a page of hits repeats what was asked for
        if asked and asked in words:
            said_at.append(path)
        said_at += [f"{path}: {key}" for key in LETTERS if f"/{keys[key]}" in words.replace(path, "")]
    assert said_at == []


@pytest.mark.parametrize("person", OTHERS)
def test_the_letters_themselves_are_not_there(world, person):
    for path in doors_of_things(world.keys):
        status, words = world.get(person, path)
        assert status == 404, path
        assert WORD not in words, path


def test_the_word_comes_out_for_those_named(world):
    """So that a door which shows nothing to anybody does not pass for one that hides."""
    showing = {path for path in doors_of_units() if WORD in world.get(NAMED, path)[1]}
    for kind in ("form.pdf", "print", "export.csv", "export.xlsx"):
        for book in ("/receive/2567", "/send/2567", "/deliveries"):
            path = f"/registers/{UNIT}{book}/{kind}"
            assert path in showing or (book, kind) == ("/deliveries", "print"), path
    for call in ("received", "sent"):
        assert f"/api/v1/units/{UNIT}/{call}" in showing
    assert f"/registers/{UNIT}/receive/2567" in showing
    assert "/in-tray" in showing
    assert WORD in world.get(READER, f"/p/{world.keys['there']}")[1]


def test_the_answer_is_known_to_have_come_and_no_more(world):
    """The asking unit's registrar reads its own letter, not the answer."""
    _status, page = world.get("u-d54-finance-clerk", f"/l/{world.keys['asked']}/answers")
    assert "ตอบแล้ว" in page
    assert "เฉพาะผู้เกี่ยวข้อง" in page
    _status, row = world.get("u-d54-finance-clerk", f"/api/v1/letters/{world.keys['asked']}/answers")
    assert '"state": "answered"' in row or '"state":"answered"' in row
    with world.web.office.desk() as desk:
        number = next(x.number for x in desk.root["letters"].letters.values() if x.key == world.keys["answer"])
    assert number not in row
    assert number not in page
