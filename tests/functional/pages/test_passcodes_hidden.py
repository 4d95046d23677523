"""รหัสอยู่เฉพาะบนหน้าของหนังสือ: passcodes and meeting identifiers leave the letter's own page by no channel.

They stand in the subject, the text, a deadline and the name of a file of a circular; every list, feed, mail, export and
answer of the API that shows the circular shows dots in their place.
"""

import io
import re
from urllib.parse import quote, urlencode

import pytest
from openpyxl import load_workbook

from saraban.circulars.service import publish
from saraban.files.service import check_in
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.values import Deadline
from saraban.mail.service import room_of
from saraban.news.digest import send_digests
from saraban.news.service import want_digest
from saraban.people.service import readdress_person
from saraban.search import keeping, news
from saraban.search.service import catch_up
from tests.common.api import Api
from tests.common.office import at
from tests.common.people import Person
from tests.common.sample_files import pdf
from tests.common.web import open_web

PUBLISHER, READER = "u-d54-clerk", "u-d54-edu-officer"
PASSCODE, MEETING = "qz9kanari", "812 3456 7890"
WORDS = "อบรมออนไลน์เรื่องปะการังเทียม"
SUBJECT = f"{WORDS} Zoom Meeting ID: {MEETING} รหัสผ่าน: {PASSCODE}"
NUMBER = "ปก 4411/ว 7"
SAFE = "/?&="
SEARCH = "/search?q=ปะการังเทียม"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("hidden"))
    web.office.clock.office = at(8, 9, 1)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def people(web):
    return {name: Person(web, name) for name in (PUBLISHER, READER)}


@pytest.fixture(scope="module")
def letter(web, people):
    """The circular; the reader has marked it, and is told daily of a search that finds it."""
    with web.office.desk() as desk:
        catch_up(desk, web.office.registry)
        reader = web.office.actor(desk, READER)
        saved = keeping.save_search(desk, reader, name=f"รหัสผ่าน: {PASSCODE}", asked={"q": "ปะการังเทียม"})
        news.set_notice(desk, web.office.registry, reader, key=saved.key, with_notice=True)
        keeping.remember_search(desk, reader, asked={"q": f"ปะการังเทียม รหัสผ่าน: {PASSCODE}"})
        readdress_person(desk.root, READER, "reader@bangkok.example")
        want_digest(desk, reader, wanted=True)
        desk.tm.commit()
    web.office.clock.office = at(8, 9, 30)
    with web.office.desk() as desk:
        clerk = web.office.actor(desk, PUBLISHER)
        old = circulated(desk, clerk, "ฉบับเดิม ปะการังเทียม", "ปก 4411/ว 6")
        code = f"รหัสผ่าน: {PASSCODE}"
        scan = check_in(io.BytesIO(pdf(1)), f"{code}.pdf", directory=desk.var / "arrivals", person=PUBLISHER)
        made = circulated(
            desk, clerk, SUBJECT, NUMBER, (old,), body=f"เข้าร่วมทาง Zoom {code}", arrivals=(scan,),
            deadlines=(Deadline(at(13).date(), f"ประชุม Meeting ID: {MEETING}", "meeting", "10:00"),),
        )  # fmt: skip
        keeping.set_favourite(desk, web.office.actor(desk, READER), letter=made, is_marked=True)
        desk.tm.commit()
        catch_up(desk, web.office.registry)
        desk.tm.commit()
        return {"key": made.key, "old": old.key}


def circulated(desk, clerk, subject, number, supersedes=(), **fields):
    form = Incoming(subject=subject, number=number, from_text="สำนักสิ่งแวดล้อม", **fields)
    letter = register_incoming(desk, clerk, unit="d54", form=form).letter
    publish(desk, clerk, letter=letter, unit="d54", supersedes=supersedes)
    desk.tm.commit()
    desk.tm.begin()
    return letter


def holds(text):
    """Where a text holds one of the codes."""
    return [text[max(0, at.start() - 60) : at.end()] for at in re.finditer(rf"{PASSCODE}|812\s?3456\s?7890", text)]


def cells(body):
    sheet = load_workbook(io.BytesIO(body)).active
    return "\n".join(str(cell.value or "") for row in sheet.iter_rows() for cell in row)


#: (person, address), what the answer shows of the circular: its words, or its number where it shows no subject.
PAGES = [
    (READER, SEARCH, WORDS),
    (READER, "/search?q=ปะการังเทียม&sort=relevance", WORDS),
    (READER, "/search?q=ปะการันเทียม", WORDS),
    (READER, f"/search?q={PASSCODE}", WORDS),
    (READER, "/search/suggestions?q=อบรมออนไลน์", WORDS),
    (READER, "/search/suggestions?q=ปก 4411/ว", WORDS),
    (READER, "/search/suggestions?q=ปะการัง", ""),
    (READER, "/search/suggestions?q=รหัส", ""),
    (READER, "/circulars", WORDS),
    (READER, "/l/{old}", WORDS),
    (READER, "/l/{old}/like", ""),
    (PUBLISHER, "/circulars/own?unit=d54", WORDS),
    (PUBLISHER, "/circulars/{key}/readers", WORDS),
    (PUBLISHER, "/circulars/{key}/readers.csv", ""),
    (PUBLISHER, "/circulars/{key}/change", WORDS),
]


def asked(text, path):
    """The page without the words of its own question, which the reader typed."""
    return text.replace(PASSCODE, "") if PASSCODE in path else text


@pytest.mark.parametrize(("person", "path", "shows"), PAGES, ids=[path for _person, path, _shows in PAGES])
def test_pages(people, letter, person, path, shows):
    answer = people[person].get(quote(path.format(**letter), safe=SAFE))
    text = answer.body.decode()
    if answer.content_type == "application/json":  # a search of one's own leads on to what one typed
        text = "\n".join(line["words"] for line in answer.json["items"])
    assert shows in text
    assert holds(asked(text, path)) == []


def test_the_list_of_marked_letters(people, letter):
    marked = people[READER].get("/searches").html.select_one("#favourites").text
    assert WORDS in marked
    assert holds(marked) == []


def test_the_sheet_of_readers(people, letter):
    text = cells(people[PUBLISHER].get(f"/circulars/{letter['key']}/readers.xlsx").body)
    assert WORDS in text
    assert holds(text) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_result_taken_out(people, letter, kind):
    reader = people[READER]
    token = re.search(r'name="csrf_token" value="([^"]+)"', reader.get("/searches").text).group(1)
    asked = urlencode({"q": f"ปะการังเทียม OR รหัสผ่าน: {PASSCODE}"})
    body = reader.browser.post(f"/search/export.{kind}", {"csrf_token": token, "in": asked}).body
    text = cells(body) if kind == "xlsx" else body.decode()
    assert WORDS in text
    assert holds(text) == []


@pytest.mark.parametrize(
    "path", ["/search?q=ปะการังเทียม", "/circulars", "/me/favourites", "/search/suggestions?q=อบรมออนไลน์"]
)
def test_the_api(web, letter, path):
    items = str(Api(web).get(path, by=READER)["items"])
    assert WORDS in items
    assert holds(items) == []


def test_feed_and_calendar(web, people, letter):
    page = people[READER].get("/me/news").forms["address"].submit()
    for address in re.findall(r"http://localhost(?::80)?(/feeds/[^<]+)", page.text):
        text = web.browser().get(address).text.replace("\r\n ", "")
        assert "ปะการังเทียม" in text
        assert holds(text) == []


def test_the_daily_mail(web, letter):
    web.office.clock.office = at(9, 9, 1)
    with web.office.desk() as desk:
        send_digests(desk, web.office.registry)
        desk.tm.commit()
        letters = [m for m in room_of(desk.root).messages.values() if m.to == "reader@bangkok.example"]
        text = "\n".join(f"{m.subject}\n{m.text}\n{m.html}" for m in letters)
    assert text.count(WORDS) >= 3  # on the board, in the saved search; as text and as HTML
    assert holds(text) == []


def test_the_letters_own_page_shows_them(people, letter):
    text = people[READER].get(f"/l/{letter['key']}").text
    assert PASSCODE in text
    assert MEETING in text
