"""เรื่องของสำนักงานตัวอย่าง (the office's stories): generated letters, each taken to its own stage, a transaction each.

The plan depends on the data alone, so a load that was cut off goes on where it stopped: what has its id is there.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from saraban.agencies.service import agencies_of
from saraban.circulars.service import publish
from saraban.core.clock import BANGKOK, FixedClock
from saraban.core.desk import Desk
from saraban.exchange.forwarding import forward
from saraban.exchange.receiving import register_delivery_held
from saraban.letters.closing import close, file_paper
from saraban.letters.content import Paper
from saraban.letters.endorsing import acknowledge, order, propose
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_held
from saraban.letters.records import by_source, letter_by_id
from saraban.letters.screening import put_forward, screen
from saraban.letters.values import Deadline
from saraban.people.rights import actor_for
from saraban.registers.service import book_key
from saraban.scripts.office_books import holder_at_work, registrar_of
from saraban.scripts.office_data import office_data
from saraban.thai.dates import format_date
from saraban.thai.numbers import format_number

DISTRICT, CENTRAL, YEAR = "d54", "central", 2567
SEED = 2567
FIRST_DAY, LAST_DAY = date(2024, 2, 12), date(2024, 3, 7)
#: stage -> how many of the district's letters stand there
STAGES = {
    "registered": 6,
    "proposed": 9,
    "ordered": 6,
    "forwarded": 8,
    "in-section": 22,
    "section-closed": 34,
    "closed": 25,
}
CIRCULARS, ELSEWHERE = 45, 50
ELSEWHERE_UNITS = ("dgov", "ops-sec", "d54-sch-1", "d54-sch-2", "d54-works", "d54-env", "d54-welfare", "d54-civil")
SCHOOLS = ("unit:d54-sch-1", "unit:d54-sch-2", "unit:d54-sch-3")
URGENCIES = ("normal",) * 7 + ("urgent",) * 2 + ("very_urgent",)
RESULTS = ("ดำเนินการเรียบร้อยแล้ว", "แจ้งผู้เกี่ยวข้องทราบแล้ว", "รายงานผลให้หน่วยงานเจ้าของเรื่องแล้ว", "รวบรวมข้อมูลส่งแล้ว")


@dataclass(frozen=True)
class Story:
    """One letter: who takes it in, when, and how far it has come."""

    id: str
    unit: str
    at: datetime
    stage: str
    topic: int
    urgency: str
    number: int
    due_in: int

    @property
    def section(self) -> str:
        """The section of the district that the matter concerns."""
        return f"d54-{office_data('topics')['topics'][self.topic]['section']}"

    @property
    def reaches_section(self) -> bool:
        """Does the section register it too?"""
        return self.stage in {"in-section", "section-closed"}


def plan() -> list[Story]:
    """All stories in the order of time, always the same."""
    chance = random.Random(SEED)  # noqa: S311 - the same letters every time, nothing secret
    stages = [(DISTRICT, s) for s, count in STAGES.items() for _unused in range(count)]
    stages += [(CENTRAL, "circular")] * CIRCULARS
    stages += [(ELSEWHERE_UNITS[n % len(ELSEWHERE_UNITS)], "elsewhere") for n in range(ELSEWHERE)]
    times = sorted(_moment(chance) for _unused in stages)
    chance.shuffle(stages)
    topics = len(office_data("topics")["topics"])
    return [
        Story(
            f"demo-{n:03d}",
            unit,
            at,
            stage,
            chance.randrange(topics),
            chance.choice(URGENCIES),
            chance.randrange(100, 2900),
            chance.randrange(2, 21),
        )
        for n, ((unit, stage), at) in enumerate(zip(stages, times, strict=True), 1)
    ]


def room_before() -> dict[str, int]:
    """How many numbers the stories use in the books of which the scenario knows the next number."""
    stories = plan()
    edu = sum(1 for s in stories if s.reaches_section and s.unit == DISTRICT and s.section == "d54-edu")
    return {
        book_key(DISTRICT, "receive", YEAR): sum(1 for s in stories if s.unit == DISTRICT),
        book_key("d54-edu", "receive", YEAR): edu,
        book_key("d54-edu", "send", YEAR): len(office_data("letters")["asking"]),
    }


def tell(desk: Desk, story: Story) -> bool:
    """Play one story in a transaction of its own; False when it is there already."""
    if by_source(desk.root, story.unit, story.id) is not None:
        return False
    keys = {book_key(u, "receive", YEAR) for u in (story.unit, *([story.section] if story.reaches_section else []))}
    desk.hold(sorted(keys))
    before = desk.clock
    desk.clock = FixedClock(story.at, before.now())
    try:
        clerk = registrar_of(desk, story.unit)
        done = register_held(desk, clerk, unit=story.unit, form=_form(desk, story))
        ACTS[story.stage](desk, story, done.paper)
        desk.tm.commit()
        desk.tm.begin()
    finally:
        desk.clock = before
    return True


def _moment(chance: random.Random) -> datetime:
    while True:
        day = FIRST_DAY + timedelta(days=chance.randrange((LAST_DAY - FIRST_DAY).days + 1))
        if day.weekday() < 5 and day != date(2024, 2, 26):  # a public holiday
            return datetime.combine(day, time(chance.randrange(8, 15), chance.randrange(60)), BANGKOK)


def _form(desk: Desk, story: Story) -> Incoming:
    topic = office_data("topics")["topics"][story.topic]
    dated = story.at.date() - timedelta(days=1 + story.number % 4)
    due = story.at.date() + timedelta(days=story.due_in)
    sender = agencies_of(desk.root).by_code.get(topic["sender"])
    number = f"ที่ {story.number}/{YEAR}"
    if sender is not None:
        number = format_number(sender.prefix_on(dated) or "", story.number, circular=story.stage == "circular")
    wants_answer = "{due}" in topic["body"]
    return Incoming(
        subject=topic["subject"],
        number=number,
        dated=dated,
        from_text=sender.title if sender else topic["sender"],
        to_text=_head_title(desk, story.unit),
        body=topic["body"].format(due=f"วันที่ {format_date(due, style='full')}"),
        urgency=story.urgency,
        source_id=story.id,
        circular=story.stage == "circular",
        confirm=("duplicate",),
        deadlines=(Deadline(due, "ส่งข้อมูล"),) if wants_answer else (),
    )


def _head_title(desk: Desk, unit: str) -> str:
    if unit == CENTRAL:
        return "หน่วยงานในสังกัดกรุงเทพมหานคร"
    actor = holder_at_work(desk, unit, "head") if unit != "ops-sec" else None
    return actor.signing.post_title if actor else "ผู้อำนวยการสำนักงานเลขานุการปลัดกรุงเทพมหานคร"


def _later(desk: Desk, minutes: int) -> None:
    desk.clock = FixedClock(desk.now + timedelta(minutes=minutes), desk.clock.now())


def _propose(desk: Desk, _story: Story, paper: Paper) -> None:
    _later(desk, 20)
    head = actor_for(desk.root, "u-d54-adm-head", "", desk.today)
    propose(
        desk,
        head,
        paper=paper,
        to="ผู้อำนวยการเขต",
        to_post="d54.director",
        text="- เพื่อโปรดทราบ\n- เพื่อโปรดพิจารณามอบฝ่ายที่เกี่ยวข้องดำเนินการ",
        without_delegate=True,
    )


def _order(desk: Desk, story: Story, paper: Paper) -> None:
    _propose(desk, story, paper)
    _later(desk, 35)
    director = actor_for(desk.root, "u-d54-dir", "", desk.today)
    order(desk, director, paper=paper, verb="ดำเนินการตามเสนอ", text="", assign_to=(f"unit:{story.section}",))


def _forward(desk: Desk, story: Story, paper: Paper) -> None:
    _order(desk, story, paper)
    _later(desk, 15)
    forward(desk, registrar_of(desk, DISTRICT), paper=paper, to=(f"unit:{story.section}",), text="ตามข้อสั่งการ")


def _in_section(desk: Desk, story: Story, paper: Paper) -> Paper:
    _order(desk, story, paper)
    _later(desk, 15)
    sent = forward(desk, registrar_of(desk, DISTRICT), paper=paper, to=(f"unit:{story.section}",), text="ตามข้อสั่งการ")
    _later(desk, 25)
    return register_delivery_held(desk, registrar_of(desk, story.section), delivery=sent[0]).paper


def _with_schools(desk: Desk, story: Story, paper: Paper) -> None:
    """What concerns education goes on to the schools, where it waits."""
    received = _in_section(desk, story, paper)
    if story.section == "d54-edu":
        _later(desk, 20)
        forward(desk, registrar_of(desk, story.section), paper=received, to=SCHOOLS, text="เพื่อโปรดทราบและดำเนินการ")


def _section_closed(desk: Desk, story: Story, paper: Paper) -> None:
    received = _in_section(desk, story, paper)
    head = holder_at_work(desk, story.section, "head")
    acknowledge(desk, head, paper=received, text="มอบเจ้าหน้าที่ดำเนินการ")
    _later(desk, 30)
    close(desk, head, paper=received, result=RESULTS[story.number % len(RESULTS)])


def _closed(desk: Desk, story: Story, paper: Paper) -> None:
    _propose(desk, story, paper)
    _later(desk, 40)
    director = actor_for(desk.root, "u-d54-dir", "", desk.today)
    acknowledge(desk, director, paper=paper, verb="ทราบ")
    clerk = registrar_of(desk, DISTRICT)
    close(desk, clerk, paper=paper, result="ผู้อำนวยการเขตทราบแล้ว เก็บเรื่อง")
    file_paper(desk, clerk, paper=paper, folder="demo-01")


def _circular(desk: Desk, story: Story, paper: Paper) -> None:
    _later(desk, 10)
    letter = letter_by_id(desk.root, paper.letter)
    category = office_data("topics")["topics"][story.topic]["category"]
    publish(desk, registrar_of(desk, CENTRAL), letter=letter, unit=CENTRAL, category=category)
    close(desk, registrar_of(desk, CENTRAL), paper=paper, result="เวียนทราบแล้ว")


def _elsewhere(desk: Desk, story: Story, paper: Paper) -> None:
    if story.unit == "dgov" and story.number % 3:
        _later(desk, 20)
        screener = actor_for(desk.root, "u-dgov-screener", "", desk.today)
        screen(
            desk,
            screener,
            paper=paper,
            summary="หน่วยงานเสนอเรื่องเพื่อขอความเห็นชอบ รายละเอียดและงบประมาณครบถ้วนตามระเบียบ",
            recommendation="agree",
            points="ควรแจ้งหน่วยงานที่เกี่ยวข้องทราบด้วย",
            assign_to=("unit:dgov",),
        )
    elif story.unit == "dgov":
        _later(desk, 10)
        clerk = registrar_of(desk, "dgov")
        put_forward(desk, clerk, paper=paper, to_post="dgov.screener", is_no_procurement=True)
    elif story.number % 2:
        _later(desk, 60)
        close(desk, registrar_of(desk, story.unit), paper=paper, result=RESULTS[story.number % len(RESULTS)])


def _stay(_desk: Desk, _story: Story, _paper: Paper) -> None:
    """It waits at the registry."""


ACTS: dict[str, Callable[[Desk, Story, Paper], object]] = {
    "registered": _stay,
    "proposed": _propose,
    "ordered": _order,
    "forwarded": _forward,
    "in-section": _with_schools,
    "section-closed": _section_closed,
    "closed": _closed,
    "circular": _circular,
    "elsewhere": _elsewhere,
}
