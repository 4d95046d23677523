"""รายการ (lists): the search and the board of circulars, page by page."""

from __future__ import annotations

CLERK = "u-d54-clerk"


class TestSearch:
    def test_pages_ids_and_snippets(self, api, receive):
        made = {
            receive(subject=f"โครงการปลาหมอคางดำ ครั้งที่ {n}", body="สำรวจปลาหมอคางดำในคลอง", source_id=f"fish-{n}")[
                "letter"
            ]
            for n in range(7)
        }
        seen, cursor = [], ""
        while True:
            page = api.get(f"/search?q=ปลาหมอคางดำ&limit=3{cursor}", by=CLERK)
            seen += page["items"]
            if page["next"] is None:
                break
            cursor = f"&cursor={page['next']}"
        assert {h["letter"] for h in seen} == made
        assert len(seen) == page["total"]
        hit = next(h for h in seen if h["kind"] == "letter")
        assert hit["source_id"].startswith("fish-")
        assert any(part["is_marked"] for part in hit["snippet"])
        bare = api.get("/search?q=ปลาหมอคางดำ&fields=id&limit=10000", by=CLERK)
        assert {h["source_id"] for h in bare["items"]} == {f"fish-{n}" for n in range(7)}
        assert page["facets"]

    def test_narrowed(self, api, receive):
        receive(subject="ทดสอบตัวกรองพิเศษ")
        assert (
            api.get("/search?q=ตัวกรองพิเศษ&unit=d54&year=2567&from=2024-03-01&to=2024-03-31&sort=relevance", by=CLERK)[
                "total"
            ]
            > 0
        )
        assert api.get("/search?q=ตัวกรองพิเศษ&year=2566", by=CLERK)["total"] == 0
        by_state = api.get("/search?q=ตัวกรองพิเศษ&what=receipt&series=receive&state=registered", by=CLERK)
        assert {h["kind"] for h in by_state["items"]} == {"receipt"}
        assert by_state["facets"]["series"] == {"receive": by_state["total"]}
        assert api.get("/search?q=ตัวกรองพิเศษ&what=letter", by=CLERK)["total"] == 1
        near = api.get("/search?q=ตัวกรองพิเสษ", by=CLERK)
        assert near["near"] == near["total"] > 0
        api.get("/search?q=x&what=folder", by=CLERK, status=422)
        api.get("/search?q=x&sort=oldest", by=CLERK, status=422)
        api.get("/search?from=2567-03-01", by=CLERK, status=422)


class TestCirculars:
    def test_publish_and_page(self, api, receive):
        before = len(api.get("/circulars?limit=100", by="u-sch-1-teacher")["items"])
        for n in range(3):
            done = receive(subject=f"เวียนทดสอบ {n}")
            api.get(f"/letters/{done['letter']}", by="u-sch-1-teacher", status=404)
            made = api.post(
                f"/letters/{done['letter']}/publish",
                {"unit": "d54", "category": "training", "expires": "2024-03-31"},
                by=CLERK,
                status=201,
            )
            assert (made["unit"], made["expires"]) == ("d54", "2024-03-31")
            api.get(f"/letters/{done['letter']}", by="u-sch-1-teacher")
        page = api.get("/circulars?limit=2&fields=id", by="u-sch-1-teacher")
        rest = api.get(f"/circulars?limit=100&fields=id&cursor={page['next']}", by="u-sch-1-teacher")
        assert len(page["items"]) + len(rest["items"]) == before + 3
        assert len(api.get("/circulars?category=training", by="u-sch-1-teacher")["items"]) == 3
        api.post(f"/letters/{done['letter']}/publish", {"unit": "d54"}, by=CLERK, status=409)
        api.post(f"/letters/{done['letter']}/publish", {"unit": "d54-admin"}, by=CLERK, status=422)

    def test_only_what_is_on_the_board_is_acknowledged(self, api, receive):
        api.post(f"/circulars/{receive()['letter']}/acknowledge", by=CLERK, status=404)
