"""The secret books and the list of clearances on their pages: who opens them, what they show, what is on record."""

import re
from datetime import timedelta

import pytest

from saraban.auth.accounts import hand_out_password
from saraban.vault import door, ledger
from tests.common import vault
from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.web import open_web

BOOKS = {series: f"/secret/books/d54/{series}/2567" for series in ("receive", "send", "control")}
LIST = "/secret/clearances/d54"
WITHHELD = "กุหลาบมอญ"
FRESH_ENOUGH = timedelta(minutes=8)
STRANGERS = [vault.ADMIN, vault.AUDITOR, vault.CLERK, "u-sch-1-clerk"]


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("secret-books"))
    web.office.clock.office = at(8, 9, 0)
    vault.clear(web)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def letters(web):
    """A letter of the registrar that was sent on, and one that he handed to the director."""
    office, mine = web.office, vault.register(web.office)
    vault.send_on(office, mine)
    form = door.SecretIncoming(level="confidential", subject=WITHHELD, number="ตย 2/ล 8", remark=WITHHELD)
    handed = vault.register(office, form, name=(vault.DIRECTOR,))
    with office.desk() as desk:
        actor = office.actor(desk, vault.DIRECTOR)
        gone = {"person": vault.REGISTRAR, "why": "มอบงาน", "proved_at": office.clock.now()}
        door.unname(desk, actor, handed, **gone)
        desk.tm.commit()
    return mine, handed


@pytest.fixture(scope="module")
def people(web, letters):
    """Everybody at a browser, with a code that is fresh."""
    known = {}

    def signed_in(name):
        now = web.office.clock.now()
        if name not in known:
            known[name] = (Person(web, name), now)
        elif now - known[name][1] > FRESH_ENOUGH:
            known[name][0].browser = web.sign_in(name)
            known[name] = (known[name][0], now)
        return known[name][0]

    return signed_in


def leaves(web, chain="d54/reads"):
    with web.office.desk() as desk:
        return [(leaf.event, leaf.person, dict(leaf.about)) for leaf in ledger.records(desk.root, chain)]


class TestBooks:
    def test_the_list_leads_to_the_three_books(self, people):
        page = people(vault.REGISTRAR).get("/secret/books")
        assert re.findall(r'href="(/secret/books/[^"]+)"', page.text) == list(BOOKS.values())
        assert page.headers["Cache-Control"] == "no-store, private"

    def test_what_is_ones_own_and_what_is_not(self, web, people, letters):
        mine, handed = letters
        page = people(vault.REGISTRAR).get(BOOKS["receive"])
        assert vault.CANARY in page.text
        assert f"/secret/p/{mine}" in page.text
        assert WITHHELD not in page.text
        assert handed not in page.text
        row = page.html.select("tr.withheld")[0]
        shown = [cell.text for cell in row.select("td") if cell.text]
        assert shown == ["๒", "๘ มี.ค. ๒๕๖๗", "ลับ", "เฉพาะผู้มีรายชื่อ"]
        assert [p.text for p in page.html.select(".book-mark")] == ["ลับมาก", "ลับมาก"]
        assert leaves(web)[-1] == (
            "book-opened", vault.REGISTRAR, {"series": "receive", "year": 2567, "first": 1, "last": 2},
        )  # fmt: skip

    def test_the_forms_have_their_columns(self, people):
        keeper = people(vault.REGISTRAR)
        for series, address in BOOKS.items():
            page = keeper.get(f"{address}/print")
            assert tuple(th.text for th in page.html.select("thead th")) == door.columns(series)
            assert WITHHELD not in page.text
        assert "ทขล. ๓" in page.text
        sent = keeper.get(BOOKS["send"])
        assert "ยังไม่ตอบรับ" in sent.text

    def test_printing_is_on_record_with_what_was_printed(self, web, people):
        page = people(vault.REGISTRAR).get(f"{BOOKS['receive']}/print", params={"from": "2", "to": "๒"})
        assert vault.CANARY not in page.text
        assert [s.text for s in page.html.select(".book-mark")] == ["ลับ", "ลับ"]
        assert leaves(web)[-1] == (
            "book-printed", vault.REGISTRAR, {"series": "receive", "year": 2567, "first": 2, "last": 2},
        )  # fmt: skip

    def test_there_is_no_file_to_take_away(self, people):
        keeper = people(vault.REGISTRAR)
        for name in ("export.csv", "export.xlsx", "form.pdf"):
            keeper.get(f"{BOOKS['receive']}/{name}", status=404)
            assert name not in keeper.get(BOOKS["receive"]).text

    def test_pages_of_a_book(self, people):
        page = people(vault.REGISTRAR).get(f"{BOOKS['receive']}?from=2")
        assert len(page.html.select("tbody tr")) == 1
        assert f'{BOOKS["receive"]}?from=1"' in page.text

    @pytest.mark.parametrize("query", ["from=0", "from=x", "from=9999999999", "from=-1", "from=1%00"])
    def test_numbers_that_are_none(self, people, query):
        page = people(vault.REGISTRAR).get(f"{BOOKS['receive']}?{query}", status=[400, 422])
        assert vault.CANARY not in page.text

    @pytest.mark.parametrize(
        "address",
        [
            "/secret/books/d54/receive/1999",
            "/secret/books/d54/memo/2567",
            "/secret/books/ops-sec/receive/2567",
            "/secret/books/nowhere/receive/2567",
            "/secret/books/d54/receive/1999/print",
        ],
    )
    def test_no_such_book(self, people, address):
        people(vault.REGISTRAR).get(address, status=404)

    @pytest.mark.parametrize("person", [*STRANGERS, vault.DIRECTOR, vault.HEAD, vault.OTHER])
    def test_nobody_else_opens_them(self, web, people, person):
        before = [leaf for leaf in leaves(web) if leaf[0].startswith("book")]
        reader = people(person)
        for address in BOOKS.values():
            for path in (address, f"{address}/print"):
                page = reader.get(path, status=404)
                assert vault.CANARY not in page.text
        if person != vault.OTHER:
            reader.get("/secret/books", status=404)
        assert [leaf for leaf in leaves(web) if leaf[0].startswith("book")] == before

    def test_an_old_code_is_asked_for_again(self, web, people):
        keeper = people(vault.REGISTRAR)
        web.later(minutes=16)
        for path in (BOOKS["control"], f"{BOOKS['control']}/print"):
            answer = keeper.get(path, status=303)
            assert "/me/step-up?back=%2Fsecret%2Fbooks" in answer.location

    def test_in_english_the_heads_are_english(self, web, people):
        browser = people(vault.REGISTRAR).browser
        token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/secret/books").text).group(1)
        chosen = {"csrf_token": token, "lang": "en", "back": "/"}
        browser.post("/language", chosen, status=303)
        page = browser.get(BOOKS["receive"])
        browser.post("/language", {**chosen, "lang": "th"}, status=303)
        assert next(th.text for th in page.html.select("thead th")) == "Receive no."


class TestClearances:
    def test_the_list_of_letters_leads_there(self, people):
        ways = {vault.REGISTRAR: (True, True), vault.DIRECTOR: (False, True)}
        for person, (books, clearances) in ways.items():
            page = people(person).get("/secret").text
            assert ('href="/secret/books"' in page, 'href="/secret/clearances"' in page) == (books, clearances)

    def test_the_way_in(self, people):
        for person in (vault.REGISTRAR, vault.DIRECTOR):
            page = people(person).get("/secret/clearances").follow()
            assert page.request.path == LIST
            assert [row.select_one("b").text for row in page.html.select(".clearance")]

    def test_recorded_by_one_confirmed_by_another(self, web, people):
        registrar, head = people(vault.REGISTRAR), people(vault.DIRECTOR)
        form = registrar.get(f"{LIST}/new").forms["clearance"]
        name = next(o["value"] for o in form.html.select("datalist option") if o.text == vault.CLERK)
        done = fill(form, person=name, level="confidential", instrument="คำสั่งที่ ๒/๒๕๖๗", until="30/9/2567").submit()
        page = done.follow()
        row = next(r for r in page.html.select(".clearance") if name in r.text)
        assert "รอหัวหน้าหน่วยยืนยัน" in row.text
        assert "/confirm" not in str(row)
        key = re.search(r"/secret/clearances/(\w+)/end", str(row)).group(1)
        registrar.get(f"/secret/clearances/{key}/confirm", status=404)
        head.get(f"/secret/clearances/{key}/confirm").forms["clearance"].submit(status=303)
        with web.office.desk() as desk:
            assert door.is_cleared(desk.root, vault.CLERK, "confidential", desk.today)
        again = head.get(LIST)
        assert f"/secret/clearances/{key}/confirm" not in again.text
        refused = head.get(f"/secret/clearances/{key}/end").forms["clearance"].submit(status=422)
        assert "ยังไม่มีสิ่งใดถูกบันทึก" in refused.text or "f-why" in refused.text
        form = refused.forms["clearance"]
        form["why"] = "ย้ายไปหน่วยงานอื่น"
        assert "ย้ายไปหน่วยงานอื่น" in form.submit(status=303).follow().text
        with web.office.desk() as desk:
            assert not door.is_cleared(desk.root, vault.CLERK, "confidential", desk.today)
        head.get(f"/secret/clearances/{key}/end", status=404)

    def test_who_recorded_it_is_not_offered_to_confirm_it(self, people):
        head = people(vault.DIRECTOR)
        form = head.get(f"{LIST}/new").forms["clearance"]
        page = fill(form, person=vault.CLERK, level="secret", instrument="คำสั่งที่ ๓/๒๕๖๗").submit(status=303).follow()
        row = next(r for r in page.html.select(".clearance") if "คำสั่งที่ ๓/๒๕๖๗" in r.text)
        assert "ต้องให้บุคคลอื่นเป็นผู้ยืนยัน" in row.text
        assert "/confirm" not in str(row)
        key = re.search(r"/secret/clearances/(\w+)/end", str(row)).group(1)
        token = re.search(r'name="csrf_token" value="([^"]+)"', head.get(f"{LIST}/new").text).group(1)
        head.browser.post(f"/secret/clearances/{key}/confirm", {"csrf_token": token}, status=403)

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"person": "ไม่มีผู้ใด"}, "person"),
            ({"person": ""}, "person"),
            ({"person": "u-opssec-clerk"}, "person"),
            ({"instrument": " "}, "instrument"),
            ({"instrument": "ก" * 301}, "instrument"),
            ({"level": "ลับที่สุด"}, "level"),
            ({"level": "top_secret"}, "level"),
            ({"level": "open"}, "level"),
            ({"since": "๓๑ กุมภาพันธ์ ๒๕๖๗"}, "since"),
            ({"since": "10/3/2567", "until": "9/3/2567"}, "until"),
        ],
    )
    def test_what_is_refused_keeps_what_was_typed(self, web, people, typed, field):
        registrar = people(vault.REGISTRAR)
        before = len(self.stored(web))
        form = registrar.get(f"{LIST}/new").forms["clearance"]
        fields = {"person": vault.CLERK, "level": "secret", "instrument": "คำสั่งที่ ๙/๒๕๖๗", "csrf_token": "", **typed}
        fields["csrf_token"] = form["csrf_token"].value
        page = registrar.browser.post(f"{LIST}/new", fields, status=422)
        assert f'href="#f-{field}"' in page.text
        if field != "instrument":
            assert "คำสั่งที่ ๙/๒๕๖๗" in page.text
        assert len(self.stored(web)) == before

    def test_the_second_press_records_nothing(self, web, people):
        registrar = people(vault.REGISTRAR)
        form = registrar.get(f"{LIST}/new").forms["clearance"]
        form = fill(form, person=vault.CLERK, level="confidential", instrument="คำสั่งที่ ๔/๒๕๖๗")
        before = len(self.stored(web))
        assert form.submit(status=303).location == form.submit(status=303).location
        assert len(self.stored(web)) == before + 1

    def test_an_old_code_keeps_the_form(self, web, people):
        registrar = people(vault.REGISTRAR)
        form = registrar.get(f"{LIST}/new").forms["clearance"]
        web.later(minutes=16)
        page = fill(form, person=vault.CLERK, level="secret", instrument="คำสั่งที่ ๕/๒๕๖๗").submit(expect_errors=True)
        assert page.status_int == 403
        assert "/me/step-up?back=" in page.text
        assert "คำสั่งที่ ๕/๒๕๖๗" in page.text
        assert registrar.get(LIST, status=303).location.endswith("back=%2Fsecret%2Fclearances%2Fd54")

    @pytest.mark.parametrize("person", [*STRANGERS, vault.HEAD, vault.OTHER])
    def test_nobody_else_sees_them(self, web, people, person):
        key, reader = self.stored(web)[0], people(person)
        for path in (LIST, f"{LIST}/new", f"/secret/clearances/{key}/end", f"/secret/clearances/{key}/confirm"):
            page = reader.get(path, status=404)
            assert vault.ORDER not in page.text

    def test_a_phone_that_was_taken_off(self, web, people):
        with web.office.desk() as desk:
            hand_out_password(desk, vault.HEAD, reset_otp=True, by=vault.ADMIN)
            desk.tm.commit()
        web.later(seconds=1)
        head = people(vault.DIRECTOR)
        page = head.get(LIST)
        row = next(r for r in page.html.select(".clearance") if "พักการใช้" in r.text)
        key = re.search(r"/secret/clearances/(\w+)/confirm", str(row)).group(1)
        page = head.get(f"/secret/clearances/{key}/confirm").forms["clearance"].submit(status=303).follow()
        assert "พักการใช้" not in page.text

    @staticmethod
    def stored(web):
        with web.office.desk() as desk:
            return [c.key for c in desk.root["vault"].clearances.values() if c.unit == "d54"]
