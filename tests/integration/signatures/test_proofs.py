"""หลักฐานระยะยาว: renewed when it is time, once, and never lost; what fails is kept, told and tried again."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from saraban.audit import service as audit
from saraban.files.service import keep, open_file
from saraban.letters.content import Letter
from saraban.letters.records import letters_of
from saraban.scripts.check_references import check_references
from saraban.signatures.errors import StamperDown
from saraban.signatures.known import known_documents
from saraban.signatures.proofs import bring_forward, health, proofs_of, renew_next, schedule
from saraban.signatures.renewing import NotRenewed
from tests.common.commands import saraban, saraban_json
from tests.common.office import open_office
from tests.common.signed_letters import letter as unsigned
from tests.common.signed_letters import room_of, signed_by

KEY = 4711
YEAR = timedelta(days=365)


@dataclass
class Renewing:
    """Gives what it is told to, or fails."""

    made: bytes = b""
    error: Exception | None = None
    asked: list[bytes] = field(default_factory=list)

    def renew(self, content):
        self.asked.append(content)
        if self.error is not None:
            raise self.error
        return self.made


@pytest.fixture(scope="module")
def signed(authority):
    return signed_by(room_of(authority, "tsa1"), "director").content


@pytest.fixture(scope="module")
def renewed(authority, signed):
    """The same with a stamp of a younger service behind it."""
    return signed_by(room_of(authority, "tsa2"), "note1", signed).content


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("proofs"))
    yield office
    office.close()


@pytest.fixture
def issued(office, signed):
    office.clock.real = datetime.now(UTC)
    with office.desk() as desk:
        letter = Letter(KEY)
        letter.from_unit, letter.state = "d54-edu", "sent"
        letter.issued = keep(desk, io.BytesIO(signed), "417.pdf")
        letters_of(desk.root).letters[KEY] = letter
        schedule(desk.root, KEY, signed)
        schedule(desk.root, KEY, signed)
        desk.tm.commit()
    yield
    with office.desk() as desk:
        letters_of(desk.root).letters.pop(KEY, None)
        proofs_of(desk.root).__init__()
        desk.tm.commit()


def turn(office, renewer):
    with office.desk() as desk:
        return renew_next(desk, renewer)


def content_of(office):
    with office.desk() as desk, open_file(letters_of(desk.root).letters[KEY].issued) as stream:
        return stream.read()


def well(office):
    with office.desk() as desk:
        return health(None, desk.root)


class TestWhenItIsTime:
    def test_nothing_before(self, office, issued):
        assert not turn(office, Renewing())
        office.clock.real += 8.9 * YEAR
        assert not turn(office, Renewing())

    def test_a_year_before_the_stamp_expires_and_once(self, office, issued, signed, renewed):
        office.clock.real += 9.1 * YEAR
        renewer = Renewing(renewed)
        assert turn(office, renewer)
        assert not turn(office, renewer)
        assert renewer.asked == [signed]
        assert content_of(office) == renewed
        with office.desk() as desk:
            letter = letters_of(desk.root).letters[KEY]
            assert known_documents(desk.root).letter_of(letter.issued.sha256) == KEY
            (before,) = proofs_of(desk.root).earlier[KEY]
            assert before.sha256 != letter.issued.sha256
            leaf = list(audit.records(desk.root, "d54-edu"))[-1]
            assert (leaf.event, leaf.person) == ("proofs-renewed", "system")
            assert [p for p in check_references(desk.root) if "file" in p.slug] == []

    def test_again_before_the_next_one_expires(self, office, issued, renewed):
        office.clock.real += 9.1 * YEAR
        turn(office, Renewing(renewed))
        office.clock.real += 8 * YEAR
        assert turn(office, Renewing(renewed))

    def test_a_stamp_that_lasts_no_longer_is_not_taken_and_asked_for_again_in_a_month(self, office, issued, signed):
        office.clock.real += 9.1 * YEAR
        same = Renewing(signed)
        assert [turn(office, same) for _again in range(3)] == [True, False, False]
        with office.desk() as desk:
            assert proofs_of(desk.root).earlier.get(KEY) is None
        assert well(office).well
        office.clock.real += timedelta(days=31)
        assert turn(office, same)
        office.clock.real += timedelta(days=250)
        assert turn(office, same)
        assert not well(office).well

    def test_what_has_no_stamp_is_never_due(self, office):
        with office.desk() as desk:
            schedule(desk.root, KEY, unsigned())
            schedule(desk.root, KEY, b"no PDF")
            assert list(proofs_of(desk.root).due) == []

    def test_a_letter_that_is_gone_is_left(self, office, issued):
        office.clock.real += 9.1 * YEAR
        with office.desk() as desk:
            del letters_of(desk.root).letters[KEY]
            desk.tm.commit()
        assert turn(office, Renewing())
        assert not turn(office, Renewing())


class TestSooner:
    """An authority that goes before its stamps end: letters are renewed under another one while it is there."""

    def test_what_is_due_up_to_a_day_is_due_today(self, office, issued, renewed):
        with office.desk() as desk:
            ((due, _number),) = proofs_of(desk.root).due
            before = date.fromisoformat(due) - timedelta(days=1)
            assert (bring_forward(desk, before), bring_forward(desk, date.fromisoformat(due))) == (0, 1)
            assert bring_forward(desk, date.fromisoformat(due)) == 0
            desk.tm.commit()
        assert turn(office, Renewing(renewed))
        assert not turn(office, Renewing(renewed))
        assert content_of(office) == renewed

    def test_by_command(self, capsys, tmp_path):
        assert saraban(tmp_path, "init") == 0
        assert saraban_json(capsys, tmp_path, "proofs") == {"due": {}, "moved": 0, "failed": {}}
        assert saraban(tmp_path, "proofs", "--renew-until", "2099-12-31") == 0


class TestFailures:
    @pytest.mark.parametrize("error", [StamperDown(), NotRenewed(), ZeroDivisionError()])
    def test_kept_told_and_tried_again_the_next_day(self, office, issued, signed, renewed, error):
        office.clock.real += 9.1 * YEAR
        renewer = Renewing(error=error)
        assert turn(office, renewer)
        assert not turn(office, renewer)
        assert content_of(office) == signed
        told = well(office)
        assert (told.well, told.figures["failed"]) == (False, 1)
        office.clock.real += timedelta(days=1)
        assert turn(office, Renewing(renewed))
        assert well(office).well
        assert content_of(office) == renewed

    def test_one_that_fails_does_not_hold_up_the_others(self, office, issued, signed, renewed):
        with office.desk() as desk:
            other = Letter(KEY + 1)
            other.from_unit = "d54-edu"
            other.issued = keep(desk, io.BytesIO(signed), "418.pdf")
            letters_of(desk.root).letters[KEY + 1] = other
            schedule(desk.root, KEY + 1, signed)
            desk.tm.commit()
        office.clock.real += 9.1 * YEAR
        assert turn(office, Renewing(error=StamperDown()))
        assert turn(office, Renewing(renewed))
        assert not turn(office, Renewing())
        with office.desk() as desk:
            assert list(proofs_of(desk.root).failed) == [KEY]
            del letters_of(desk.root).letters[KEY + 1]
            desk.tm.commit()

    def test_cut_off_it_is_done_again(self, office, issued, renewed):
        office.clock.real += 9.1 * YEAR
        with pytest.raises(KeyboardInterrupt):
            turn(office, Renewing(error=KeyboardInterrupt()))
        assert turn(office, Renewing(renewed))
        assert content_of(office) == renewed

    def test_what_changed_meanwhile_is_left_alone(self, office, issued, signed, renewed):
        office.clock.real += 9.1 * YEAR

        class Slow(Renewing):
            def renew(self, content):
                turn(office, Renewing(renewed))
                return super().renew(content)

        assert turn(office, Slow(b"%PDF-1.7 another"))
        assert content_of(office) == renewed


class TestHealth:
    def test_overdue_is_not_well(self, office, issued):
        with office.desk() as desk:
            proofs_of(desk.root).due["2020-01-01", KEY] = None
            desk.tm.commit()
        assert (well(office).well, well(office).figures["overdue"]) == (False, 1)

    def test_well_where_nothing_waits(self, office):
        assert well(office).well
