"""What a forger saves behind a good signature is told, with a time stamp over it as without; what is a trap is refused.

A time stamp covers everything that stands before it, and anybody may have one: it makes nothing good.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend

from saraban.signatures.judging import Judge
from saraban.signatures.loops import finish
from saraban.signatures.reports import Changes, FileReport, State
from saraban.signatures.signing import Level
from saraban.signatures.standing import Shelf, Standing
from saraban.signatures.trust import allowed_session
from saraban.signatures.validation import Checker, NotChecked
from tests.common import forging, hostile, traps
from tests.common.signed_letters import letter_for_the_web, letter_with_streams, mark_of, signed_by, trust_in

NOTE = generic.DictionaryObject({pdf_name("/Note"): pdf_string("paid in full")})
CHANGES = [
    hostile.change_a_value,
    hostile.swap_an_attachment,
    hostile.add_an_attachment,
    hostile.add_a_note,
    hostile.add_a_shown_field,
    hostile.add_a_filled_field,
    hostile.add_a_field_of_the_same_name,
    hostile.redraw_the_signature,
    hostile.move_the_signature,
    hostile.hide_the_signature,
    hostile.name_scripts,
    hostile.script_on_a_page,
    hostile.turn_a_page,
    hostile.add_another_form,
    hostile.give_permissions,
    hostile.rename,
    hostile.rewrite_metadata,
    hostile.in_the_catalog(OpenAction=hostile.SCRIPT),
    hostile.in_the_catalog(AA=generic.DictionaryObject({pdf_name("/WC"): hostile.SCRIPT})),
    hostile.in_the_catalog(Lang=pdf_string("en")),
    hostile.in_the_catalog(Extensions=NOTE),
    hostile.in_the_catalog(MarkInfo=NOTE),
    hostile.in_the_form(SigFlags=generic.NumberObject(0)),
    hostile.in_the_form(DR=NOTE),
    hostile.in_the_form(DA=pdf_string("(paid in full) Tj")),
    hostile.in_the_form(Q=generic.NumberObject(2)),
    hostile.add_a_field_that_says(A=hostile.SCRIPT),
    hostile.add_a_field_that_says(AA=generic.DictionaryObject({pdf_name("/E"): hostile.SCRIPT})),
    hostile.add_a_field_that_says(Contents=pdf_string("paid in full")),
    hostile.add_a_field_that_says(MK=generic.DictionaryObject({pdf_name("/CA"): pdf_string("paid in full")})),
    forging.draw_over,
    forging.replace_words,
    forging.swap_pages,
]
TRAPS = traps.every()


@pytest.fixture(scope="module")
def signed(authority):
    """A letter with a form and an attachment, signed as any program signs."""
    return forging.sign_anyway(
        authority, "director", hostile.form(), box=(300, 100, 500, 200), mark=mark_of("director")
    )


@pytest.fixture(scope="module")
def checker(authority):
    return Checker(trust_in(authority))


def look(authority, content):
    """What is found, judged in this process."""

    async def judged():
        trust = trust_in(authority)
        async with allowed_session(trust) as session:
            live = AIOHttpFetcherBackend(session).get_fetchers()
            found = await Judge(Standing(lambda: datetime.now(UTC), Shelf(), trust, live)).judge(content)
        parts = tuple(found["signatures"]), tuple(found["stamps"])
        return FileReport("", len(content), found["pages"], *parts, uncovered=found["uncovered"]).told_of_the_end()

    return finish(judged())


class TestSavedBehind:
    @pytest.mark.parametrize("attack", CHANGES, ids=lambda one: one.__name__)
    def test_it_is_told_with_a_time_stamp_over_it_as_without(self, authority, signed, attack):
        made = attack(signed)
        for content in (made, forging.stamp(made, authority.stamper("tsa1"))):
            report = look(authority, content)
            (one,) = report.signatures
            assert (report.outcome, one.state, one.changes) == ("problem", State.CHANGED_AFTER, Changes.CONTENT)
            assert one.section == ""

    @pytest.mark.parametrize(
        "attack",
        [
            hostile.in_the_form(NeedAppearances=generic.BooleanObject(True)),
            hostile.in_the_catalog(Version=pdf_name("/paid in full")),
        ],
        ids=lambda one: one.__name__,
    )
    def test_what_a_program_that_stamps_puts_right(self, authority, signed, attack):
        assert look(authority, attack(signed)).outcome == "problem"

    def test_a_time_stamp_that_shows_words(self, authority, signed):
        made = forging.stamp(hostile.add_a_shown_field(signed), authority.stamper("tsa1"), field="later")
        (one,) = look(authority, made).signatures
        assert one.state is State.CHANGED_AFTER

    def test_a_further_signature_whose_place_runs_a_script(self, authority, signed):
        made = hostile.add_a_field_that_says(A=hostile.SCRIPT)(signed)
        first, _second = look(authority, forging.sign_anyway(authority, "section", made, field="later")).signatures
        assert first.state is State.CHANGED_AFTER

    def test_words_in_the_blank_behind_the_signature(self, authority, signed):
        report = look(authority, hostile.pad_the_signature(signed))
        assert (report.outcome, report.uncovered) == ("problem", len(b"paid in full"))
        assert report.signatures[0].changes is Changes.UNCOVERED

    @pytest.mark.parametrize("attack", [hostile.forget_the_signature, hostile.put_one_behind])
    def test_a_signature_that_nothing_leads_to_is_none(self, authority, signed, attack):
        assert look(authority, attack(signed)).outcome == "unsigned"


class TestHonest:
    """What programs add when they sign and stamp is no attack."""

    def test_a_time_stamp(self, authority, signed):
        assert look(authority, forging.stamp(signed, authority.stamper("tsa1"))).outcome == "valid"

    @pytest.mark.parametrize("level", [Level.B, Level.LT, Level.LTA])
    def test_ours_and_one_more_signature_and_a_stamp_over_both(self, authority, room, level):
        content = signed_by(room, "section", signed_by(room, "director", level=level).content).content
        assert look(authority, content).outcome == "valid"
        assert look(authority, forging.stamp(content, authority.stamper("tsa1"))).outcome == "valid"

    @pytest.mark.parametrize("made", [letter_with_streams, letter_for_the_web], ids=["streams", "web"])
    def test_a_file_written_in_another_way(self, authority, room, made):
        content = signed_by(room, "director", made(), box=None, appearance=None).content
        assert look(authority, content).outcome == "valid"
        assert look(authority, forging.stamp(content, authority.stamper("tsa1"))).outcome == "valid"
        assert look(authority, hostile.rename(content)).outcome == "problem"

    def test_a_place_for_one_who_signs_later_that_shows_nothing(self, authority, signed):
        content = forging.stamp(forging.add_empty_field(signed), authority.stamper("tsa1"))
        assert look(authority, content).outcome == "valid"

    def test_a_place_that_was_made_ready_with_a_script_before(self, authority):
        ready = hostile.add_a_field_that_says(A=hostile.SCRIPT)(hostile.form())
        once = forging.sign_anyway(authority, "director", ready, box=(300, 100, 500, 200))
        twice = forging.sign_anyway(authority, "section", once, field="later")
        assert look(authority, twice).outcome == "valid"

    def test_a_version_and_an_extension(self, authority, signed):
        said = {"/BaseVersion": pdf_name("/1.7"), "/ExtensionLevel": generic.NumberObject(5)}
        told = generic.DictionaryObject({pdf_name(key): one for key, one in said.items()})
        extensions = generic.DictionaryObject({pdf_name("/ESIC"): told})
        made = hostile.in_the_catalog(Extensions=extensions, Version=pdf_name("/1.7"))(signed)
        assert look(authority, made).outcome == "valid"

    def test_a_file_that_is_locked_against_changes_alone(self, authority):
        content = forging.sign_anyway(authority, "director", traps.lock(hostile.form(), ""))
        assert look(authority, content).outcome == "valid"


class TestTraps:
    @pytest.mark.parametrize("content", TRAPS.values(), ids=TRAPS)
    def test_it_is_refused_and_harms_nobody(self, checker, content):
        with pytest.raises(NotChecked):
            checker.check(content)

    def test_a_file_that_is_locked_is_said_to_be(self, checker):
        with pytest.raises(NotChecked, match="locked with a password"):
            checker.check(traps.lock(hostile.form(), "secret"))

    def test_less_than_no_pages(self, checker):
        assert checker.check(traps.count_pages(b"-5")).pages == 0
