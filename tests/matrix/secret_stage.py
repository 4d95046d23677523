"""ฉากของหนังสือลับ (the stage of classified letters): who is cleared and named, a letter in every state, two deliveries.

``m-all`` has every role, is cleared and named; ``m-named`` has no role at all, is cleared and named; ``m-stranger`` has
every role in a unit beside and is cleared, not named. The secret registrar has the role and no clearance.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from saraban.files.service import keep_apart
from saraban.vault import door
from tests.common.sample_files import pdf
from tests.matrix.cast import SENDER, UNIT

SECRETS = ("registered", "closed", "ended")
SECRET_ARRIVALS = ("delivered", "registered")
ORDER = "คำสั่งที่ ๑/๒๕๖๗"
CLEARED = ((UNIT, "all"), (UNIT, "named"), (UNIT, "stranger"), (SENDER, "sender"))


def set_secret_stage(web: Any, stage: Any) -> None:
    """Clear, register, name, send; everybody here has a phone already but the sender."""
    web.open_account("m-sender")
    hands = _Hands(web.office)
    hands.clear()
    stage.things["secret"] = {state: hands.letter(state, stage) for state in SECRETS}
    stage.things["secret-arrival"] = {state: hands.arrival(state) for state in SECRET_ARRIVALS}


class _Hands:
    def __init__(self, office: Any) -> None:
        self.office = office

    def clear(self) -> None:
        with self.office.desk() as desk:
            who = self._who(desk)
            for unit, name in CLEARED:
                recorder, head = ("secret_registrar", "head") if unit == UNIT else ("sender", "all")
                person = f"m-{name}"
                made = door.record_clearance(
                    desk, who(recorder), unit=unit, person=person, level="secret", instrument=ORDER
                )
                confirmer = who(head) if unit == UNIT else self.office.actor(desk, "u-d54-edu-head")
                door.confirm_clearance(desk, confirmer, made.key)
            desk.tm.commit()

    def letter(self, state: str, stage: Any) -> str:
        with self.office.desk() as desk:
            boss, proof = self._who(desk)("all"), {"proved_at": self.office.clock.now()}
            paper = self._register(desk, boss, UNIT)
            door.name(desk, boss, paper.key, persons=["m-named"], why="เพื่อทราบ", **proof)
            if state == "closed":
                door.close(desk, boss, paper.key, result="แล้วเสร็จ", **proof)
            elif state == "ended":
                door.change_level(desk, boss, paper.key, level="open", instrument=ORDER, why="หมดเหตุ", **proof)
            door.open_paper(desk, boss, paper.key, proof["proved_at"])
            stage.notes[paper.key] = door.files_of(desk.root, paper)[0].key
            desk.tm.commit()
            return str(paper.key)

    def arrival(self, state: str) -> str:
        with self.office.desk() as desk:
            who, proof = self._who(desk), {"proved_at": self.office.clock.now()}
            paper = self._register(desk, who("sender"), SENDER)
            desk.tm.commit()
            desk.tm.begin()
            (sent,) = door.send(desk, who("sender"), paper.key, to=[f"{UNIT}:m-all"], **proof)
            desk.tm.commit()
            desk.tm.begin()
            if state == "registered":
                door.register_delivery(desk, who("all"), sent.key, **proof)
            desk.tm.commit()
            return str(sent.key)

    def _register(self, desk: Any, actor: Any, unit: str) -> Any:
        form = door.SecretIncoming(level="confidential", subject="เรื่องลับทดสอบสิทธิ")
        bring = lambda: (keep_apart(desk, BytesIO(pdf()), "ลับ.pdf"),)  # noqa: E731 - called when the number is certain
        return door.register_secret(desk, actor, unit=unit, form=form, proved_at=self.office.clock.now(), bring=bring)

    def _who(self, desk: Any) -> Any:
        return lambda name: self.office.actor(desk, f"m-{name}")
