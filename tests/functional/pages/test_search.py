"""The results page: facets as links, dates, chains folded, spellings, pages; every line of it for who may read it."""

import csv
import io
from datetime import date
from urllib.parse import quote, urlencode

import pytest
from openpyxl import load_workbook

from saraban.api.views import search as api_search
from saraban.audit.service import records
from saraban.core.ids import new_id
from saraban.letters import records as records_of_letters
from saraban.letters.content import Letter
from saraban.letters.found import digest_of
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.search.service import catch_up
from saraban.ui.search import views
from tests.common.api import Api
from tests.common.office import at
from tests.common.people import Person
from tests.common.web import open_web

CLERK = "u-d54-clerk"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("search"))
    web.office.clock.office = at(8, 9, 1)
    with web.office.desk() as desk:
        for n in range(25):
            register(web, desk, CLERK, "d54", f"โครงการปลูกต้นไม้ ครั้งที่ {n}", f"ลต {n}")
        register(web, desk, "u-d54-edu-clerk", "d54-edu", "โครงการปลูกป่าชายเลน", "ลต 99")
        catch_up(desk, web.office.registry)
    yield web
    web.office.close()


def register(web, desk, person, unit, subject, number, sender="สำนักงานเขตลาดกระบัง"):
    form = Incoming(subject=subject, number=number, from_text=sender, dated=at(4).date())
    done = register_incoming(desk, web.office.actor(desk, person), unit=unit, form=form)
    desk.tm.commit()
    desk.tm.begin()
    return done


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, CLERK)


def search(person, **asked):
    return person.get("/search", params=asked)


def titles(page):
    return [a.text for a in page.html.select(".hit h2 a")]


def facets(page):
    return {section.h2.text.strip(): section.select("a") for section in page.html.select(".facets section")}


def take_out(person, page, kind, asked="", **options):
    """Press the button of a result that gives it as a table."""
    form = next(f for f in page.forms.values() if "in" in f.fields and f.fields["in"] and "data-download" in f.text)
    fields = {"csrf_token": form["csrf_token"].value, "in": asked or form["in"].value}
    return person.browser.post(f"/search/export.{kind}", fields, **options)


def leaves(web):
    """What is on record in the clerk's unit."""
    with web.office.desk() as desk:
        return list(records(desk.root, "d54-admin"))


def test_a_letter_and_its_paper_are_one_row_with_the_receive_number(clerk):
    page = search(clerk, q="ลต 7")
    assert titles(page) == ["โครงการปลูกต้นไม้ ครั้งที่ 7"]
    hit = page.html.select_one(".hit")
    assert "รับที่" in hit.select_one(".in-line").text
    assert hit.select_one("mark") is not None


def test_pages_show_each_once(clerk):
    page, seen = search(clerk, q="โครงการปลูกต้นไม้"), []
    while True:
        seen += titles(page)
        older = page.html.select_one("a[rel=next]")
        if older is None:
            break
        page = clerk.get(older["href"])
    assert len(seen) == 25
    assert len(set(seen)) == 25
    assert page.html.select_one("a[rel=prev]") is not None


def test_facets_narrow_and_are_taken_off(clerk):
    page = search(clerk, q="โครงการปลูกต้นไม้")
    side = facets(page)["ทะเบียน"][0]
    assert "ทะเบียนหนังสือรับ" in side.text
    narrowed = clerk.get(side["href"])
    assert "๒๕" in side.text
    chosen = narrowed.html.select_one(".chosen a")
    assert "ทะเบียนหนังสือรับ" in chosen.text
    assert chosen["href"] == "/search?" + urlencode({"q": "โครงการปลูกต้นไม้"})
    assert facets(narrowed)["ทะเบียน"][0]["aria-current"] == "true"
    assert narrowed.html.select_one("form.search-line input[name=series]")["value"] == "receive"


def test_days_with_buddhist_years(clerk):
    assert len(titles(search(clerk, q="ต้นไม้", **{"from": "1 มี.ค. 2567", "to": "๑๕ มี.ค. ๖๗"}))) == 20
    assert titles(search(clerk, q="ต้นไม้", **{"from": "1 มี.ค. 2568"})) == []
    page = search(clerk, q="ต้นไม้", **{"from": "31 ก.พ. 67"})
    assert page.html.select_one("[role=status]") is not None
    assert len(titles(page)) == 20


def test_a_misspelled_word_is_offered_as_it_is_written(clerk):
    page = search(clerk, q="โครงกานปลูกต้นไม้")
    assert "ท่านหมายถึง" in page.text
    offered = page.html.select_one(".did-you-mean a")
    assert titles(clerk.get(offered["href"]))


def test_a_hint_on_the_words(clerk):
    assert "คำพูด" in search(clerk, q='"ต้นไม้').html.select_one("p.soft").text


def test_orders(clerk):
    page = search(clerk, q="ต้นไม้")
    best = page.html.select(".sorting a")[1]
    assert "sort=relevance" in best["href"]
    assert clerk.get(best["href"]).html.select(".sorting a")[1]["aria-current"] == "true"


def test_odd_addresses(clerk):
    for asked in (
        "offset=x",
        "offset=99999",
        "year=%E0%B9%92",
        "unit=nowhere",
        "state=%3Cb%3E",
        "kind=" + quote("ก") * 90,
    ):
        page = clerk.get(f"/search?q=x&{asked}")
        assert "<b>" not in str(page.html.select_one(".chosen"))


class TestBeside:
    def test_from_one_to_the_next_and_back(self, clerk):
        page = search(clerk, q="โครงการปลูกต้นไม้")
        first, second = (a["href"] for a in page.html.select(".hit h2 a")[:2])
        page = clerk.get(first)
        nav = page.html.select_one("nav.beside")
        assert nav.select_one("a[rel=prev]") is None
        assert nav.select_one("a[rel=next]")["href"] == second
        page = clerk.get(second)
        assert page.html.select_one("nav.beside a[rel=prev]")["href"] == first
        assert page.html.select_one("nav.beside .place")["href"].startswith("/search?q=")
        tab = page.html.select(".tabs a")[1]["href"]
        assert clerk.get(tab).html.select_one("nav.beside a[rel=prev]")["href"] == first
        for _press in ("marked", "the mark is off again"):
            page = next(form for form in page.forms.values() if form.action.endswith("/favourite")).submit().follow()
            assert page.html.select_one("nav.beside a[rel=prev]")["href"] == first

    def test_over_the_edge_of_a_page(self, clerk):
        page = search(clerk, q="โครงการปลูกต้นไม้")
        last = page.html.select(".hit h2 a")[-1]["href"]
        following = clerk.get(page.html.select_one("a[rel=next]")["href"]).html.select_one(".hit h2 a")["href"]
        assert clerk.get(last).html.select_one("nav.beside a[rel=next]")["href"] == following

    @pytest.mark.parametrize("carried", ["", "in=", "in=q%3Dzyxwvu&at=1", "in=%25&at=x", "in=sort%3Dnewest"])
    def test_of_no_search_there_are_none(self, clerk, carried):
        path = search(clerk, q="ลต 7").html.select_one(".hit h2 a")["href"].partition("?")[0]
        assert clerk.get(f"{path}?{carried}").html.select_one("nav.beside") is None


class TestExport:
    def test_csv_as_it_is_found(self, clerk):
        page = search(clerk, q="โครงการปลูกต้นไม้", series="receive")
        answer = take_out(clerk, page, "csv")
        lines = list(csv.reader(answer.body.decode("utf-8-sig").splitlines()))
        assert lines[0][0] == "ที่"
        assert len(lines) == 26
        assert {line[5] for line in lines[1:]} == {"สำนักงานเขตหนองจอก"}
        assert all(line[6] for line in lines[1:])
        assert answer.content_type == "text/csv"
        assert "attachment" in answer.headers["Content-Disposition"]

    def test_xlsx_says_what_was_asked(self, clerk):
        answer = take_out(clerk, search(clerk, q="โครงการปลูกต้นไม้", series="receive"), "xlsx")
        sheet = load_workbook(io.BytesIO(answer.body)).active
        cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert "โครงการปลูกต้นไม้" in cells[1][0]
        assert "ทะเบียนหนังสือรับ" in cells[1][0]
        assert len(cells) == 4 + 25
        assert {cell.data_type for row in sheet.iter_rows(min_row=5) for cell in row if cell.value} == {"s"}

    def test_no_formula(self, web, clerk):
        with web.office.desk() as desk:
            register(web, desk, CLERK, "d54", "=HYPERLINK(1)", "ลต 500")
        text = take_out(clerk, search(clerk, q="ลต 500"), "csv").body.decode()
        assert "'=HYPERLINK(1)" in text
        assert '"=HYPERLINK' not in text

    def test_of_nothing_asked(self, clerk):
        page = search(clerk, q="ลต 7")
        take_out(clerk, page, "csv", asked="sort=newest", status=404)

    def test_it_is_on_record_without_a_word_of_it(self, web, clerk):
        asked = {"q": "โครงการปลูกต้นไม้", "series": "receive"}
        page = search(clerk, **asked)
        before = leaves(web)
        for kind in ("csv", "xlsx"):
            take_out(clerk, page, kind)
        made = leaves(web)[len(before) :]
        assert [(x.event, x.person, x.post) for x in made] == [("search-exported", CLERK, "d54-admin.registrar")] * 2
        assert [x.about["form"] for x in made] == ["csv", "xlsx"]
        assert {x.about["lines"] for x in made} == {25}
        assert {x.about["asked"] for x in made} == {digest_of(asked)}
        assert "ปลูก" not in str(made)

    def test_an_address_alone_takes_nothing_out(self, web, clerk):
        before = len(leaves(web))
        clerk.get("/search/export.csv", params={"q": "ลต 7"}, status="4*")
        clerk.browser.post("/search/export.csv", {"in": "q=ลต 7"}, status=400)
        assert len(leaves(web)) == before


class TestNumber:
    def test_leads_to_the_letter_in_any_spelling(self, clerk):
        key = search(clerk, q="ลต 7").html.select_one(".hit h2 a")["href"]
        for number in ("ลต 7", "ลต7", "ลต ๗"):
            done = clerk.get(f"/n/{quote(number)}", status=303)
            assert "/l/" in done.location
            assert clerk.get(done.location).status_int == 200
        assert key

    def test_of_several_a_search(self, web, clerk):
        with web.office.desk() as desk:
            for sender in ("สำนักการศึกษา", "สำนักการโยธา"):
                register(web, desk, CLERK, "d54", "เรื่องเลขซ้ำ", "ลต 800/1", sender)
        done = clerk.get(f"/n/{quote('ลต 800/1', safe='/')}", status=303)
        assert titles(clerk.get(done.location)) == ["เรื่องเลขซ้ำ"] * 2

    def test_stands_on_the_page_of_the_letter(self, clerk):
        page = clerk.get(search(clerk, q="ลต 7").html.select_one(".hit h2 a")["href"])
        address = page.html.select(".letter-own a")[1]["href"]
        assert address == f"/n/{quote('ลต 7')}"
        assert "/l/" in clerk.get(address, status=303).location


class TestSuggestions:
    def lines(self, person, typed):
        answer = person.get("/search/suggestions", params={"q": typed})
        assert answer.content_type == "application/json"
        return [(line["label"], line["words"], line["href"]) for line in answer.json["items"]]

    def test_a_number_in_thai_digits_leads_to_the_letter(self, clerk):
        label, words, href = self.lines(clerk, "ลต 7")[0]
        assert (label, words) == ("เลขที่", "ลต ๗ โครงการปลูกต้นไม้ ครั้งที่ ๗")
        assert clerk.get(href).html.h1.text.strip() == "โครงการปลูกต้นไม้ ครั้งที่ 7"

    def test_subjects_one_may_read(self, clerk):
        found = [words for _label, words, _href in self.lines(clerk, "โครงการปลูก")]
        assert found
        assert all("ต้นไม้" in words for words in found)
        assert self.lines(clerk, "ป่าชาย") == []

    def test_an_own_search_leads_to_its_result(self, clerk):
        page = search(clerk, q="ปลูกผักสวนครัว", year="2567")
        next(f for f in page.forms.values() if f.action == "/searches/remember").submit(status=303)
        [(label, words, href)] = self.lines(clerk, "ปลูกผัก")
        assert (label, words) == ("การค้นล่าสุด", "ปลูกผักสวนครัว · ปี: ๒๕๖๗")
        assert href.startswith("/search?q=")

    def test_a_stranger_is_sent_to_sign_in(self, web):
        assert "/sign-in" in web.browser().get("/search/suggestions?q=xx", status=303).location


class TestKept:
    def test_saved_run_again_with_notice_and_deleted(self, web, clerk):
        page = search(clerk, q="ต้นไม้", year="2567")
        form = next(f for f in page.forms.values() if f.action == "/searches/save")
        form["name"], form["notice"] = "ต้นไม้ปีนี้", True
        kept = form.submit(status=303).follow()
        assert kept.html.select_one("#saved h3 a")["href"] == "/search?" + urlencode({"q": "ต้นไม้", "year": "2567"})
        assert "แจ้ง" in kept.html.select_one("#saved").text
        again = form.submit(status=409)
        assert again.html.select_one("#f-name")["value"] == "ต้นไม้ปีนี้"
        assert "ต้นไม้ปีนี้" not in Person(web, "u-d54-edu-clerk").get("/searches").text
        for verb in ("quiet", "notice", "delete"):
            kept = clerk.press(clerk.get("/searches"), rf"/searches/\w+/{verb}").follow()
        assert kept.html.select_one("#saved h3") is None

    def test_last_searches_are_remembered_on_request_and_cleared(self, clerk):
        page = search(clerk, q="คำที่เพิ่งค้น")
        form = next(f for f in page.forms.values() if f.action == "/searches/remember")
        form.submit(status=303)
        assert not any(f.action == "/searches/remember" for f in search(clerk, q="คำที่เพิ่งค้น").forms.values())
        kept = clerk.get("/searches")
        assert kept.html.select_one("#recent a").text == "คำที่เพิ่งค้น"
        assert clerk.press(kept, "/searches/forget").follow().html.select_one("#recent a") is None

    def test_a_letter_is_marked_on_its_page(self, clerk):
        path = search(clerk, q="ลต 7").html.select_one(".hit h2 a")["href"]
        page = clerk.get(path)
        form = next(f for f in page.forms.values() if f.action.endswith("/favourite"))
        form.submit(status=303)
        assert "โครงการปลูกต้นไม้ ครั้งที่ 7" in clerk.get("/searches").html.select_one("#favourites").text
        form = next(f for f in clerk.get(path).forms.values() if f.action.endswith("/favourite"))
        assert form["mark"].value == "0"
        form.submit(status=303)
        assert clerk.get("/searches").html.select_one("#favourites h3") is None


def test_letters_like_one(clerk):
    path = search(clerk, q="ลต 7").html.select_one(".hit h2 a")["href"]
    page = clerk.get(clerk.get(path).html.select_one(".letter-own a")["href"])
    assert 0 < len(titles(page)) <= 20
    assert "โครงการปลูกต้นไม้ ครั้งที่ 7" not in titles(page)


@pytest.fixture(scope="module")
def many(web):
    with web.office.desk() as desk:
        for n in range(30):
            letter = Letter(new_id())
            letter.subject, letter.dated, letter.scopes = f"จดหมายเหตุ {n}", date(1990 + n, 3, 1), ("u:d54",)
            letter.created_at = desk.now
            records_of_letters.add_letter(desk.root, letter)
            records_of_letters.changed(desk.root, letter)
        desk.tm.commit()
        desk.tm.begin()
        catch_up(desk, web.office.registry)
        desk.tm.commit()


@pytest.mark.usefixtures("many")
class TestManyValues:
    """A side with more values than are shown at first, and a result longer than its pages."""

    def test_the_first_few_and_all_with_their_counts(self, clerk):
        page = search(clerk, q="จดหมายเหตุ")
        assert len(facets(page)["ปี"]) == 12 + 1
        more = page.html.select_one("#facet-year .facet-more a")
        assert more.text.startswith("แสดงทั้งหมด ๓๐")
        whole = clerk.get(more["href"].partition("#")[0])
        assert len(whole.html.select("#facet-year a.facet")) == 30
        assert {small.text for small in whole.html.select("#facet-year a.facet small")} == {"๑"}
        back = whole.html.select_one("#facet-year .facet-more a")
        assert len(clerk.get(back["href"].partition("#")[0]).html.select("#facet-year a.facet")) == 12

    def test_no_more_where_all_are_shown(self, clerk):
        page = search(clerk, q="จดหมายเหตุ", year="2540")
        assert page.html.select(".facet-more") == []
        assert clerk.get("/search?q=x&all=nothing").html.select(".facet-more") == []

    def test_where_the_pages_end_it_is_said(self, clerk, monkeypatch):
        monkeypatch.setattr(views, "DEEPEST", 20)
        first = search(clerk, q="จดหมายเหตุ")
        assert first.html.select_one("#cut") is None
        monkeypatch.setattr(views, "PAGE_SIZE", 5)
        last = search(clerk, q="จดหมายเหตุ", offset="20")
        assert "๒๕ เรื่อง" in last.html.select_one("#cut").text
        assert last.html.select_one("a[rel=next]") is None

    def test_the_api_says_so_too(self, web, clerk, monkeypatch):
        assert Api(web).get("/search?q=จดหมายเหตุ", by=CLERK)["is_cut"] is False
        monkeypatch.setattr(api_search, "MOST_ROWS", 10)
        page = Api(web).get("/search?q=จดหมายเหตุ&limit=10", by=CLERK)
        assert (page["is_cut"], page["next"], page["total"]) == (True, None, 30)
