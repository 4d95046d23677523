"""The seed circular through the services: ว 32, 3398, 511, 556, 800 and the schools, in March 2567."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from saraban.circulars.service import publish
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.permissions import Permission
from saraban.exchange.chain import chain_of, flat
from saraban.exchange.forwarding import forward
from saraban.exchange.receiving import open_delivery, register_delivery
from saraban.exchange.sending import pull_back, send
from saraban.exchange.waiting import count, incoming
from saraban.letters import records
from saraban.letters.drafting import Draft, propose_draft, sign, write_draft
from saraban.letters.endorsing import acknowledge, order, propose
from saraban.letters.values import Deadline
from saraban.tasks import service as tasks
from tests.common.office import at, open_office

GROUPS = (
    "office-directors",
    "csc-head",
    "gov-secretary",
    "council-secretary",
    "district-directors",
    "ops-bureaus",
    "commerce-director",
)


@dataclass(frozen=True)
class TypedName:
    """A proof as the sign-in feature gives it."""

    person: str
    method: str = "typed-name+otp"


class Story:
    """The office, its clock, and the steps; each step is one committed transaction."""

    def __init__(self, office) -> None:
        self.office = office

    def at(self, *when) -> None:
        self.office.clock.office = at(*when)

    def do(self, person, act, post="", **kw):
        with self.office.desk() as desk:
            actor = self.office.actor(desk, person, post)
            done = act(desk, actor, **{k: v(desk) if callable(v) else v for k, v in kw.items()})
            desk.tm.commit()
            return getattr(done, "id", None) or done

    def letter(self, key):
        return lambda desk: records.letter_by_id(desk.root, key)

    def paper(self, key):
        return lambda desk: records.paper_by_id(desk.root, key)

    def waiting(self, unit):
        return lambda desk: incoming(desk.root, unit)[-1]


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("office"))
    story = Story(office)
    yield story
    office.close()


@pytest.fixture(scope="module")
def walked(story):
    """Walk the steps once; the tests look at what is there."""
    ids: dict[str, int] = {}
    story.at(4, 9, 0)
    draft = Draft(
        subject="การติดตามความคืบหน้าการใช้งานระบบสารบรรณอิเล็กทรอนิกส์ของกรุงเทพมหานคร",
        to_text="ผู้อำนวยการสำนัก …",
        body="ให้ใช้หนังสือเวียนอิเล็กทรอนิกส์ และ BMA OTP",
        circular=True,
        addressees=tuple(f"group:{g}" for g in GROUPS),
        deadlines=(Deadline(date(2024, 3, 15), "ประชุม", "meeting"),),
    )
    ids["circular"] = story.do("u-opssec-officer", write_draft, unit="ops-sec", form=draft)
    story.do("u-opssec-officer", propose_draft, letter=story.letter(ids["circular"]), to_post="ops-sec.director")
    story.do(
        "u-opssec",
        sign,
        "acting",
        letter=story.letter(ids["circular"]),
        proof=TypedName("u-opssec"),
        typed_name="นางสมมติ บริหารกลางตัวอย่าง",
    )
    story.do("u-opssec-clerk", send, letter=story.letter(ids["circular"]))
    story.do("u-opssec-clerk", publish, letter=story.letter(ids["circular"]), unit="ops-sec")
    story.at(8, 9, 1)
    story.do("u-d54-clerk", open_delivery, delivery=story.waiting("d54"))
    done = story.do("u-d54-clerk", register_delivery, delivery=story.waiting("d54"), action="ฝ่ายปกครอง")
    ids["d54"] = done.paper.id
    story.do(
        "u-d54-adm-head",
        propose,
        paper=story.paper(ids["d54"]),
        to="ผู้อำนวยการเขต",
        due=date(2024, 3, 12),
        text="เห็นควรมอบให้ทุกฝ่ายพิจารณาดำเนินการ",
        verb="เพื่อโปรดพิจารณา",
    )
    story.do("u-d54-asst", propose, paper=story.paper(ids["d54"]), to="ผู้อำนวยการเขต", text="เพื่อโปรดพิจารณา")
    story.do("u-d54-dir", order, paper=story.paper(ids["d54"]), text="ดำเนินการตามเสนอ", assign_to=("unit:d54-admin",))
    ids["511"] = story.do(
        "u-d54-adm-act",
        write_draft,
        "acting",
        unit="d54-admin",
        parent=story.paper(ids["d54"]),
        form=Draft(
            subject="การใช้งานระบบสารบรรณอิเล็กทรอนิกส์",
            to_text="หัวหน้าฝ่าย",
            body="สำเนาถูกต้องมาเพื่อโปรดทราบ",
            addressees=("group:d54-section-heads",),
        ),
    )
    story.do(
        "u-d54-adm-act",
        sign,
        "acting",
        letter=story.letter(ids["511"]),
        proof=TypedName("u-d54-adm-act"),
        typed_name="นางสาวสมมติ รักษาการตัวอย่าง",
    )
    story.do("u-d54-clerk", send, letter=story.letter(ids["511"]))
    story.at(11, 8, 40)
    ids["edu"] = story.do("u-d54-edu-clerk", register_delivery, delivery=story.waiting("d54-edu")).paper.id
    story.do("u-d54-edu-head", acknowledge, paper=story.paper(ids["edu"]), text="1๗๙")
    story.at(13, 10, 0)
    ids["800"] = story.do(
        "u-d54-edu-head",
        write_draft,
        unit="d54-edu",
        parent=story.paper(ids["edu"]),
        form=Draft(
            subject="ขอให้ผู้บริหารสถานศึกษาดำเนินการ",
            to_text="ผู้อำนวยการสถานศึกษา",
            body="ให้แล้วเสร็จภายในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗",
            addressees=("group:d54-schools",),
            deadlines=(Deadline(date(2024, 3, 15), "แล้วเสร็จ"),),
            actions=("สมัครอีเมล @bangkok.go.th", "สมัคร BMA SSO", "สมัคร CA", "ดาวน์โหลด BMA OTP"),
        ),
    )
    story.do(
        "u-d54-edu-head",
        sign,
        letter=story.letter(ids["800"]),
        proof=TypedName("u-d54-edu-head"),
        typed_name="นางสมมติ การศึกษาตัวอย่าง",
    )
    story.do("u-d54-edu-clerk", send, letter=story.letter(ids["800"]))
    for n in (1, 2, 3):
        ids[f"sch{n}"] = story.do(
            f"u-sch-{n}-clerk", register_delivery, delivery=story.waiting(f"d54-sch-{n}")
        ).paper.id
    return ids


@pytest.fixture
def desk(story, walked):
    with story.office.desk() as desk:
        yield desk


def test_every_number_is_the_one_of_the_scenario(desk, walked):
    numbers = [records.letter_by_id(desk.root, walked[k]).number_key for k in ("circular", "511", "800")]
    assert numbers == ["กท0403/ว32", "กท5401/511", "กท5407/800"]
    assert [records.paper_by_id(desk.root, walked[k]).n for k in ("d54", "edu", "sch1", "sch2", "sch3")] == [
        3398,
        556,
        1,
        1,
        1,
    ]


def test_seven_groups_make_one_entry_and_one_delivery_for_each_unit(desk, walked, story):
    from_circular = [
        n
        for n in flat(
            chain_of(
                desk.root,
                story.office.actor(desk, "u-opssec-clerk"),
                records.letter_by_id(desk.root, walked["circular"]),
            )
        )
        if n.depth == 1
    ]
    units = [n.unit for n in from_circular]
    assert len(units) == len(set(units)) >= 15
    entries = desk.root["registers"].books["ops-sec|circular|2567"].entries.values()
    assert [e.n for e in entries if e.letter == walked["circular"]] == [32]


def test_the_sender_sees_the_receive_number(desk, walked, story):
    chain = chain_of(
        desk.root, story.office.actor(desk, "u-opssec-clerk"), records.letter_by_id(desk.root, walked["circular"])
    )
    node = next(n for n in flat(chain) if n.unit == "d54" and n.kind == "paper")
    assert node.folded
    assert (node.delivery.state, node.delivery.receive_n) == ("registered", 3398)


def test_from_every_number_the_same_chain_opens(desk, walked, story):
    director = story.office.actor(desk, "u-auditor")
    tops = set()
    for spelling in ("กท ๐๔๐๓/ว ๓๒", "กท 0403/ว 32", "กท0403/ว32", "กท ๕๔๐๑/๕๑๑", "กท 5407/800"):
        (letter,) = records.by_number(desk.root, spelling)
        chain = flat(chain_of(desk.root, director, letter))
        tops.add(chain[0].letter.id)
        assert [n.letter.number_key for n in chain if n.letter is not None] == [
            "กท0403/ว32",
            "กท5401/511",
            "กท5407/800",
        ]
    assert tops == {walked["circular"]}


def test_a_school_reads_the_circular_and_not_the_district(desk, walked, story):
    teacher = story.office.actor(desk, "u-sch-1-clerk")
    assert teacher.may(Permission.LETTER_READ, records.letter_by_id(desk.root, walked["circular"]))
    with pytest.raises(Missing):
        teacher.require(Permission.LETTER_READ, records.paper_by_id(desk.root, walked["d54"]))
    chain = flat(chain_of(desk.root, teacher, records.letter_by_id(desk.root, walked["800"])))
    assert all(n.paper is None for n in chain if n.unit in {"d54", "d54-edu", "d54-sch-2"})


def test_two_people_held_the_same_authority_on_one_sheet(desk, walked):
    proposal = records.paper_by_id(desk.root, walked["d54"]).endorsements[0]
    covering = records.letter_by_id(desk.root, walked["511"]).signature
    assert proposal.signing.post == covering.block.post == "d54-admin.head"
    assert proposal.signing.acting_for == ""
    assert covering.block.lines[-1] == "รักษาการในตำแหน่งหัวหน้าฝ่ายปกครอง สำนักงานเขตหนองจอก"


def test_the_due_dates_of_the_scenario_are_raised(desk, walked):
    assert records.paper_by_id(desk.root, walked["d54"]).due == date(2024, 3, 12)
    school = tasks.tray(desk.root, "unit:d54-sch-1")
    assert [(t.what, t.due) for t in school].count(("act", date(2024, 3, 15))) == 4


def test_after_the_order_the_registry_carries_it_out(desk, walked):
    paper = records.paper_by_id(desk.root, walked["d54"])
    assert paper.state == "ordered"
    assert [t.what for t in tasks.tray(desk.root, "unit:d54")] == ["carry_out"]


def test_endorsements_are_in_order_with_post_and_date(desk, walked):
    notes = records.paper_by_id(desk.root, walked["d54"]).endorsements
    assert [(n.act, n.signing.post) for n in notes] == [
        ("propose", "d54-admin.head"),
        ("propose", "d54.assistant"),
        ("order", "d54.director"),
    ]


def test_a_delegate_left_blank_is_refused(desk, walked, story):
    paper = records.paper_by_id(desk.root, walked["edu"])
    actor = story.office.actor(desk, "u-d54-edu-head")
    with pytest.raises(Invalid) as refused:
        propose(desk, actor, paper=paper, to="ผู้อำนวยการเขต", text="เห็นควรมอบให้..... พิจารณา")
    assert refused.value.slug == "blank-delegate"
    with pytest.raises(Invalid):
        order(desk, actor, paper=paper, text="ดำเนินการ", assign_to=(" ",))


def test_what_was_opened_cannot_be_pulled_back_and_counts_are_kept(desk, walked, story):
    clerk = story.office.actor(desk, "u-d54-clerk")
    sent = forward(
        desk, clerk, paper=records.paper_by_id(desk.root, walked["d54"]), to=("unit:d54-works", "unit:d54-civil")
    )
    assert count(desk.root, "d54-works") == 2
    pull_back(desk, clerk, delivery=sent[0])
    assert count(desk.root, "d54-works") == 1
    open_delivery(desk, story.office.actor(desk, "u-d54-civil-clerk"), delivery=sent[1])
    with pytest.raises(Conflict):
        pull_back(desk, clerk, delivery=sent[1])
