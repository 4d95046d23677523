"""Nothing of a letter that one may not read shows on any page around search, and nothing tells that there is one.

Three canaries: a letter of another unit, one for few in the reader's own, and a circular that is withdrawn after it was
read, marked and indexed, before the index hears of it. Every channel answers for them as for a thing that never was.
"""

import io
import re
from urllib.parse import quote, urlencode

import pytest
from openpyxl import load_workbook

from saraban.circulars import service as circulars
from saraban.circulars.service import publish
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.people.service import people_of, revoke_role
from saraban.search import keeping, news
from saraban.search.service import catch_up
from tests.common.api import Api
from tests.common.office import at
from tests.common.people import Person
from tests.common.web import open_web

READER, UNIT = "u-d54-edu-officer", "d54-edu"
#: Name -> (subject, number): each word of a subject stands nowhere else.
CANARIES = {
    "another": ("ไดโนเสาร์กินพืชพันธุ์ซอโรพอด", "ศก 7711"),
    "few": ("ร้องเรียนพฤติกรรมอัลแพกาพเนจร", "ศก 7722"),
    "withdrawn": ("แมมมอธขนปุยเดินขบวนพาเหรด", "ศก 7733"),
}
NEVER = ("คชสีห์พันปีบินวนเวียน", "ศก 7799")
VISIBLE = "กำหนดการซ้อมหนีไฟประจำปี"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("leaks"))
    web.office.clock.office = at(8, 9, 1)
    yield web
    web.office.close()


def take_in(desk, actor, unit, subject, number, **more):
    body = f"{subject} {VISIBLE}"
    done = register_incoming(desk, actor, unit=unit, form=Incoming(subject=subject, number=number, body=body, **more))
    desk.tm.commit()
    desk.tm.begin()
    return done.letter


@pytest.fixture(scope="module")
def keys(web):
    """The canaries' letters; the last is marked by the reader, found and saved, and then withdrawn."""
    with web.office.desk() as desk:
        far, near = web.office.actor(desk, "u-d54-clerk"), web.office.actor(desk, "u-d54-edu-clerk")
        take_in(desk, near, UNIT, VISIBLE, "ศก 1")
        take_in(desk, near, UNIT, f"{VISIBLE} ครั้งที่สอง", "ศก 2")
        letters = {"another": take_in(desk, far, "d54", *CANARIES["another"])}
        concerned = ("post:d54-edu.head",)
        letters["few"] = take_in(desk, near, UNIT, *CANARIES["few"], handling="concerned", named=concerned)
        letters["withdrawn"] = take_in(desk, far, "d54", *CANARIES["withdrawn"])
        publish(desk, far, letter=letters["withdrawn"], unit="d54")
        desk.tm.commit()
        catch_up(desk, web.office.registry)
        desk.tm.commit()
    with web.office.desk() as desk:
        reader = web.office.actor(desk, READER)
        letter = letters["withdrawn"]
        keeping.set_favourite(desk, reader, letter=_again(desk, letter), is_marked=True)
        keeping.save_search(desk, reader, name="เฝ้าดู", asked={"q": CANARIES["withdrawn"][0]})
        desk.tm.commit()
    person = Person(web, READER)
    assert CANARIES["withdrawn"][0] in person.get("/search", params={"q": CANARIES["withdrawn"][1]}).text
    assert CANARIES["withdrawn"][0] in person.get("/searches").html.select_one("#favourites").text
    with web.office.desk() as desk:
        far = web.office.actor(desk, "u-d54-clerk")
        circulars.withdraw(desk, far, letter=_again(desk, letters["withdrawn"]), why="ผิดฉบับ")
        desk.tm.commit()
    return {name: letter.key for name, letter in letters.items()}


def _again(desk, letter):
    return desk.root["letters"].letters[letter.id]


@pytest.fixture(scope="module")
def reader(web, keys):
    return Person(web, READER)


def told(answer, *words):
    """What an answer says, without what was asked and without what differs each time."""
    text = answer.text if answer.content_type.startswith("text/") else repr(answer.body)
    spelled = sorted({s for w in words for s in (w, quote(w), quote(w, safe="/"), urlencode({"q": w})[2:])}, key=len)
    return re.sub("|".join(["[0-9a-f]{12}", r"[0-9a-z]{26}", *map(re.escape, spelled[::-1])]), "", text)


def same(reader, path, name, asked):
    """Ask by a word of the canary and by one that never was: the two answers say the same. Gives the first."""
    words, other = CANARIES[name], NEVER
    typed, untyped = asked(*words), asked(*other)
    answer = reader.browser.get(path(typed), expect_errors=True)
    nothing = reader.browser.get(path(untyped), expect_errors=True)
    assert answer.status_int == nothing.status_int
    assert told(answer, typed, *words) == told(nothing, untyped, *other)
    return answer


@pytest.mark.parametrize("name", CANARIES)
class TestFinding:
    @pytest.mark.parametrize(
        "asked",
        [
            lambda subject, _number: subject,
            lambda _subject, number: number,
            lambda _subject, number: f"เลขที่:{number}",
            lambda subject, _number: subject[:6] + "*",
            lambda subject, _number: subject[:-3] + "ฮฮ",
            lambda subject, _number: f'"{subject}"',
            lambda subject, _number: f"เรื่อง:{subject}",
        ],
        ids=["words", "number", "field", "beginning", "misspelled", "phrase", "title"],
    )
    def test_results_counts_facets_snippets_spellings(self, reader, name, asked):
        page = same(reader, lambda typed: "/search?" + urlencode({"q": typed}), name, asked)
        assert page.html.select(".hit, .facets section, .did-you-mean") == []

    @pytest.mark.parametrize(
        "asked",
        [lambda subject, _number: subject[:8], lambda _subject, number: number, lambda _subject, number: number[:-2]],
        ids=["subject", "number", "beginning of the number"],
    )
    def test_suggestions(self, web, reader, keys, name, asked):
        """Nothing but the reader's own search, which is kept in the reader's own words."""
        typed = asked(*CANARIES[name])
        lines = reader.get("/search/suggestions", params={"q": typed}).json["items"]
        assert [line["words"] for line in lines if line["label"] != "การค้นที่บันทึกไว้"] == []
        items = Api(web).get(f"/search/suggestions?q={typed}", by=READER)["items"]
        assert [item for item in items if item["kind"] != "saved"] == []
        nothing = Api(web).get(f"/search/suggestions?q={asked(*NEVER)}", by=READER)
        assert nothing["items"] == []

    def test_counts_of_facets(self, reader, name):
        page = reader.get("/search", params={"q": VISIBLE})
        counts = [small.text for small in page.html.select(".facets small")]
        assert counts
        assert set(counts) <= {"๒", "๔"}
        assert CANARIES[name][0] not in page.text

    def test_neighbours(self, reader, keys, name):
        page = reader.get("/search", params={"q": VISIBLE})
        for link in page.html.select(".hit h2 a"):
            assert keys[name] not in reader.get(link["href"]).text

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_exports(self, reader, name, kind):
        for asked in (CANARIES[name][0], VISIBLE):
            body = take_out(reader, kind, asked)
            cells = body.decode() if kind == "csv" else _cells(body)
            assert CANARIES[name][1] not in cells
            assert CANARIES[name][0] not in cells.replace(f"{asked}\n", "")

    def test_letters_like_it(self, reader, keys, name):
        reader.get(f"/l/{keys[name]}/like", status=404)
        first = reader.get("/search", params={"q": "ศก 1"}).html.select_one(".letter-own a, .hit h2 a")["href"]
        like = reader.get(reader.get(first).html.select_one(".letter-own a")["href"])
        assert CANARIES[name][0] not in like.text

    def test_its_lasting_address(self, reader, name):
        answer = same(reader, lambda typed: f"/n/{quote(typed)}", name, lambda _subject, number: number)
        assert answer.status_int == 404

    def test_the_api(self, web, reader, name):
        found = Api(web).get(f"/search?q={CANARIES[name][0]}", by=READER)
        assert (found["items"], found["total"], found["facets"], found["spellings"]) == ([], 0, {}, [])

    def test_what_is_kept(self, web, reader, keys, name):
        kept = reader.get("/searches")
        assert keys[name] not in kept.text
        assert kept.html.select("#favourites li a") == []
        lost = kept.html.select("#favourites li")  # a mark of one's own says when it was made, and no more
        assert {re.sub(r"^ทำเครื่องหมายเมื่อ .*", "", row.p.get_text(" ", strip=True)) for row in lost} <= {""}
        reader.browser.post(
            f"/l/{keys[name]}/favourite",
            {"csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', kept.text).group(1), "mark": "1"},
            status=404,
        )
        with web.office.desk() as desk:
            actor = web.office.actor(desk, READER)
            for saved in keeping.saved_searches(desk.root, actor):
                assert news.news_of(desk, web.office.registry, actor, saved) == []


def take_out(person, kind, words):
    """The table of a result."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', person.get("/searches").text).group(1)
    fields = {"csrf_token": token, "in": urlencode({"q": words})}
    return person.browser.post(f"/search/export.{kind}", fields).body


def _cells(body):
    sheet = load_workbook(io.BytesIO(body)).active
    return "\n".join(str(cell.value or "") for row in sheet.iter_rows() for cell in row) + "\n"


def test_a_stranger_learns_nothing_from_an_address(web, keys):
    stranger = web.browser()
    for number in (CANARIES["another"][1], NEVER[1]):
        assert "/sign-in" in stranger.get(f"/n/{quote(number)}", status=303).location


def test_who_has_lost_the_role_finds_nothing_from_that_moment(web, reader):
    """The last test here: the office takes every role in the reader's unit away; no index is told of it."""
    path = reader.get("/search", params={"q": "ศก 1"}).html.select_one(".hit h2 a")["href"]
    form = next(f for f in reader.get(path).forms.values() if f.action.endswith("/favourite"))
    form.submit(status=303)
    assert VISIBLE in reader.get("/searches").text
    with web.office.desk() as desk:
        for grant in [g for g in people_of(desk.root).grants.values() if g.unit == UNIT]:
            revoke_role(desk.root, UNIT, grant.id)
        desk.tm.commit()
    found = reader.get("/search", params={"q": VISIBLE})
    assert found.html.select(".hit, .facets section, .did-you-mean") == []
    reader.get(path, status=404)
    assert VISIBLE not in reader.get("/searches").text
    assert "ศก" not in take_out(reader, "csv", VISIBLE).decode()
    assert reader.get(f"/n/{quote('ศก 1')}", status=404).status_int == 404
