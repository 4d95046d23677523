"""การนำเข้าหนังสือ (loading letters): one JSON object a line, registered by the same verbs as everybody's.

A batch is one transaction under the locks of its registers, so a kill at any moment leaves whole batches only. What is
there already (by the importer's own id, in its unit) is skipped, so the same file can be loaded again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import IO, Any

from ZODB.POSException import ConflictError

from saraban.circulars.service import publish
from saraban.classification.levels import SecrecyNotTaken, accept_secrecy
from saraban.core.access import principals_for, unit_scope
from saraban.core.clock import BANGKOK, bangkok_date, buddhist_year
from saraban.core.desk import Desk
from saraban.core.errors import Invalid, NeedsConfirmation, SarabanError
from saraban.core.i18n import _
from saraban.core.permissions import Role
from saraban.filing.service import add_folder
from saraban.letters.closing import close, file_paper
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_held
from saraban.letters.records import by_source
from saraban.people.actor import Actor, Signing
from saraban.people.service import find_person, people_of
from saraban.registers.service import book_key
from saraban.scripts.load_org import CENTRAL, IMPORTER, registrar_post

ATTEMPTS = 6
LONGEST_LINE = 1024 * 1024
#: The title of the folder for letters that come as private.
RESTRICTED = "เรื่องเฉพาะผู้เกี่ยวข้อง"
TOO_LONG = _("The line is longer than 1 MB.")


@dataclass
class Tally:
    """ยอดการนำเข้า: every line of the file is in exactly one of these."""

    loaded: int = 0
    already_there: int = 0
    classified_not_yet_here: int = 0
    top_secret_refused: int = 0
    bad: int = 0


@dataclass(frozen=True)
class Record:
    """One line that can be registered."""

    line: int
    unit: str
    form: Incoming
    circular: bool
    #: เฉพาะผู้เกี่ยวข้อง: kept in a folder that the unit's registrar alone reads
    restricted: bool = False

    @property
    def key(self) -> str:
        """The lock of its register."""
        assert self.form.received_at is not None
        return book_key(self.unit, "receive", buddhist_year(bangkok_date(self.form.received_at)))


class Loader:
    """Loads a file batch by batch. ``complain`` is told the line and the reason of each bad record."""

    def __init__(self, desk: Desk, *, batch: int, complain: Callable[[int, Any], None]) -> None:
        self.desk = desk
        self.batch = batch
        self.complain = complain
        self.tally = Tally()
        self._actors: dict[str, Actor] = {}

    def load(self, stream: IO[bytes]) -> Iterator[int]:
        """Load to the end; gives the place in the file after each batch."""
        if IMPORTER not in people_of(self.desk.root):
            raise Invalid(_("Load the organisation first: saraban load --org ORG.json"))
        waiting: list[Record] = []
        line = 0
        while raw := stream.readline(LONGEST_LINE):
            line += 1
            record = self._read(line, raw, whole=_is_whole(stream, raw))
            if record is not None:
                waiting.append(record)
            if len(waiting) >= self.batch:
                self._store(waiting)
                waiting = []
                yield stream.tell()
        self._store(waiting)
        yield stream.tell()

    def _read(self, line: int, raw: bytes, *, whole: bool) -> Record | None:
        if not raw.strip():
            return None
        if not whole:
            self._bad(line, TOO_LONG)
            return None
        try:
            record = read_record(line, json.loads(raw))
        except SecrecyNotTaken as refused:
            if refused.slug == "top-secret-refused":
                self.tally.top_secret_refused += 1
            else:
                self.tally.classified_not_yet_here += 1
            return None
        except SarabanError as error:
            self._bad(line, error.message)
            return None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            self._bad(line, f"{type(error).__name__}: {str(error)[:200]}")
            return None
        return record

    def _store(self, records: list[Record]) -> None:
        """One transaction. A record that is refused takes itself out, and the rest of the batch is done again."""
        attempt = 0
        while records:
            loaded, there = 0, 0
            failed: Record | None = None
            self.desk.hold(sorted({r.key for r in records}))
            try:
                for record in records:
                    failed = record
                    if self._register(record):
                        loaded += 1
                    else:
                        there += 1
                self.desk.tm.commit()
            except ConflictError:
                self.desk.tm.abort()
                attempt += 1
                if attempt == ATTEMPTS:
                    raise
                continue
            except SarabanError as error:
                self.desk.tm.abort()
                self._bad(failed.line if failed else 0, _reason(error))
                records = [r for r in records if r is not failed]
                continue
            break
        else:
            return
        self.tally.loaded += loaded
        self.tally.already_there += there
        self.desk.tm.begin()
        self.desk.root._p_jar.cacheGC()

    def _register(self, record: Record) -> bool:
        if by_source(self.desk.root, record.unit, record.form.source_id) is not None:
            return False
        actor = self._actor(record.unit)
        done = register_held(self.desk, actor, unit=record.unit, form=record.form)
        if record.circular:
            publish(self.desk, actor, letter=done.letter, unit=record.unit)
        if record.restricted:
            close(self.desk, actor, paper=done.paper, result="เรื่องเดิมก่อนใช้ระบบ")
            file_paper(self.desk, actor, paper=done.paper, folder=self._folder(actor, record.unit))
        return True

    def _folder(self, actor: Actor, unit: str) -> str:
        """The unit's folder of restricted letters, made when the first one comes."""
        key = f"restricted-{unit}"
        if key not in self.desk.root["filing"]:
            add_folder(self.desk, actor, unit=unit, title=RESTRICTED, posts=(registrar_post(unit),), id=key)
        return key

    def _actor(self, unit: str) -> Actor:
        if unit not in self._actors:
            self._actors[unit] = importer_in(self.desk.root, unit)
        return self._actors[unit]

    def _bad(self, line: int, reason: Any) -> None:
        self.tally.bad += 1
        self.complain(line, reason)


def _is_whole(stream: IO[bytes], raw: bytes) -> bool:
    """Was the whole line read? The rest of one that is too long is passed over."""
    if len(raw) < LONGEST_LINE or raw.endswith(b"\n"):
        return True
    while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass
    return False


def importer_in(root: Any, unit: str) -> Actor:
    """The import program at work as the registrar of a unit; whoever runs commands on this machine may do that."""
    person = find_person(root, IMPORTER)
    scopes, duties = frozenset({unit_scope(unit)}), frozenset({(Role.REGISTRAR.value, unit)})
    post = registrar_post(unit)
    return Actor(
        person=IMPORTER,
        name=person.name,
        post=post,
        unit=unit,
        signing=Signing(IMPORTER, person.name, post, ""),
        scopes=scopes,
        duties=duties,
        principals=principals_for(IMPORTER, scopes, duties),
    )


def read_record(line: int, data: dict[str, Any]) -> Record:
    """Make a record of one JSON object; raises what is wrong with it."""
    secrecy = data["secrecy"]
    if secrecy != "open":
        accept_secrecy(secrecy)
    circular = data["kind"] == "circular"
    unit = CENTRAL if circular else data["division"]
    for name in ("id", "number", "subject", "sender", "body", "urgency"):
        if not isinstance(data[name], str):
            raise Invalid(_("${name} is not a text.", mapping={"name": name}), field=name)
    if not data["id"] or len(data["id"]) > 200 or not isinstance(unit, str):
        raise Invalid(_("The record needs an id and a division."), field="id")
    form = Incoming(
        subject=data["subject"],
        number=data["number"],
        dated=date.fromisoformat(data["dated"]),
        from_text=data["sender"],
        to_text=", ".join(data["recipients"]),
        body=data["body"],
        urgency=data["urgency"],
        kind="external",
        received_at=datetime.fromisoformat(data["received"]).replace(tzinfo=BANGKOK).astimezone(UTC),
        source_id=data["id"],
        circular=circular,
        confirm=("earlier-year", "long-past"),  # what is loaded is history
    )
    return Record(line, unit, form, circular, restricted=data.get("state") == "private" and not circular)


def _reason(error: SarabanError) -> Any:
    if isinstance(error, NeedsConfirmation) and error.questions:
        return error.questions[0]["message"]
    return error.message
