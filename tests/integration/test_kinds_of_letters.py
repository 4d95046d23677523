"""หนังสือทุกชนิด: written under the table of its day, complete before it is proposed, numbered in the book of its kind."""

import dataclasses
import pickle
from datetime import date, timedelta

import pytest

from saraban.agencies.service import set_prefix
from saraban.core.errors import Conflict, Invalid, NeedsConfirmation
from saraban.documents.blocks import Paragraph
from saraban.documents.labelled import rows_of
from saraban.documents.read_back import written
from saraban.documents.sheet import Items
from saraban.kinds import service as kinds
from saraban.letters import records
from saraban.letters.approval import content_digest
from saraban.letters.drafting import Draft, Reference, change_draft, propose_draft, sign, write_draft
from saraban.letters.filling import missing_parts
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.referring import linked_references
from saraban.letters.sheets import form_of, sheet_of
from saraban.letters.typed import letter_as_typed
from saraban.registers.service import issue, reserve
from saraban.scripts.office_circular import OnRecord
from tests.common.office import at, open_office

HEAD, OFFICER, ADMIN, DIRECTOR = "u-d54-edu-head", "u-d54-edu-officer", "u-bma-admin", "u-d54-dir"
MEETING = (
    ("meeting", "๑/๒๕๖๗"), ("held_on", "๘ มี.ค. ๖๗"), ("held_at", "ห้องประชุม ๑"), ("present", "๑. นายสมมติ\n๒. นางสมมติ"),
    ("opened_at", "๐๙.๐๐ น."), ("closed_at", "12:00"), ("recorder", "นางสมมติ"),
)  # fmt: skip
EVENT = (("event_day", "15/3/2567"), ("event_time", "๙.๓๐"), ("event_place", "หอประชุม"))
#: kind, sub-kind, own fields, and how the number is printed ("" = none); unit d54-edu is a section, d54 an agency.
EVERY = [
    ("d54-edu", "external", "", (("contact", "0 2543 1111"),), "กท 5407/"),
    ("d54-edu", "memo", "", (), "กท 5407/"),
    ("d54-edu", "memo", "report", (), "กท 5407/"),
    ("d54-edu", "memo", "invitation", EVENT, "กท 5407/"),
    ("d54-edu", "memo", "chair", EVENT, "กท 5407/"),
    ("d54-edu", "memo", "guest", EVENT, "กท 5407/"),
    ("d54-edu", "seal", "", (("contact", "0 2543 1111"),), "กท 5407/"),
    ("d54-edu", "order", "bureau", (("effective", "1 เม.ย. 67"),), "/2567"),
    ("d54", "order", "agency", (), "/2567"),
    ("d54", "regulation", "", (("year", "๒๕๖๗"),), ""),
    ("d54", "regulation", "bylaw", (("year", "2567"), ("edition", "๒")), ""),
    ("d54-edu", "announcement", "", (), "/2567"),
    ("d54-edu", "statement", "", (("edition", "1"),), ""),
    ("d54-edu", "news", "", (), ""),
    ("d54-edu", "certificate", "", (("certified", "นายสมมติ"),), "/2567"),
    ("d54-edu", "minutes", "", MEETING, ""),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("letters"))
    office.clock.office = at(13, 9, 0)
    yield office
    office.close()


@pytest.fixture
def head(office, desk):
    return office.actor(desk, HEAD)


def form(kind="external", subkind="", **more):
    given = {"subject": "เรื่องทดสอบ", "to_text": "ผู้จัดการ", "body": "ข้อความ", "kind": kind, "subkind": subkind}
    return Draft(**{**given, **more})


def signed(desk, actor, letter, **more):
    desk.tm.commit()
    desk.tm.begin()
    return sign(desk, actor, letter=letter, proof=OnRecord(actor.person), typed_name=actor.name, **more)


@pytest.mark.parametrize(
    ("unit", "kind", "subkind", "filled", "number"), EVERY, ids=[f"{u}-{k}-{s}" for u, k, s, _f, _n in EVERY]
)
def test_every_kind_is_written_signed_and_numbered(office, desk, unit, kind, subkind, filled, number):
    actor = office.actor(desk, HEAD if unit == "d54-edu" else DIRECTOR)
    letter = write_draft(desk, actor, unit=unit, form=form(kind, subkind, filled=filled))
    assert (letter.kind, letter.subkind, letter.kinds_version) == (kind, subkind, 1)
    assert missing_parts(desk.root, letter) == []
    done = signed(desk, actor, letter)
    assert number in done.number
    assert bool(done.number) == bool(number) == (done.entry is not None)
    assert (done.state, done.dated) == ("signed", desk.today)
    sheet = sheet_of(desk.root, done)
    assert sheet.body[0] == Paragraph("ข้อความ")
    words = written(sheet)
    shown = [f.label for f in kinds.kind_of(desk.root, done).fields if f.printed and f.label and f.must]
    assert [label for label in shown if label.replace(" ", "") not in words] == []
    desk.tm.commit()


class TestWhoseName:
    """แบบที่ ๔ ๕: the name of who issues it, not of the office that wrote it down."""

    @pytest.mark.parametrize(
        ("unit", "person", "kind", "name"),
        [
            ("dgov", "u-dgov-clerk", "regulation", "กรุงเทพมหานคร"),
            ("dgov", "u-dgov-clerk", "order", "กรุงเทพมหานคร"),
            ("d54", DIRECTOR, "regulation", "สำนักงานเขตหนองจอก"),
            ("d54", DIRECTOR, "order", "สำนักงานเขตหนองจอก"),
            ("d54-edu", HEAD, "order", "ฝ่ายการศึกษา"),
            ("d54-edu", HEAD, "announcement", "ฝ่ายการศึกษา"),
        ],
    )
    def test_the_issuer_of_its_kind_is_printed(self, office, desk, unit, person, kind, name):
        letter = write_draft(desk, office.actor(desk, person), unit=unit, form=form(kind))
        assert sheet_of(desk.root, letter).issuer == name
        typed = letter_as_typed(desk, office.actor(desk, person), unit=unit, form=form(kind))
        assert sheet_of(desk.root, typed).issuer == name


class TestWhoHeads:
    """ข้อ ๑๑ ๑๒: at the head the office that owns the letter, at the foot or in brackets the section that wrote it."""

    @pytest.mark.parametrize(
        ("unit", "person", "head", "foot"),
        [
            ("d54-edu", HEAD, "สำนักงานเขตหนองจอก", ("ฝ่ายการศึกษา", "โทร. ๐ ๒๕๔๓ ๑๑๑๑")),
            ("d54", DIRECTOR, "สำนักงานเขตหนองจอก", ("สำนักงานเขตหนองจอก", "โทร. ๐ ๒๕๔๓ ๑๑๑๑")),
            ("dgov", "u-dgov-clerk", "สำนักงานรองผู้ว่าราชการกรุงเทพมหานคร",
             ("สำนักงานรองผู้ว่าราชการกรุงเทพมหานคร", "โทร. ๐ ๒๕๔๓ ๑๑๑๑")),
        ],
    )  # fmt: skip
    def test_of_an_external_letter_the_agency(self, office, desk, unit, person, head, foot):
        actor, given = office.actor(desk, person), form(filled=(("contact", "0 2543 1111"),))
        for letter in (write_draft(desk, actor, unit=unit, form=given),
                       letter_as_typed(desk, actor, unit=unit, form=given)):  # fmt: skip
            sheet = sheet_of(desk.root, letter)
            assert sheet.owner[0] == head
            assert sheet.contact == foot

    def test_its_address_is_that_of_the_head(self, office, desk, head):
        letter = write_draft(desk, head, unit="d54-edu", form=form())
        assert "แขวงตัวอย่าง" in sheet_of(desk.root, letter).owner[1]

    def test_the_section_stands_at_the_foot_without_a_telephone_too(self, desk, head):
        letter = write_draft(desk, head, unit="d54-edu", form=form())
        assert sheet_of(desk.root, letter).contact == ("ฝ่ายการศึกษา",)

    @pytest.mark.parametrize(
        ("unit", "person", "phone", "line"),
        [
            ("d54-edu", HEAD, "0 2543 1111", "สำนักงานเขตหนองจอก (ฝ่ายการศึกษา โทร. ๐ ๒๕๔๓ ๑๑๑๑)"),
            ("d54-edu", HEAD, "", "สำนักงานเขตหนองจอก (ฝ่ายการศึกษา)"),
            ("d54", DIRECTOR, "0 2543 1111", "สำนักงานเขตหนองจอก โทร. ๐ ๒๕๔๓ ๑๑๑๑"),
        ],
    )
    def test_on_a_memo_both(self, office, desk, unit, person, phone, line):
        filled = (("contact", phone),) if phone else ()
        letter = write_draft(desk, office.actor(desk, person), unit=unit, form=form("memo", filled=filled))
        assert sheet_of(desk.root, letter).owner == (line,)

    def test_what_the_office_decides_is_data(self, office, desk, head):
        data = kinds.table_of(kinds.version(desk.root, 1))
        next(k for k in data["kinds"] if k["key"] == "external").pop("owners")
        kinds.change_kinds(desk, office.actor(desk, ADMIN), data=data, since=desk.today, why="ลองดู")
        letter = write_draft(desk, head, unit="d54-edu", form=form())
        assert sheet_of(desk.root, letter).owner[0] == "ฝ่ายการศึกษา"

    def test_a_draft_that_waits_for_its_signature_stays_as_it_was_read(self, desk, head):
        letter = write_draft(desk, head, unit="d54-edu", form=form())
        letter.owner = ""  # saved before the office was named at the head
        before = content_digest(letter)
        assert sheet_of(desk.root, letter).owner[0] == "ฝ่ายการศึกษา"
        letter.owner = "สำนักงานเขตหนองจอก"
        assert content_digest(letter) != before

    def test_the_register_and_the_search_name_the_section(self, desk, head):
        assert write_draft(desk, head, unit="d54-edu", form=form()).from_text == "ฝ่ายการศึกษา"


class TestWhatIsTyped:
    def test_days_times_and_numbers_are_kept_in_one_form(self, desk, head):
        letter = write_draft(desk, head, unit="d54-edu", form=form("minutes", filled=MEETING))
        kept = dict(letter.filled)
        assert (kept["held_on"], kept["opened_at"], kept["closed_at"]) == ("2024-03-08", "09:00", "12:00")
        found = rows_of(sheet_of(desk.root, letter))
        rows = {row.label: row.value for row in (*found.above, *found.below)}
        assert (rows["เมื่อ"], rows["เลิกประชุมเวลา"]) == ("๘ มีนาคม ๒๕๖๗", "๑๒.๐๐ น.")

    @pytest.mark.parametrize("typed", ["บัดนี้", "บัดนี้ เป็นต้นไป", "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"])
    def test_an_order_takes_effect_from_now_on(self, desk, head, typed):
        letter = write_draft(desk, head, unit="d54-edu", form=form("order", filled=(("effective", typed),)))
        assert dict(letter.filled) == {"effective": "บัดนี้เป็นต้นไป"}
        assert sheet_of(desk.root, letter).body[-1] == Paragraph("ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป")

    @pytest.mark.parametrize(
        ("kind", "more", "field"),
        [
            ("telegram", {}, "kind"),
            ("memo", {"subkind": "wedding"}, "kind"),
            ("regulation", {}, "kind"),
            ("order", {"subkind": "city"}, "kind"),
            ("order", {"circular": True}, "circular"),
            ("minutes", {"filled": (("held_on", "วันไหน"),)}, "own-held_on"),
            ("minutes", {"filled": (("held_on", "บัดนี้เป็นต้นไป"),)}, "own-held_on"),
            ("order", {"filled": (("effective", "เร็ว ๆ นี้"),)}, "own-effective"),
            ("minutes", {"filled": (("opened_at", "สาย"),)}, "own-opened_at"),
            ("statement", {"filled": (("edition", "สอง"),)}, "own-edition"),
            ("statement", {"filled": (("edition", "0"),)}, "own-edition"),
            ("memo", {"filled": (("recorder", "x"),)}, "filled"),
            ("memo", {"filled": (("contact", "x" * 501),)}, "own-contact"),
            ("external", {"addressee_class": "emperor"}, "addressee_class"),
            ("external", {"addressee_class": "royal"}, "salutation"),
            ("external", {"addressee_class": "royal", "salutation": "กราบทูล"}, "closing"),
            ("external", {"copies": ("unit:nowhere",)}, "copies"),
            ("external", {"copies": ("x" * 301,)}, "copies"),
            ("external", {"procurement": "bribes"}, "procurement"),
            ("external", {"procurement": "contract"}, "procurement"),
            ("external", {"procurement": "request"}, "outside_ref"),
        ],
    )
    def test_refused_at_its_field(self, desk, head, kind, more, field):
        with pytest.raises(Invalid) as refused:
            write_draft(desk, head, unit="d54-edu", form=form(kind, **more))
        assert refused.value.field == field

    def test_a_regulations_edition_begins_at_the_second(self, office, desk):
        with pytest.raises(Invalid) as refused:
            write_draft(
                desk, office.actor(desk, DIRECTOR), unit="d54",
                form=form("regulation", filled=(("year", "2567"), ("edition", "1"))),
            )  # fmt: skip
        assert refused.value.field == "own-edition"

    def test_an_order_belongs_to_who_issues_it(self, desk, head):
        assert write_draft(desk, head, unit="d54-edu", form=form("order")).subkind == "bureau"

    @pytest.mark.parametrize(("matter", "reference"), [("correspondence", ""), ("request", "67039000001")])
    def test_procurement_is_marked(self, desk, head, matter, reference):
        letter = write_draft(desk, head, unit="d54-edu", form=form(procurement=matter, outside_ref=reference))
        assert (letter.procurement, letter.outside_ref) == (matter, reference)
        printed = sheet_of(desk.root, letter).references.items
        assert any("๖๗๐๓๙๐๐๐๐๐๑" in words for words in printed) == bool(reference)


class TestWords:
    @pytest.mark.parametrize(
        ("key", "salutation", "closing"),
        [("", "เรียน", "ขอแสดงความนับถือ"), ("highest", "กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง")],
    )
    def test_salutation_and_closing_follow_from_the_addressee(self, desk, head, key, salutation, closing):
        sheet = sheet_of(desk.root, write_draft(desk, head, unit="d54-edu", form=form(addressee_class=key)))
        assert sheet.to[0].label == salutation
        assert sheet.closing == closing

    def test_typed_where_the_table_has_none(self, desk, head):
        more = {"addressee_class": "royal", "salutation": "ขอพระราชทานกราบบังคมทูล", "closing": "ควรมิควร"}
        letter = write_draft(desk, head, unit="d54-edu", form=form(**more))
        sheet = sheet_of(desk.root, letter)
        assert (sheet.to[0].label, sheet.closing) == ("ขอพระราชทานกราบบังคมทูล", "ควรมิควร")

    def test_no_closing_on_a_memo(self, desk, head):
        assert sheet_of(desk.root, write_draft(desk, head, unit="d54-edu", form=form("memo"))).closing == ""

    def test_copies_as_printed(self, desk, head):
        letter = write_draft(desk, head, unit="d54-edu", form=form(copies=("unit:d54-civil", "กรมตัวอย่าง")))
        assert sheet_of(desk.root, letter).copies == Items("สำเนาส่ง", ("๑. ฝ่ายทะเบียน", "๒. กรมตัวอย่าง"))


class TestCompleteness:
    def test_missing_parts_are_named_and_refused(self, office, desk, head):
        letter = write_draft(desk, head, unit="d54-edu", form=form("external", to_text="", body=" "))
        assert [part.field for part in missing_parts(desk.root, letter)] == ["to_text", "body"]
        for act in (
            lambda: propose_draft(desk, head, letter=letter, to_post="d54-edu.head"),
            lambda: sign(desk, head, letter=letter, proof=OnRecord(HEAD), typed_name=head.name),
        ):
            with pytest.raises(Invalid) as refused:
                act()
            assert refused.value.slug == "incomplete"

    def test_own_fields_too(self, desk, head):
        letter = write_draft(desk, head, unit="d54-edu", form=form("minutes"))
        assert [part.label for part in missing_parts(desk.root, letter)][:2] == ["ครั้งที่", "เมื่อ"]


class TestVersions:
    def test_a_letter_keeps_the_version_it_was_written_under(self, office, desk, head):
        letter = write_draft(desk, head, unit="d54-edu", form=form("memo"))
        data = kinds.table_of(kinds.version(desk.root, 1))
        memo = next(k for k in data["kinds"] if k["key"] == "memo")
        memo["heading"], memo["level"] = "บันทึกใหม่", "section-26"
        boss = office.actor(desk, ADMIN)
        kinds.change_kinds(desk, boss, data=data, since=desk.today, why="ทดลอง")
        assert sheet_of(desk.root, letter).heading == "บันทึกข้อความ"
        change_draft(desk, head, letter=letter, form=form("memo"))
        assert (letter.kinds_version, sheet_of(desk.root, letter).heading) == (2, "บันทึกใหม่")
        desk.tm.savepoint()
        with pytest.raises(Conflict) as refused:
            sign(desk, head, letter=letter, proof=OnRecord(HEAD), typed_name=head.name)
        assert refused.value.slug == "level-too-weak"

    def test_a_closed_kind_is_not_written_any_more(self, office, desk, head):
        data = kinds.table_of(kinds.version(desk.root, 1))
        next(k for k in data["kinds"] if k["key"] == "news")["open"] = False
        kinds.change_kinds(desk, office.actor(desk, ADMIN), data=data, since=desk.today, why="เลิกใช้")
        with pytest.raises(Invalid):
            write_draft(desk, head, unit="d54-edu", form=form("news"))


class TestApproval:
    @pytest.mark.parametrize(
        "more",
        [
            {"filled": (("contact", "1"),)}, {"addressee_class": "highest"}, {"copies": ("กรม",)},
            {"procurement": "correspondence"}, {"kind": "memo"},
        ],
    )  # fmt: skip
    def test_what_is_signed_covers_the_form_of_its_kind(self, desk, head, more):
        plain = write_draft(desk, head, unit="d54-edu", form=form())
        other = write_draft(desk, head, unit="d54-edu", form=dataclasses.replace(form(), **more))
        assert content_digest(plain) != content_digest(other)


class TestReferences:
    @pytest.fixture
    def known(self, office, desk, head):
        letter = signed(desk, head, write_draft(desk, head, unit="d54-edu", form=form("memo")))
        desk.tm.commit()
        desk.tm.begin()
        return letter

    def test_linked_and_dated_from_the_letter_here(self, desk, head, known):
        draft = write_draft(desk, head, unit="d54-edu", form=form(references=(Reference(known.number),)))
        assert draft.references == (Reference(known.number, known.dated, known.from_text),)
        assert known.from_text
        assert [linked.letter for linked in linked_references(desk.root, head, draft)] == [known]

    @pytest.mark.parametrize(
        ("owner", "kept"),
        [("หนังสือ สำนักของเรา", "สำนักของเรา"), ("ด่วนที่สุด", "{} ด่วนที่สุด"), ("หนังสือ", "{}")],
    )
    def test_an_owner_that_is_written_stays(self, desk, head, known, owner, kept):
        draft = write_draft(desk, head, unit="d54-edu", form=form(references=(Reference(known.number, None, owner),)))
        assert draft.references == (Reference(known.number, known.dated, kept.format(known.from_text)),)

    def test_a_number_without_a_code_is_that_of_its_owner(self, desk, head, known):
        records.letters_of(desk.root).by_number.insert(records.number_mark("12/2567", known.id))
        given = tuple(Reference("12/2567", day, "บริษัทตัวอย่าง") for day in (None, known.dated - timedelta(days=1)))
        assert write_draft(desk, head, unit="d54-edu", form=form(references=given)).references == given
        with pytest.raises(Invalid):
            write_draft(desk, head, unit="d54-edu", form=form(references=(Reference("12/2567", given[1].dated),)))

    def test_an_order_is_no_letter_of_anybody(self, desk, head, known):
        known.kind = "order"
        draft = write_draft(desk, head, unit="d54-edu", form=form(references=(Reference(known.number),)))
        assert draft.references == (Reference(known.number, known.dated),)

    def test_what_is_signed_covers_the_owner(self, desk, head):
        plain, owned = (
            write_draft(desk, head, unit="d54-edu", form=form(references=(Reference("มท 1/2", None, owner),)))
            for owner in ("", "กรมตัวอย่าง")
        )
        assert content_digest(plain) != content_digest(owned)

    def test_one_that_was_stored_before_there_were_owners(self):
        old = Reference.__new__(Reference)
        old.__dict__.update(number="กท 1/2", dated=None)
        assert pickle.loads(pickle.dumps(old)) == Reference("กท 1/2")

    def test_a_wrong_date_of_our_own_number_is_refused(self, desk, head, known):
        wrong = Reference(known.number, known.dated - timedelta(days=1))
        with pytest.raises(Invalid) as refused:
            write_draft(desk, head, unit="d54-edu", form=form(references=(wrong,)))
        assert refused.value.slug == "reference-date"

    def test_the_number_of_another_year_is_another_letter(self, desk, head, known):
        old = Reference(known.number, date(2020, 1, 5))
        draft = write_draft(desk, head, unit="d54-edu", form=form(references=(old,)))
        assert [linked.letter for linked in linked_references(desk.root, head, draft)] == [None]

    def test_a_letter_that_one_may_not_read_is_not_told_of(self, office, desk, known):
        other = office.actor(desk, "u-d53-clerk")
        wrong = Reference(known.number, known.dated - timedelta(days=1))
        draft = write_draft(
            desk, other, unit=other.unit, form=form("memo", references=(wrong, Reference(known.number)))
        )
        assert draft.references == (wrong, Reference(known.number))
        assert [linked.letter for linked in linked_references(desk.root, other, draft)] == [None, None]


class TestReferencesNotFound:
    UNKNOWN = Reference("กท ๕๔๐๗/๙๙๙๙", date(2024, 2, 1))
    SLUG = "reference:กท5407/9999@2567"

    @pytest.fixture
    def known(self, office, desk, head):
        letter = signed(desk, head, write_draft(desk, head, unit="d54-edu", form=form("memo")))
        desk.tm.commit()
        desk.tm.begin()
        return letter

    def asked(self, desk, actor, *references, confirm=(), unit="d54-edu"):
        """The slugs of what is asked, where a draft of a unit has these references."""
        before, found = len(records.letters_of(desk.root).letters), []
        try:
            write_draft(desk, actor, unit=unit, form=form("memo", references=references), confirm=confirm)
        except NeedsConfirmation as waiting:
            found = [(question["field"], question["slug"]) for question in waiting.questions]
        assert (len(records.letters_of(desk.root).letters) == before) == bool(found)
        assert {field for field, _slug in found} <= {"references"}
        return [slug for _field, slug in found]

    def test_a_number_of_the_office_that_is_not_here_is_asked_for(self, desk, head, known):
        given = (self.UNKNOWN, Reference(known.number, known.dated), Reference("กท 5407/ว 8888"))
        assert self.asked(desk, head, *given) == [self.SLUG, "reference:กท5407/ว8888"]
        assert self.asked(desk, head, *given, confirm=(self.SLUG,)) == ["reference:กท5407/ว8888"]
        assert self.asked(desk, head, self.UNKNOWN, confirm=(self.SLUG,)) == []

    def test_its_year_counts(self, desk, head, known):
        assert self.asked(desk, head, Reference(known.number, date(2020, 1, 5))) != []

    @pytest.mark.parametrize("number", ["ศธ 04001/77", "๑๒/๒๕๖๗", "ตามที่หารือ", "ที่ มท ๐๘๐๓.๒/ว ๑"])
    def test_what_is_no_number_of_the_office_is_not(self, desk, head, number):
        assert self.asked(desk, head, Reference(number)) == []

    def test_a_code_of_an_earlier_year_is_of_the_office(self, desk, head):
        set_prefix(desk.root, "d54-edu", "กท 9999", date(2030, 1, 1))
        assert self.asked(desk, head, self.UNKNOWN, Reference("กท 9999/1")) == [self.SLUG, "reference:กท9999/1"]

    def test_a_letter_that_one_may_not_read_answers_as_one_that_is_missing(self, office, desk, known):
        other = office.actor(desk, "u-d53-clerk")
        missing = Reference(known.number.rpartition("/")[0] + "/9999", known.dated)
        hidden, gone = (
            self.messages(desk, other, reference) for reference in (Reference(known.number, known.dated), missing)
        )
        assert hidden == [text.replace(missing.number, known.number) for text in gone]

    def messages(self, desk, actor, reference):
        with pytest.raises(NeedsConfirmation) as waiting:
            write_draft(desk, actor, unit=actor.unit, form=form("memo", references=(reference,)), confirm=())
        return [str(question["message"].interpolate()) for question in waiting.value.questions]

    def test_a_number_without_a_letter_is_on_record_for_who_reads_the_book(self, office, desk):
        clerk = office.actor(desk, "u-d54-edu-clerk")
        desk.tm.commit()
        desk.hold(["d54-edu|send|2567"])
        entry = issue(desk, clerk, unit="d54-edu", series="send", subject="ออกเลขด้วยมือ")
        given = Reference(entry.number, entry.day)
        assert self.asked(desk, clerk, given) == []
        assert self.asked(desk, office.actor(desk, "u-d53-clerk"), given, unit="d53") != []
        desk.tm.abort()

    def test_what_stood_in_the_draft_is_not_asked_again(self, desk, head):
        draft = write_draft(
            desk, head, unit="d54-edu", form=form("memo", references=(self.UNKNOWN,)), confirm=(self.SLUG,)
        )
        change_draft(desk, head, letter=draft, form=form("memo", references=(self.UNKNOWN,), body="ใหม่"), confirm=())
        more = (self.UNKNOWN, Reference("กท 5407/8888"))
        with pytest.raises(NeedsConfirmation):
            change_draft(desk, head, letter=draft, form=form("memo", references=more), confirm=())


class TestReservedNumber:
    def test_a_letter_takes_it_with_the_date_of_its_reservation(self, office, desk, head):
        clerk = office.actor(desk, "u-d54-edu-clerk")
        desk.tm.commit()
        desk.tm.begin()
        desk.hold(["d54-edu|send|2567"])
        kept = reserve(desk, clerk, unit="d54-edu", series="send", who="หัวหน้า", why="เร่งด่วน", until=desk.today)
        n, number = kept.n, kept.number
        desk.tm.commit()
        office.clock.office = at(14, 9, 0)
        desk.tm.begin()
        letter = signed(desk, head, write_draft(desk, head, unit="d54-edu", form=form("memo")), reserved=n)
        office.clock.office = at(13, 9, 0)
        assert (letter.number, letter.dated) == (number, date(2024, 3, 13))
        desk.tm.commit()
        desk.tm.begin()
        with pytest.raises(Conflict):
            signed(desk, head, write_draft(desk, head, unit="d54-edu", form=form("memo")), reserved=n)


def test_a_received_letter_has_no_form_of_ours(office, desk):
    clerk = office.actor(desk, "u-d54-clerk")
    desk.tm.commit()
    letter = register_incoming(desk, clerk, unit="d54", form=Incoming(subject="จากข้างนอก", number="ทส 1")).letter
    assert form_of(desk.root, letter) is None
