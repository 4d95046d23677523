"""งานนำเข้า: what comes of each row, every kind of wrong row, all or nothing, once."""

from datetime import date

import pytest

from saraban.agencies.service import add_unit, find_unit
from saraban.auth.accounts import get_account
from saraban.core.errors import Invalid, Missing
from saraban.people.rights import actor_for
from saraban.people.service import appoint, grant_role, people_of
from saraban.rosters.exporting import export_csv, export_workbook
from saraban.rosters.hands import Hands, console
from saraban.rosters.importing import ImportStale, ImportWrong, TableFile, imports_of, take_in, try_out
from saraban.rosters.tables import ROLE_WORDS, TABLES
from saraban.scripts.console import in_words
from tests.common.tables import csv_file, imported, tried, whole, workbook, wrong

DAY = date(2024, 3, 1)
UNITS = "code,title,kind,parent"


class TestUnits:
    def test_added_renamed_moved_closed_in_any_order(self, desk, boss):
        file = csv_file(
            "units",
            f"{UNITS},abbreviation,active,splits",
            "d54-c-1,งานย่อย,ฝ่าย/กลุ่มงาน,d54-c,,,",
            "d54-c,ฝ่ายใหม่,section,d54,ฝม.,ใช่,บันทึกข้อความ; external",
            "d54-a,ฝ่ายปกครองและทะเบียน,section,d54-c,ปค.,ไม่ใช่,",
        )
        done = imported(desk, file, hands=boss())
        unit = find_unit(desk.root, "d54-a")
        assert (unit.title, unit.__parent__.code, unit.active) == ("ฝ่ายปกครองและทะเบียน", "d54-c", False)
        assert find_unit(desk.root, "d54-c").splits == {"memo", "external"}
        assert find_unit(desk.root, "d54-c-1").__parent__.code == "d54-c"
        assert done.record.counts == {"units": (2, 1, 0)}

    def test_what_a_sheet_leaves_out_stays(self, desk, boss):
        imported(desk, csv_file("u", "code,title,kind", "d54-a,ฝ่ายอื่น,section"), hands=boss())
        unit = find_unit(desk.root, "d54-a")
        assert (unit.title, unit.abbreviation, unit.__parent__.code) == ("ฝ่ายอื่น", "ปค.", "d54")

    def test_addresses_come_with_the_table(self, desk, boss):
        rows = ("d54-a,ฝ่ายปกครอง,section,d54,๑ ถนนหนึ่ง", "d54-x,ฝ่ายใหม่,section,d54,๒ ถนนสอง")
        imported(desk, csv_file("u", f"{UNITS},ที่ตั้ง", *rows), hands=boss())
        assert [find_unit(desk.root, code).address for code in ("d54-a", "d54-x")] == ["๑ ถนนหนึ่ง", "๒ ถนนสอง"]
        imported(desk, csv_file("u", UNITS, "d54-a,ฝ่ายอื่น,section,d54"), hands=boss())
        assert find_unit(desk.root, "d54-a").address == "๑ ถนนหนึ่ง"

    def test_two_units_change_places(self, desk, boss):
        imported(desk, csv_file("u", UNITS, "d54-b,ข,section,d54-a"), hands=boss())
        imported(desk, csv_file("u", UNITS, "d54-a,ก,section,d54-b", "d54-b,ข,section,d54"), hands=boss())
        assert find_unit(desk.root, "d54-a").__parent__.code == "d54-b"

    @pytest.mark.parametrize(
        ("row", "letter"),
        [
            ("D54!,ก,section,d54", "A"),
            (",ก,section,d54", "A"),
            ("d54-x,,section,d54", "B"),
            (f"d54-x,{'ก' * 201},section,d54", "B"),
            ('d54-x,"ก\nข",section,d54', "B"),
            ("d54-x,ก\0ข,section,d54", "B"),
            ("d54-x,ก,กอง,d54", "C"),
            ("d54-x,ก,section,nowhere", "D"),
            ("d54-x,ก,section,d53", "D"),
            ("d54-x,ก,section,", "D"),
            ("d54-a,ฝ่ายปกครอง,bureau,d54", "C"),
            ("d54-a,ฝ่ายปกครอง,section,d54-a", "D"),
            ("d53,สำนักงานเขต d53,agency,bma", "D"),
            ("d53,สำนักงานเขต d53,agency,d54", "A"),
            ("bma,กรุงเทพมหานคร,city,", "D"),
        ],
    )
    def test_wrong_rows(self, desk, boss, row, letter):
        trial = tried(desk, csv_file("u", UNITS, row), hands=boss())
        assert wrong(trial) == [("units", 2, letter)]

    def test_a_strange_unit_answers_as_an_unknown_one(self, desk, boss):
        said = [
            str(tried(desk, csv_file("u", UNITS, f"d54-x,ก,section,{parent}"), hands=boss()).run.bad[0].message)
            for parent in ("d53", "nowhere")
        ]
        assert said[0] == said[1]

    def test_ones_own_top_unit_is_left_alone(self, desk, boss):
        trial = tried(desk, csv_file("u", UNITS, "d54,สำนักงานเขต d54,agency,bma"), hands=boss())
        assert (trial.run.bad, trial.run.same) == ([], {"units": 1})
        moved = tried(desk, csv_file("u", UNITS, "d54,สำนักงานเขต d54,agency,d53"), hands=boss())
        assert wrong(moved) == [("units", 2, "D")]

    def test_only_the_console_founds_a_city(self, desk):
        imported(desk, csv_file("u", UNITS, "thon,ธนบุรี,city,", "d54,สำนักงานเขต d54,agency,"))
        assert find_unit(desk.root, "d54").__parent__ is desk.root["agencies"]


class TestPrefixes:
    def test_set_from_a_day_on(self, desk, boss):
        file = csv_file("p", "unit,prefix,since", "d54-a,กท ๕๔๙๙,๑ ม.ค. ๒๕๖๗", "d54-a,กท 5401,1 ม.ค. 2525")
        assert imported(desk, file, hands=boss()).record.counts == {"prefixes": (1, 0, 1)}
        assert find_unit(desk.root, "d54-a").prefix_on(date(2024, 5, 1)) == "กท 5499"

    @pytest.mark.parametrize(
        ("row", "letter"),
        [
            ("d53,กท 53,1 ม.ค. 2567", "A"),
            ("d54,,1 ม.ค. 2567", "B"),
            ("d54,กท 54,๓๑ กุมภาพันธ์ ๒๕๖๗", "C"),
            ("d54,กท 54,1 ม.ค.", "C"),
            ("d54,กท 54,09.01", "C"),
            ("d54,กท 54,เมื่อวาน", "C"),
            ("d54,กท 54,1/1/3000", "C"),
            ("d54,กท 54,วันอาทิตย์ที่ 1 มกราคม 2567", "C"),
        ],
    )
    def test_wrong_rows(self, desk, boss, row, letter):
        assert wrong(tried(desk, csv_file("p", "unit,prefix,since", row), hands=boss())) == [("prefixes", 2, letter)]


class TestPosts:
    def test_added_and_renamed(self, desk, boss):
        file = csv_file("p", "id,unit,title,rank", "d54.new,d54,ปลัด,", "d54.boss,d54,ผู้อำนวยการ,อำนวยการสูง")
        imported(desk, file, hands=boss())
        assert people_of(desk.root).posts["d54.boss"].title == "ผู้อำนวยการ"
        assert people_of(desk.root).posts["d54.new"].unit == "d54"

    @pytest.mark.parametrize(
        ("row", "letter"),
        [
            ("d54.x,d53,ปลัด", "B"),
            ("d53.other,d54,ปลัด", "A"),
            ("d54.boss,d54-a,เจ้าหน้าที่", "B"),
            ("D54 X,d54,ปลัด", "A"),
            ("d54.x,d54,", "C"),
        ],
    )
    def test_wrong_rows(self, desk, boss, row, letter):
        assert wrong(tried(desk, csv_file("p", "id,unit,title", row), hands=boss())) == [("posts", 2, letter)]


class TestPeople:
    def test_entered_with_their_posts(self, desk, boss):
        files = (
            csv_file("n", "id,name,email,active", "new,นางสมมติ ใหม่,n@example.go.th,", "gone,นายสมมติ พัก,,ไม่"),
            csv_file("h", "person,post,since,until", "new,d54-a.clerk,2024-03-01,", "gone,d54.boss,1/3/67,31/3/67"),
        )
        done = imported(desk, *files, hands=boss(), accounts=True)
        assert {p.person for p in done.passwords} == {"new", "gone"}
        assert get_account(desk.root, "new").must_change
        assert not get_account(desk.root, "gone").active
        assert people_of(desk.root)["new"].email == "n@example.go.th"

    def test_without_accounts(self, desk, boss):
        files = (csv_file("n", "id,name,active", "new,ก,ไม่"), csv_file("h", "person,post,since", "new,d54.boss,1/3/67"))
        assert imported(desk, *files, hands=boss()).passwords == []
        assert not people_of(desk.root)["new"].active
        with pytest.raises(Missing):
            get_account(desk.root, "new")

    @pytest.mark.parametrize(
        ("row", "letter"),
        [
            ("new,นายสมมติ,", "A"),
            ("other,นายสมมติ other,other@example.go.th", "A"),
            ("other,ชื่ออื่น,", "A"),
            ("NEW,นายสมมติ,", "A"),
            ("clerk,,", "B"),
            ("clerk,นายสมมติ clerk,ไม่ใช่อีเมล", "C"),
            ('clerk,นายสมมติ clerk,"a@b.th,c@d.th"', "C"),
        ],
    )
    def test_wrong_rows(self, desk, boss, row, letter):
        assert wrong(tried(desk, csv_file("n", "id,name,email", row), hands=boss())) == [("people", 2, letter)]

    def test_changed_and_suspended_like_on_the_page(self, desk, boss):
        imported(desk, csv_file("n", "id,name,email,active", "clerk,นางสมมติ ใหม่,,ไม่ใช่"), hands=boss())
        person = people_of(desk.root)["clerk"]
        assert (person.name, person.email, person.active) == ("นางสมมติ ใหม่", "", False)

    def test_nobody_suspends_himself(self, desk, boss):
        trial = tried(
            desk, csv_file("n", "id,name,email,active", "boss,นายสมมติ boss,boss@example.go.th,ไม่"), hands=boss()
        )
        assert wrong(trial) == [("people", 2, "A")]

    def test_whoever_works_elsewhere_too_is_left_as_he_is(self, desk, boss):
        appoint(desk.root, person="clerk", post="d53.other", since=DAY)
        desk.tm.commit()
        desk.tm.begin()
        same = tried(desk, csv_file("n", "id,name", "clerk,นายสมมติ clerk"), hands=boss())
        assert same.run.bad == []
        assert wrong(tried(desk, csv_file("n", "id,name", "clerk,ชื่ออื่น"), hands=boss())) == [("people", 2, "A")]


class TestHoldings:
    HEAD = "person,post,since,until"

    def test_given_and_ended(self, desk, boss):
        file = csv_file("h", self.HEAD, "other,d54-a.clerk,1 เม.ย. 2567,", "clerk,d54-a.clerk,1 มี.ค. 2567,31 มี.ค. 2567")
        assert imported(desk, file, hands=boss()).record.counts == {"holdings": (1, 1, 0)}

    @pytest.mark.parametrize(
        ("row", "letter"),
        [
            ("nobody,d54.boss,1/3/67,", "A"),
            ("clerk,d53.other,1/3/67,", "B"),
            ("clerk,nothing,1/3/67,", "B"),
            ("clerk,d54.boss,,", "C"),
            ("clerk,d54.boss,1/3/67,1/2/67", "D"),
        ],
    )
    def test_wrong_rows(self, desk, boss, row, letter):
        assert wrong(tried(desk, csv_file("h", self.HEAD, row), hands=boss())) == [("holdings", 2, letter)]

    def test_an_end_is_not_taken_away(self, desk, boss):
        imported(desk, csv_file("h", self.HEAD, "clerk,d54-a.clerk,1/3/67,31/3/67"), hands=boss())
        trial = tried(desk, csv_file("h", self.HEAD, "clerk,d54-a.clerk,1/3/67,"), hands=boss())
        assert wrong(trial) == [("holdings", 2, "D")]


class TestGrants:
    HEAD = "unit,role,post,inherit,since,until"

    @pytest.mark.parametrize("role", sorted(ROLE_WORDS))
    def test_every_role_that_the_page_gives(self, desk, boss, role):
        imported(desk, csv_file("g", self.HEAD, f"d54,{role},d53.other,ใช่,,"), hands=boss())
        grant = people_of(desk.root).grants[f"d54.{role}.d53.other"]
        assert (grant.role, grant.inherit) == (role, True)

    @pytest.mark.parametrize(
        ("row", "letter"),
        [
            ("d53,head,d54.boss,,,", "A"),
            ("bma,administrator,d54.boss,ใช่,,", "A"),
            ("d54,king,d54.boss,,,", "B"),
            ("d54,clearance,d54.boss,,,", "B"),
            ("d54,head,nothing,,,", "C"),
            ("d54,head,d54.boss,บางที,,", "D"),
            ("d54,head,d54.boss,,1/3/67,1/2/67", "F"),
        ],
    )
    def test_wrong_rows(self, desk, boss, row, letter):
        assert wrong(tried(desk, csv_file("g", self.HEAD, row), hands=boss())) == [("grants", 2, letter)]

    def test_an_id_of_another_unit(self, desk, boss):
        grant_role(desk.root, unit="d53", role="head", post="d53.other", id="their-own")
        desk.tm.commit()
        desk.tm.begin()
        trial = tried(desk, csv_file("g", f"id,{self.HEAD}", "their-own,d54,head,d54.boss,,,"), hands=boss())
        assert wrong(trial) == [("grants", 2, "A")]

    def test_effects_are_said(self, desk, boss):
        rows = ("d54-a,head,d54.boss,,,", "d54,administrator,d54-a.clerk,ใช่,,")
        trial = tried(desk, csv_file("g", self.HEAD, *rows), hands=boss())
        said = {(e.what, e.lost, e.persons, e.units) for e in trial.effects}
        assert said == {("reads", False, ("boss",), ("d54-a",)), ("manages", False, ("clerk",), ("d54", "d54-a"))}
        lost = tried(
            desk, csv_file("g", f"id,{self.HEAD}", "d54-a.registrar.d54-a.clerk,d54-a,administrator,d54-a.clerk,,,")
        )
        assert ("reads", True, ("clerk",), ("d54-a",)) in {(e.what, e.lost, e.persons, e.units) for e in lost.effects}


class TestActing:
    HEAD = "person,post,term,instrument,since,until,scope"
    GOOD = "clerk,d54.boss,รักษาราชการแทน,คำสั่งที่ 1/2567,1/3/67,30/9/67,ลงนามหนังสือ"

    def test_recorded_and_ended(self, desk, boss):
        imported(desk, csv_file("a", self.HEAD, self.GOOD), hands=boss())
        grant = next(iter(people_of(desk.root).acting.values()))
        assert (grant.term, grant.scope, grant.given_by) == ("acting-for", ("letter:sign",), "boss")
        imported(desk, csv_file("a", self.HEAD, self.GOOD.replace("30/9/67", "31/3/67")), hands=boss())
        assert grant.until == date(2024, 3, 31)

    @pytest.mark.parametrize(
        ("old", "new", "letter"),
        [
            ("clerk,", "boss,", "A"),  # nobody for himself
            ("d54.boss", "d53.other", "B"),
            ("รักษาราชการแทน", "แทน", "C"),
            ("คำสั่งที่ 1/2567", "", "D"),
            ("30/9/67", "", "F"),
            ("30/9/67", "1/1/67", "F"),
            ("ลงนามหนังสือ", "ทุกอย่าง", "G"),
        ],
    )
    def test_wrong_rows(self, desk, boss, old, new, letter):
        trial = tried(desk, csv_file("a", self.HEAD, self.GOOD.replace(old, new, 1)), hands=boss())
        assert wrong(trial) == [("acting", 2, letter)]


class TestSheets:
    def test_every_wrong_place_is_named(self, desk, boss):
        file = csv_file("u", UNITS, "D!,,กอง,d53", "d54-x,ก,section,d54", "d54-x,ก,section,d54", "d54-y,ก,section,x,?")
        assert wrong(tried(desk, file, hands=boss())) == [
            ("units", 2, "A"), ("units", 2, "B"), ("units", 2, "C"), ("units", 2, "D"), ("units", 4, "A"),
            ("units", 5, "D"), ("units", 5, "E"),
        ]  # fmt: skip

    def test_a_cell_under_no_head_is_told_by_its_place(self, desk, boss):
        bad = tried(desk, csv_file("u", UNITS, "d54-x,ก,section,d54,เกิน"), hands=boss()).run.bad
        assert [in_words(b.place, "th") for b in bad] == ["แถว 2 คอลัมน์ E (ไม่มีหัวคอลัมน์)"]
        assert "“เกิน”" in in_words(bad[0].message, "th")

    def test_heads(self, desk):
        trial = tried(desk, csv_file("u", "code,title,kind,สี,หมายเหตุ,code", "d54,ก,agency,แดง,ไม่อ่าน,x"))
        assert [(b.line, b.letter) for b in trial.run.bad if b.line == 1] == [(1, "D"), (1, "F")]
        unknown = tried(desk, csv_file("u", "หนึ่ง,สอง", "1,2"))
        assert wrong(unknown) == [("", 1, "")]
        missing = tried(desk, TableFile("m.xlsx", workbook(หน่วยงาน=[["รหัสหน่วยงาน", "ชื่อหน่วยงาน"], ["a", "b"]])))
        assert wrong(missing) == [("units", 1, "")]

    def test_one_workbook_with_all_sheets(self, desk, boss):
        data = workbook(
            หน่วยงาน=[["รหัสหน่วยงาน", "ชื่อหน่วยงาน", "ประเภท", "สังกัดรหัส"], ["d54-n", "ฝ่ายใหม่", "ฝ่าย/กลุ่มงาน", "d54"]],
            ตำแหน่ง=[["รหัสตำแหน่ง", "รหัสหน่วยงาน", "ชื่อตำแหน่ง"], ["d54-n.h", "d54-n", "หัวหน้าฝ่าย"]],
            บุคคล=[["รหัสบุคคล", "ชื่อ-นามสกุล"], ["h1", "นายสมมติ หัวหน้า"]],
            การดำรงตำแหน่ง=[["รหัสบุคคล", "รหัสตำแหน่ง", "ตั้งแต่วันที่"], ["h1", "d54-n.h", date(2567, 3, 1)]],
            บทบาท=[["รหัสหน่วยงาน", "บทบาท", "รหัสตำแหน่ง"], ["d54-n", "หัวหน้าหน่วย", "d54-n.h"]],
        )
        imported(desk, TableFile("all.xlsx", data), hands=boss())
        assert people_of(desk.root).holdings["h1-d54-n.h"].since == DAY

    def test_a_formula_is_a_wrong_cell_and_never_worked_out(self, desk, boss):
        data = workbook(u=[["code", "title", "kind", "parent"], ["d54-f", '=HYPERLINK("http://x")', "section", "d54"]])
        assert wrong(tried(desk, TableFile("f.xlsx", data), hands=boss())) == [("units", 2, "B")]

    def test_what_needs_a_wrong_row_says_so(self, desk, boss):
        files = (csv_file("u", UNITS, "d54-w,,section,d54"), csv_file("p", "id,unit,title", "d54-w.h,d54-w,ก"))
        trial = tried(desk, *files, hands=boss())
        assert wrong(trial) == [("units", 2, "B"), ("posts", 2, "B")]
        assert "needs" in str(trial.run.bad[1].message)

    def test_nothing_but_heads(self, desk):
        with pytest.raises(Invalid, match="only heads"):
            tried(desk, csv_file("u", UNITS))

    @pytest.mark.parametrize(
        "text", ["=1+1", "<script>alert(1)</script>", "@SUM(A1)", "-2", "'; DROP TABLE units--", "'=x"]
    )
    def test_text_stays_text(self, desk, boss, text):
        stored = text.replace('"', '""')
        cell = f"'{stored}" if text[0] in "=@-" or text.startswith("'=") else stored
        imported(desk, csv_file("u", f"{UNITS},abbreviation", f'd54-t,"{cell}",section,d54,"{cell}"'), hands=boss())
        assert find_unit(desk.root, "d54-t").title == text
        exported = export_csv(boss(), "units", "d54-t").decode("utf-8-sig").splitlines()[1]
        assert exported.split(",")[1] == f'"{cell}"'

    def test_text_stays_text_in_every_column(self, desk, boss):
        text = "=1+1"
        data = workbook(
            prefixes=[["unit", "prefix", "since"], ["d54", "'" + text, "1/1/67"]],
            posts=[["id", "unit", "title", "rank"], ["d54.t", "d54", "'" + text, "'" + text]],
            people=[["id", "name"], ["t", "'" + text]],
            holdings=[["person", "post", "since"], ["t", "d54.t", "1/3/67"]],
            acting=[["person", "post", "term", "instrument", "since", "until"],
                    ["t", "d54.boss", "รักษาการแทน", "'" + text, "1/3/67", "2/3/67"]],
        )  # fmt: skip
        imported(desk, TableFile("t.xlsx", data), hands=boss())
        people = people_of(desk.root)
        assert people["t"].name == people.posts["d54.t"].title == people.posts["d54.t"].rank == text
        assert {g.instrument for g in people.acting.values()} == {text}
        for table in ("prefixes", "posts", "people", "acting"):
            assert f'"\'{text}"' in export_csv(boss(), table).decode()

    def test_rows_of_all_files_count(self, desk):
        files = [csv_file("u", UNITS, *(f"a{n}-{m},ก,section,d54" for m in range(11_000))) for n in range(2)]
        with pytest.raises(Invalid, match="rows"):
            tried(desk, *files)


class TestTakingIn:
    FILE = csv_file("u", UNITS, "d54-x,ก,section,d54")

    def test_a_wrong_row_leaves_nothing(self, desk, boss):
        file = csv_file("u", UNITS, "d54-x,ก,section,d54", "d54-y,ข,กอง,d54")
        trial, before = tried(desk, file, hands=boss()), whole(desk.root)
        with pytest.raises(ImportWrong) as refused:
            take_in(boss(), [file], shown=trial.shown)
        desk.tm.abort()
        desk.tm.begin()
        assert refused.value.run.bad
        assert whole(desk.root) == before

    def test_once(self, desk, boss):
        trial = tried(desk, self.FILE, hands=boss())
        first = take_in(boss(), [self.FILE], shown=trial.shown)
        desk.tm.commit()
        again = take_in(boss(), [self.FILE], shown=trial.shown)
        desk.tm.commit()
        desk.tm.begin()
        assert (again.again, again.record.n) == (True, first.record.n)
        assert len(imports_of(desk.root).records) == 1

    def test_something_changed_meanwhile(self, desk, boss):
        trial = tried(desk, self.FILE, hands=boss())
        add_unit(desk.root, code="d54-x", title="อื่น", kind="section", parent="d54")
        desk.tm.commit()
        with pytest.raises(ImportStale):
            take_in(boss(), [self.FILE], shown=trial.shown)

    def test_what_has_nothing_to_do_with_it_may_change(self, desk, boss):
        trial = tried(desk, self.FILE, hands=boss())
        add_unit(desk.root, code="d53-x", title="อื่น", kind="section", parent="d53")
        desk.tm.commit()
        taken = take_in(boss(), [self.FILE], shown=trial.shown)
        assert not taken.again
        assert list(imports_of(desk.root).records.values()) == [taken.record]

    def test_rights_lost_meanwhile(self, desk, boss):
        hands, trial = boss(), tried(desk, self.FILE, hands=boss())
        people_of(desk.root).grants["d54.administrator.d54.boss"].until = date(2024, 3, 1)
        people_of(desk.root).changes.version += 1
        desk.tm.commit()
        with pytest.raises(ImportWrong):
            take_in(hands, [self.FILE], shown=trial.shown)

    def test_nothing_to_do(self, desk, boss):
        file = csv_file("u", UNITS, "d54-a,ฝ่ายปกครอง,section,d54")
        trial = tried(desk, file, hands=boss())
        with pytest.raises(Invalid, match="already"):
            take_in(boss(), [file], shown=trial.shown)

    def test_a_clerk_takes_nothing_in(self, desk):
        hands = Hands(desk, actor_for(desk.root, "clerk", "", desk.today))
        assert wrong(tried(desk, self.FILE, hands=hands)) == [("units", 2, "D")]

    def test_an_acting_grant_limited_to_other_things(self, desk):
        file = csv_file("a", TestActing.HEAD, TestActing.GOOD)
        imported(desk, file)
        key = next(iter(people_of(desk.root).acting))
        hands = Hands(desk, actor_for(desk.root, "clerk", f"d54.boss~{key}", desk.today))
        assert wrong(tried(desk, self.FILE, hands=hands)) == [("units", 2, "D")]


class TestExports:
    def test_only_what_one_manages(self, desk, boss):
        rows = export_csv(boss(), "people").decode()
        assert "clerk@example.go.th" in rows
        assert "other" not in rows
        with pytest.raises(Missing):
            export_workbook(boss(), "d53")

    def test_an_empty_workbook_has_the_heads(self, desk, boss):
        data = export_workbook(boss(), empty=True)
        with pytest.raises(Invalid, match="only heads"):
            try_out(boss(), [TableFile("a.xlsx", data)])

    @pytest.mark.parametrize("table", [t.name for t in TABLES])
    def test_over_itself_each_table_changes_nothing(self, desk, table):
        file = TableFile("a.csv", export_csv(console(desk), table))
        if file.data.count(b"\n") > 1:
            trial = tried(desk, file)
            assert (trial.run.bad, trial.run.changes) == ([], [])
