"""ของที่เก็บไว้ผ่าน API (kept things and suggestions): the caller's own, the same as on the pages, nobody else's."""

import pytest

from saraban.api.views import search as api_search
from saraban.core.ids import id_value
from saraban.core.pace import Pace
from saraban.letters import records
from saraban.search import keeping
from saraban.ui.search import suggestions as page_suggestions
from tests.common.people import Person

CLERK, OTHER, FAR = "u-d54-clerk", "u-d54-edu-clerk", "u-d53-clerk"
SUBJECT = "จัดซื้อเครื่องสูบน้ำพญานาค"


@pytest.fixture(scope="module")
def kept(api):
    """A letter of the clerk's unit."""
    body = {"subject": SUBJECT, "number": "พญ 55/1", "from_unit": "สำนักการระบายน้ำ", "to": ["ผู้อำนวยการเขต"]}
    return api.post("/units/d54/received", body, by=CLERK, status=201)["letter"]


class TestSavedSearches:
    def test_saved_listed_noticed_and_deleted(self, api):
        query = {
            "q": "น้ำท่วม",
            "year": 2567,
            "unit": "d54",
            "from": "2024-03-01",
            "to": "2024-03-31",
            "sort": "relevance",
        }
        made = api.post("/me/searches", {"name": "น้ำท่วม ๖๗", "query": query, "with_notice": True}, by=CLERK, status=201)
        assert (made["query"], made["with_notice"]) == (query, True)
        assert made["id"] in {s["id"] for s in api.get("/me/searches?fields=id", by=CLERK)["items"]}
        done = api.call("PUT", f"/me/searches/{made['id']}", {"with_notice": False}, by=CLERK)
        assert done["with_notice"] is False
        api.call("DELETE", f"/me/searches/{made['id']}", by=CLERK, status=204)
        assert made["id"] not in {s["id"] for s in api.get("/me/searches", by=CLERK)["items"]}

    def test_it_is_the_one_of_the_pages(self, api):
        made = api.post("/me/searches", {"name": "จากโปรแกรม", "query": {"q": "ประชุม"}}, by=CLERK, status=201)
        with api.web.office.desk() as desk:
            saved = keeping.saved_search(desk.root, api.web.office.actor(desk, CLERK), made["id"])
            assert saved.asked == (("q", "ประชุม"),)

    def test_nobody_elses(self, api):
        made = api.post("/me/searches", {"name": "ของฉัน", "query": {"q": "ประชุม"}}, by=CLERK, status=201)
        assert api.get("/me/searches", by=OTHER)["items"] == []
        api.call("PUT", f"/me/searches/{made['id']}", {"with_notice": True}, by=OTHER, status=404)
        api.call("DELETE", f"/me/searches/{made['id']}", by=OTHER, status=404)
        assert made["id"] in {s["id"] for s in api.get("/me/searches", by=CLERK)["items"]}

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"name": "ว่าง", "query": {}}, 422),
            ({"name": "ว่าง", "query": {"sort": "newest"}}, 422),
            ({"name": "", "query": {"q": "x"}}, 422),
            ({"name": "ปี", "query": {"year": 24}}, 422),
            ({"name": "วัน", "query": {"from": "2567-03-01"}}, 422),
            ({"name": "อื่น", "query": {"colour": "red"}}, 422),
            ({"query": {"q": "x"}}, 422),
        ],
    )
    def test_what_cannot_be_kept_is_refused(self, api, body, status):
        before = api.get("/me/searches", by=CLERK)["items"]
        problem = api.post("/me/searches", body, by=CLERK, status=status)
        assert problem["detail_th"] != problem["detail_en"]
        assert api.get("/me/searches", by=CLERK)["items"] == before

    def test_a_name_is_taken_once(self, api):
        body = {"name": "ซ้ำ", "query": {"q": "ประชุม"}}
        api.post("/me/searches", body, by=CLERK, status=201)
        api.post("/me/searches", body, by=CLERK, status=409)


class TestRecentSearches:
    def test_kept_and_cleared(self, api):
        for words in ("คลอง", "ถนน", "คลอง"):
            api.call("POST", "/me/recent-searches", {"query": {"q": words}}, by=CLERK, status=204)
        found = [s["query"]["q"] for s in api.get("/me/recent-searches", by=CLERK)["items"]]
        assert found[:2] == ["คลอง", "ถนน"]
        assert api.get("/me/recent-searches", by=OTHER)["items"] == []
        api.call("DELETE", "/me/recent-searches", by=CLERK, status=204)
        assert api.get("/me/recent-searches", by=CLERK)["items"] == []

    def test_searching_itself_keeps_nothing(self, api):
        api.get("/search?q=ท่อระบายน้ำ", by=CLERK)
        assert "ท่อระบายน้ำ" not in str(api.get("/me/recent-searches", by=CLERK)["items"])


class TestFavourites:
    def test_marked_listed_and_taken_off(self, api, kept):
        for _twice in range(2):
            api.call("PUT", f"/me/favourites/{kept}", by=CLERK, status=204)
        [shown] = [x for x in api.get("/me/favourites", by=CLERK)["items"] if x["id"] == kept]
        assert shown["subject"] == SUBJECT
        assert {"id": kept} in api.get("/me/favourites?fields=id", by=CLERK)["items"]
        assert api.get("/me/favourites", by=OTHER)["items"] == []
        for _twice in range(2):
            api.call("DELETE", f"/me/favourites/{kept}", by=CLERK, status=204)
        assert kept not in str(api.get("/me/favourites", by=CLERK)["items"])

    def test_a_mark_whose_letter_cannot_be_read_any_more(self, api, kept):
        api.call("PUT", f"/me/favourites/{kept}", by=CLERK, status=204)
        assert api.get("/me/lost-favourites", by=CLERK)["items"] == []
        with api.web.office.desk() as desk:
            letter = records.letter_by_id(desk.root, id_value(kept))
            scopes, letter.scopes = letter.scopes, ("u:else",)
            desk.tm.commit()
        page = Person(api.web, CLERK).get("/searches")
        assert SUBJECT not in page.text
        [mark] = api.get("/me/lost-favourites", by=CLERK)["items"]
        assert kept not in str(mark)
        assert api.get("/me/lost-favourites", by=OTHER)["items"] == []
        api.call("DELETE", f"/me/lost-favourites/{mark['id']}", by=OTHER, status=404)
        done = next(f for f in page.forms.values() if f.action.startswith("/searches/marks/")).submit(status=303)
        assert done.follow().html.select_one("#lost") is None
        api.call("DELETE", f"/me/lost-favourites/{mark['id']}", by=CLERK, status=404)
        api.call("PUT", f"/me/favourites/{kept}", by=CLERK, status=404)
        with api.web.office.desk() as desk:
            records.letter_by_id(desk.root, id_value(kept)).scopes = scopes
            desk.tm.commit()

    def test_a_letter_that_may_not_be_read_is_as_none(self, api, kept):
        hidden = api.call("PUT", f"/me/favourites/{kept}", by=FAR, status=404)
        absent = api.call("PUT", "/me/favourites/4f2k9m0x7c1qz", by=FAR, status=404)
        assert hidden["detail_en"] == absent["detail_en"]


class TestSuggestions:
    def test_subjects_and_numbers_of_what_may_be_read(self, api, kept):
        found = api.get("/search/suggestions?q=เครื่องสูบน้ำพญา", by=CLERK)["items"]
        assert {"kind": "letter", "text": SUBJECT, "letter": kept, "query": {"sort": "newest"}} in found
        numbers = api.get("/search/suggestions?q=พญ 55", by=CLERK)["items"]
        assert [(s["kind"], s["letter"]) for s in numbers][:1] == [("number", kept)]
        for words in ("เครื่องสูบน้ำพญา", "พญ 55", "พญ 55/1"):
            assert api.get(f"/search/suggestions?q={words}", by=FAR)["items"] == []

    def test_own_searches(self, api):
        api.post("/me/searches", {"name": "งานทางเท้า", "query": {"q": "ทางเท้า"}}, by=CLERK, status=201)
        [own] = [s for s in api.get("/search/suggestions?q=งานทาง", by=CLERK)["items"] if s["kind"] == "saved"]
        assert own == {"kind": "saved", "text": "งานทางเท้า", "letter": None, "query": {"q": "ทางเท้า", "sort": "newest"}}

    def test_so_many_a_minute_and_person(self, api, monkeypatch):
        for module in (page_suggestions, api_search):
            monkeypatch.setattr(module, "PACE", pace := Pace(most=1))
            pace.step(CLERK, api.web.office.clock)
        refused = api.get("/search/suggestions?q=ทางเท้า", by=CLERK, status=429)
        assert "หนึ่งนาที" in refused["detail"]
        answer = Person(api.web, CLERK).get("/search/suggestions", params={"q": "ทางเท้า"}, status=429)
        assert answer.headers["Retry-After"] == "60"
        assert api.get("/search/suggestions?q=ทางเท้า", by=OTHER)["items"] == []

    @pytest.mark.parametrize("words", ["", "ก", "%20", "*"])
    def test_too_little_says_nothing(self, api, words):
        assert api.get(f"/search/suggestions?q={words}", by=CLERK)["items"] == []
