"""คำในสิ่งที่ส่งมาด้วย (words in files): found with the sheet they stand on, by who may read the letter and nobody else."""

import io

import pytest

from saraban.core.ids import id_value
from saraban.files.content import FileText
from saraban.files.service import check_in
from saraban.letters import records
from saraban.letters.file_texts import read_waiting
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.search.service import catch_up
from tests.common.api import Api
from tests.common.office import at
from tests.common.people import Person
from tests.common.sample_files import pdf
from tests.common.web import open_web

CLERK, STRANGER = "u-d54-clerk", "u-d54-edu-officer"
WORD, CODE = "qzseahorse", "qz9sealed"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("files"))
    web.office.clock.office = at(8, 9, 1)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def keys(web):
    """A letter with three sheets, one with a text of two sheets and a code in it; both read, then indexed."""
    with web.office.desk() as desk:
        three = take_in(desk, web, "รายงานประจำเดือน", "ฟส 1", pdf(3, WORD), "รายงาน.pdf")
        text = f"บทนำ\f{WORD} ผลสำรวจม้าน้ำ Passcode: {CODE}".encode()
        two = take_in(desk, web, "ผลสำรวจ", "ฟส 2", text, f"รหัสผ่าน {CODE}.txt")
        two.files[0].name, two.enclosures = f"สิ่งที่ส่งมาด้วย 1 รหัสผ่าน {CODE}.txt", ("แบบสำรวจ จำนวน ๑ ชุด",)
        assert WORD not in Api(web).get(f"/search?q={WORD}", by=CLERK)["spellings"]
        assert Api(web).get(f"/search?q={WORD}", by=CLERK)["total"] == 0
        assert [read_waiting(desk), read_waiting(desk, 5), read_waiting(desk)] == [1, 1, 0]
        return {"three": three.key, "two": two.key}


@pytest.fixture(params=["waiting", "indexed"], scope="module")
def ready(request, web, keys):
    if request.param == "indexed":
        with web.office.desk() as desk:
            catch_up(desk, web.office.registry)
            desk.tm.commit()
    return keys


def take_in(desk, web, subject, number, content, name):
    scan = check_in(io.BytesIO(content), name, directory=desk.var / "arrivals", person=CLERK)
    form = Incoming(subject=subject, number=number, arrivals=(scan,))
    letter = register_incoming(desk, web.office.actor(desk, CLERK), unit="d54", form=form).letter
    desk.tm.commit()
    desk.tm.begin()
    return letter


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, CLERK)


def hits(person, words):
    page = person.get("/search", params={"q": words})
    return {
        hit.select_one("h2 a")["href"].partition("?")[0]: " ".join(hit.text.split()) for hit in page.html.select(".hit")
    }


def test_each_result_names_the_file_and_the_sheet(clerk, ready):
    found = hits(clerk, WORD)
    assert "พบในไฟล์ “รายงาน.pdf” หน้า ๑" in found[f"/l/{ready['three']}"]
    assert "พบในสิ่งที่ส่งมาด้วย ลำดับที่ ๑ “" in found[f"/l/{ready['two']}"]
    assert "หน้า ๒" in found[f"/l/{ready['two']}"]
    assert "หน้า ๑" not in found[f"/l/{ready['two']}"]


def test_the_sheet_that_has_all_the_words(clerk, ready):
    found = hits(clerk, f"{WORD} 3")[f"/l/{ready['three']}"]
    assert "หน้า ๓" in found
    assert "หน้า ๑" not in found


def test_the_letters_page_names_it_too(clerk, ready):
    page = clerk.get("/search", params={"q": f"{WORD} 2"})
    href = next(a["href"] for a in page.html.select(".hit h2 a") if ready["three"] in a["href"])
    assert "หน้า ๒" in clerk.get(href).html.select_one(".in-files").text
    assert clerk.get(href.partition("?")[0]).html.select_one(".in-files") is None


def test_the_snippet_is_of_the_sheet_and_hides_codes(clerk, ready):
    found = hits(clerk, "ผลสำรวจม้าน้ำ")[f"/l/{ready['two']}"]
    assert "ผลสำรวจม้าน้ำ" in found
    assert "••••••" in found
    assert CODE not in found


def test_the_api_names_file_and_page(web, ready):
    [hit] = [h for h in Api(web).get(f"/search?q={WORD} 3", by=CLERK)["items"] if h["letter"] == ready["three"]]
    assert hit["found_in"] == [{"file": "รายงาน.pdf", "page": 3, "enclosure": None}]
    assert CODE not in str(Api(web).get(f"/search?q={WORD}", by=CLERK)["items"])


def test_nobody_else_finds_anything(web, ready):
    stranger = Person(web, STRANGER)
    for words in (WORD, f"{WORD} 3", "ผลสำรวจม้าน้ำ", "qzseahorze"):
        assert hits(stranger, words) == {}
        answer = Api(web).get(f"/search?q={words}", by=STRANGER)
        assert (answer["total"], answer["facets"], answer["spellings"]) == (0, {}, [])
        assert Api(web).get(f"/search/suggestions?q={words}", by=STRANGER)["items"] == []


def test_a_file_that_was_given_up_is_told(web, clerk, keys):
    path = f"/l/{keys['three']}?tab=files"
    told = "ค้นหาข้อความในไฟล์นี้ไม่พบ"
    assert told not in clerk.get(path).text
    with web.office.desk() as desk:
        [file] = records.letters_of(desk.root).letters[id_value(keys["three"])].files
        kept, file.text = file.text, FileText(())
        file.text.given_up = True
        desk.tm.commit()
        assert told in clerk.get(path).text
        desk.tm.begin()
        file.text = kept
        desk.tm.commit()
