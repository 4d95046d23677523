"""ฉาก (the stage of the permission matrix): one thing of the unit in every state of the tables, all made by others."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from saraban.circulars.groups import keep_group
from saraban.circulars.service import publish, withdraw
from saraban.core.ids import id_text, id_value
from saraban.core.permissions import Permission
from saraban.directives.service import Given, record_directive
from saraban.exchange import cancelling, forwarding, receiving, sending
from saraban.files.service import check_in, keep
from saraban.filing.service import add_folder
from saraban.letters import (
    answering,
    apart,
    closing,
    drafting,
    endorsing,
    issuing,
    on_paper,
    owing,
    reviewing,
    screening,
)
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.records import paper_by_id
from saraban.letters.values import SheetMark
from saraban.registers.content import EntryRef
from saraban.registers.service import issue, reserve, void
from saraban.templates.merging import EACH, letters_of_merge, merge_list
from tests.common.sample_files import pdf
from tests.matrix.cast import CASES, OTHER, RECEIVER, SENDER, UNIT

MARK = "เรื่องทดสอบสิทธิ"


@dataclass
class Stage:
    """Where each thing is: kind -> state -> key; ``own`` are things of one person each (kind -> person -> key)."""

    things: dict[str, dict[str, str]] = field(default_factory=dict)
    own: dict[str, dict[str, str]] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


@dataclass
class Approval:
    """A one-time password that was right."""

    person: str
    method: str = "totp"


def set_stage(office: Any) -> Stage:
    """Make the things, each in a transaction of its own."""
    stage = Stage()
    hands = _Hands(office)
    for state in PAPERS:
        key, stage.notes[key] = (made := hands.paper(state))[0], made[1]
        stage.things.setdefault("paper", {})[state] = key
    hands.grown(stage.things["paper"]["registered"])
    stage.things["letter"] = {state: hands.letter(state) for state in LETTERS}
    stage.things["arrival"] = {state: hands.arrival(state) for state in ARRIVALS}
    for state in FEW:
        stage.things.setdefault("few", {})[state] = key = hands.few(state)
        stage.words[key] = f"zf{FEW.index(state)}fz"
    stage.things["sending"] = {state: hands.sending(state) for state in SENDINGS}
    stage.things["circular"] = {state: hands.circular(state) for state in ("posted", "withdrawn")}
    stage.things["entry"] = {state: str(hands.entry(state)) for state in ENTRIES}
    stage.things["unit"] = {"working": UNIT}
    stage.things["directive"] = {"running": hands.directive()}
    stage.things["folder"] = {"open": hands.folder()}
    for state in AWAITED:
        key, stage.words[key] = (pair := hands.awaited(state))[0], pair[1]
        stage.things.setdefault("awaited", {})[state] = key
    stage.things["merge"] = {state: hands.merge(state) for state in MERGES}
    stage.things["owed"] = {state: hands.owed(state) for state in OWED}
    stage.own["note"] = {c.name: hands.noted(c) for c in CASES if c.may(Permission.PAPER_ENDORSE)}
    stage.own["draft"] = {c.name: hands.drafted(c) for c in CASES if c.may(Permission.LETTER_DRAFT)}
    stage.words |= {stage.things["letter"][state]: _word(state) for state in LETTERS}
    stage.known |= {
        "counter": stage.things["paper"]["from-the-counter"],
        "file": hands.file,
        "fresh": stage.things["folder"]["open"],
        "group": hands.group(),
    }
    return stage


PAPERS = (
    "registered",
    "proposed",
    "ordered",
    "in_hand",
    "returned",
    "closed",
    "filed",
    "void",
    "from-the-counter",
    "with-screener",
)
LETTERS = (
    "received",
    "draft",
    "checking",
    "checked",
    "proposed",
    "signing",
    "cosigning",
    "cosigning-file",
    "signed",
    "signed-for-paper",
    "sent",
    "void",
)
ARRIVALS = ("delivered", "opened", "registered", "returned", "pulled_back", "envelope")
SENDINGS = ("delivered", "opened", "registered", "returned", "pulled_back")
AWAITED = ("waiting", "answered")
#: Papers of letters from outside: one still owes an answer, of one the answer was noted.
OWED = ("owing", "owed-answered")
#: Papers of letters for few, who of the cast is named on each (and whoever wrote it), and one that everybody reads.
FEW = ("concerned", "unopened", "opened", "for-all", "handed-back")
NAMED = {"concerned": ("registrar", "head", "auditor"), "unopened": ("registrar",), "opened": ("registrar",)}
_ADDRESSED = {**NAMED, "handed-back": ("registrar",)}
#: Letters made from a list: all drafts, all signed.
MERGES = ("drafted", "merge-signed")
ENTRIES = ("reserved", "issued", "of-letter", "void")


class _Hands:
    """Those who prepare: the unit's boss and drafter, the sender."""

    def __init__(self, office: Any) -> None:
        self.office = office
        self.file = ""

    def _do(self, work: Any) -> Any:
        with self.office.desk() as desk:
            found = work(desk, lambda name, post="": self.office.actor(desk, f"m-{name}", post))
            desk.tm.commit()
            return found

    def _signed(
        self, desk: Any, who: Any, unit: str, *, addressees: tuple[str, ...], by: str = "boss", word: str = ""
    ) -> Any:
        form = drafting.Draft(subject=f"{MARK} {word}", to_text="ผู้เกี่ยวข้อง", addressees=addressees)
        writer = who("drafter") if by == "boss" else who(by)
        letter = _kept(desk, drafting.write_draft(desk, writer, unit=unit, form=form))
        signer = who(by)
        return drafting.sign(desk, signer, letter=letter, proof=Approval(signer.person), typed_name=signer.name)

    def _begin(self, letter: Any, desk: Any, boss: Any) -> None:
        """A signing that was cut off."""
        signer = issuing.Signer(boss.name)
        issuing.begin(desk, boss, letters=[letter], signers=[signer], prove=Approval(boss.person))

    def _signed_by_first(self, letter: Any, desk: Any, boss: Any, *, filed: bool) -> None:
        """A letter that its boss has signed, with a typed name or a file, and that waits for the head."""
        self._begin(letter, desk, boss)
        file = keep(desk, io.BytesIO(pdf()), f"{MARK}.pdf") if filed else None
        issuing.confirm(desk, boss, letter=letter, level="section-9", document=file)

    def _sent_here(self, desk: Any, who: Any) -> Any:
        letter = self._signed(desk, who, SENDER, addressees=(f"unit:{UNIT}",), by="sender")
        return _kept(desk, sending.send(desk, who("sender"), letter=letter)[0])

    def _sent_away(self, desk: Any, who: Any) -> Any:
        letter = self._signed(desk, who, UNIT, addressees=(f"unit:{RECEIVER}",))
        return _kept(desk, sending.send(desk, who("boss"), letter=letter)[0])

    def paper(self, state: str) -> tuple[str, str]:
        """A paper, and a note that its boss wrote on the sheet itself."""

        def work(desk: Any, who: Any) -> tuple[str, str]:
            boss = who("boss")
            if state == "from-the-counter":
                paper = _kept(
                    desk, register_incoming(desk, boss, unit=UNIT, form=Incoming(subject=MARK, body=MARK))
                ).paper
                return paper.key, self._wet(desk, who, paper)
            paper = _kept(desk, receiving.register_delivery(desk, boss, delivery=self._sent_here(desk, who))).paper
            note = self._wet(desk, who, paper)
            if state in {"proposed", "with-screener"}:
                self._in_office(desk, boss, paper, state)
            elif state == "ordered":
                endorsing.order(desk, boss, paper=paper, text="ดำเนินการ", assign_to=("post:m.member",))
            elif state == "in_hand":
                forwarding.forward(desk, boss, paper=paper, to=("post:m.member",))
            elif state == "returned":
                receiving.return_paper(desk, boss, paper=paper, reason="ไม่ใช่ของหน่วย")
            elif state == "void":
                cancelling.void_receipt(desk, boss, paper=paper, reason="ลงซ้ำ")
            elif state in {"closed", "filed"}:
                closing.close(desk, boss, paper=paper, result="แล้วเสร็จ")
            if state == "filed":
                closing.file_paper(desk, boss, paper=paper, folder=add_folder(desk, boss, unit=UNIT, title="แฟ้ม ๑").id)
            return paper.key, note

        return self._do(work)

    def _in_office(self, desk: Any, boss: Any, paper: Any, state: str) -> None:
        """It lies before the executive, or with the screener still."""
        if state == "proposed":
            screening.screen(desk, boss, paper=paper, summary="สรุป", recommendation="consider", to_post="m.head")
        else:
            screening.put_forward(desk, boss, paper=paper, to_post="m.member", is_no_procurement=True)

    def _wet(self, desk: Any, who: Any, paper: Any) -> str:
        scan = check_in(io.BytesIO(pdf()), "scan.pdf", directory=desk.var / "arrivals", person="m-all")
        form = on_paper.OnPaper("acknowledge", person="m-boss", post="m.boss", written_on=desk.today)
        note = on_paper.record_on_paper(desk, who("all"), paper=paper, form=form, scan=scan)
        return str(_kept(desk, note).id)

    def grown(self, key: str) -> None:
        """The unit has a sheet of its own of this paper."""

        def work(desk: Any, who: Any) -> None:
            file = keep(desk, io.BytesIO(pdf()), f"{MARK}.pdf")
            mark = SheetMark(
                "note", "note-1", who("boss").signing, desk.now, "totp", "", "0" * 64, "section-28", "", file
            )
            paper_by_id(desk.root, id_value(key)).marks = (mark,)

        self._do(work)

    def letter(self, state: str) -> str:
        if state == "received":
            return str(self._do(self._received))
        if state.startswith("signed") or state == "sent":
            return str(self._do(lambda desk, who: self._finished(desk, who, state)))
        return str(self._do(lambda desk, who: self._draft(desk, who, state)))

    def _received(self, desk: Any, who: Any) -> str:
        arrival = check_in(io.BytesIO(pdf()), f"{MARK}.pdf", directory=desk.var / "arrivals", person="m-boss")
        form = Incoming(subject=f"{MARK} {_word('received')}", number="ทส 1", arrivals=(arrival,))
        letter = register_incoming(desk, who("boss"), unit=UNIT, form=form).letter
        self.file = letter.files[0].key
        return letter.key

    def _finished(self, desk: Any, who: Any, state: str) -> str:
        away = () if state == "signed-for-paper" else (f"unit:{RECEIVER}",)
        letter = self._signed(desk, who, UNIT, addressees=away, word=_word(state))
        if state == "sent":
            letter.issued = keep(desk, io.BytesIO(pdf()), f"{MARK}.pdf")
            letter.signature = replace(letter.signature, certificate="0" * 64)
            sending.send(desk, who("boss"), letter=letter)
        return str(letter.key)

    def _draft(self, desk: Any, who: Any, state: str) -> str:
        beside = ("m.head",) if state.startswith("cosigning") else ()
        form = drafting.Draft(
            subject=f"{MARK} {_word(state)}",
            to_text="ผู้เกี่ยวข้อง",
            addressees=(f"unit:{RECEIVER}",),
            cosigners=beside,
        )
        letter = drafting.write_draft(desk, who("drafter"), unit=UNIT, form=form)
        if state in {"checking", "checked", "proposed"}:
            reviewing.submit(desk, who("drafter"), letter=letter, to_post="m.member")
        if state in {"checked", "proposed"}:
            reviewing.check(desk, who("boss"), letter=letter)
        if state == "proposed":
            drafting.propose_draft(desk, who("drafter"), letter=letter, to_post="m.head")
        if state == "signing":
            self._begin(_kept(desk, letter), desk, who("boss"))
        if beside:
            self._signed_by_first(_kept(desk, letter), desk, who("boss"), filed=state == "cosigning-file")
        if state == "void":
            drafting.void_letter(desk, who("drafter"), letter=letter, reason="ไม่ใช้")
        return str(letter.key)

    def arrival(self, state: str) -> str:
        def work(desk: Any, who: Any) -> str:
            if state == "envelope":
                return self._envelope(desk, who("sender"))
            delivery = self._sent_here(desk, who)
            self._move(desk, who("boss"), who("sender"), delivery, state)
            return delivery.key

        return self._do(work)

    def _envelope(self, desk: Any, sender: Any) -> str:
        """A letter for few on its way to a reader in the unit."""
        form = Incoming(subject=MARK, handling="concerned")
        paper = _kept(desk, register_incoming(desk, sender, unit=SENDER, form=form)).paper
        sent = forwarding.forward(desk, sender, paper=paper, to=(f"unit:{UNIT}",), named=("person:m-head",))
        return str(sent[0].key)

    def few(self, state: str) -> str:
        """A letter that those named alone read; one to one person, unopened, opened, handed back; an ordinary one."""
        subject = f"{MARK} zf{FEW.index(state)}fz"
        named = tuple(f"person:m-{name}" for name in _ADDRESSED.get(state, ()))
        forms = {
            "concerned": Incoming(subject=subject, handling="concerned", named=named),
            "for-all": Incoming(subject=subject),
        }
        form = forms.get(state) or Incoming(subject="", from_text="ผู้ส่งสมมติ", handling="personal", named=named)

        def work(desk: Any, who: Any) -> str:
            paper = _kept(desk, register_incoming(desk, who("boss"), unit=UNIT, form=form)).paper
            if state in {"opened", "handed-back"}:
                apart.open_envelope(desk, who("registrar"), paper=paper)
            if state == "handed-back":
                apart.hand_back(desk, who("registrar"), paper=paper, subject=subject)
            return str(paper.key)

        return str(self._do(work))

    def sending(self, state: str) -> str:
        def work(desk: Any, who: Any) -> str:
            delivery = self._sent_away(desk, who)
            self._move(desk, self.office.actor(desk, "u-d54-env-clerk"), who("boss"), delivery, state)
            return delivery.key

        return self._do(work)

    def _move(self, desk: Any, receiver: Any, sender: Any, delivery: Any, state: str) -> None:
        if state == "pulled_back":
            sending.pull_back(desk, sender, delivery=delivery)
        elif state == "opened":
            receiving.open_delivery(desk, receiver, delivery=delivery)
        elif state == "registered":
            receiving.register_delivery(desk, receiver, delivery=delivery)
        elif state == "returned":
            receiving.return_delivery(desk, receiver, delivery=delivery, reason="ไม่เกี่ยวข้อง")

    def circular(self, state: str) -> str:
        def work(desk: Any, who: Any) -> str:
            letter = self._signed(desk, who, UNIT, addressees=())
            publish(desk, who("boss"), letter=letter, unit=UNIT)
            if state == "withdrawn":
                withdraw(desk, who("boss"), letter=letter, why="ผิดฉบับ")
            return letter.key

        return self._do(work)

    def awaited(self, state: str) -> tuple[str, str]:
        """A letter that asked a unit for an answer until yesterday, and what is awaited."""

        def work(desk: Any, who: Any) -> tuple[str, str]:
            form = drafting.Draft(subject=MARK, addressees=(f"unit:{RECEIVER}",), answer_by=desk.today)
            letter = _kept(desk, drafting.write_draft(desk, who("drafter"), unit=UNIT, form=form))
            boss = who("boss")
            drafting.sign(desk, boss, letter=letter, proof=Approval(boss.person), typed_name=boss.name)
            _kept(desk, sending.send(desk, boss, letter=letter))
            (one,) = answering.awaited_from(desk.root, boss, letter)
            one.due -= timedelta(days=1)
            if state == "answered":
                answering.mark_answered(desk, boss, awaited=[one], number="ทส 8")
            return letter.key, id_text(one.id)

        return self._do(work)

    def owed(self, state: str) -> str:
        """A paper of a letter from outside that asks for an answer."""

        def work(desk: Any, who: Any) -> str:
            boss, form = who("boss"), Incoming(subject=MARK, answer_by=desk.today)
            paper = _kept(desk, register_incoming(desk, boss, unit=UNIT, form=form)).paper
            if state == "owed-answered":
                owing.note_by_hand(desk, boss, paper=paper, how="paper", number="ทส 8")
            return str(paper.key)

        return str(self._do(work))

    def entry(self, state: str) -> int:
        def work(desk: Any, who: Any) -> int:
            boss = who("boss")
            if state == "of-letter":
                return int(self._signed(desk, who, UNIT, addressees=()).entry[3])
            if state == "reserved":
                until = desk.today + timedelta(days=7)
                return int(reserve(desk, boss, unit=UNIT, series="send", who="ฝ่าย", why="รอลงนาม", until=until).n)
            made = issue(desk, boss, unit=UNIT, series="send", subject=MARK)
            if state == "void":
                void(desk, boss, EntryRef(UNIT, "send", made.year, made.n), "ออกผิด")
            return int(made.n)

        return self._do(work)

    def merge(self, state: str) -> str:
        """Letters made from a list of one addressee."""

        def work(desk: Any, who: Any) -> str:
            form, data = drafting.Draft(subject=f"{MARK} {{{{ชื่อ}}}}"), f"ชื่อ,หน่วยงาน\n{state},{RECEIVER}\n".encode()
            made = merge_list(desk, who("drafter"), unit=UNIT, form=form, data=data, mode=EACH, title=MARK)
            if state == "merge-signed":
                (letter,), boss = letters_of_merge(desk.root, _kept(desk, made)), who("boss")
                drafting.sign(desk, boss, letter=letter, proof=Approval(boss.person), typed_name=boss.name)
            return made.key

        return str(self._do(work))

    def folder(self) -> str:
        return self._do(lambda desk, who: add_folder(desk, who("boss"), unit=UNIT, title="แฟ้ม ๒").id)

    def directive(self) -> str:
        """What the head of the unit ordered in a meeting."""

        def work(desk: Any, who: Any) -> str:
            form = Given("m-head", "m.head", desk.today, "spoken", MARK, (UNIT,), occasion="ประชุม")
            return str(record_directive(desk, who("boss"), office=UNIT, form=form).key)

        return str(self._do(work))

    def group(self) -> str:
        """A group of readers that the unit keeps."""
        return self._do(lambda desk, who: keep_group(desk, who("boss"), unit=UNIT, title="กลุ่ม ๑", units=[OTHER]))

    def noted(self, case: Any) -> str:
        """A paper on which this one has written the last note."""

        def work(desk: Any, who: Any) -> str:
            paper = receiving.register_delivery(desk, who("boss"), delivery=self._sent_here(desk, who)).paper
            writer = who(case.name, case.post)
            note = endorsing.propose(desk, writer, paper=paper, to="หัวหน้า", to_post="m.head", text="เสนอ")
            return f"{paper.key} {note.id}"

        return self._do(work)

    def drafted(self, case: Any) -> str:
        """A draft that this one has written."""
        form = drafting.Draft(subject=f"{MARK} {case.name}")
        return self._do(
            lambda desk, who: drafting.write_draft(desk, who(case.name, case.post), unit=UNIT, form=form).key
        )


def _word(state: str) -> str:
    """A word that stands in the letter of this state only."""
    return f"zq{LETTERS.index(state)}zq"


def _kept(desk: Any, made: Any) -> Any:
    """Commit what was made: a verb that takes a lock begins a fresh transaction."""
    desk.tm.commit()
    desk.tm.begin()
    return made
