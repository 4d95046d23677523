"""Whatever is done to a signed letter is told; nothing that a stranger's file names is fetched."""

from __future__ import annotations

from hashlib import sha256

import pytest

from saraban.signatures.boxes import Box
from saraban.signatures.errors import BoxCovers
from saraban.signatures.identity import fingerprint
from saraban.signatures.reports import Changes, Clockwork, Known, State
from saraban.signatures.signing import Level
from saraban.signatures.trust import Trust
from saraban.signatures.validation import Checker, NotChecked, TooLarge
from tests.common import forging
from tests.common.authority import rogue, running
from tests.common.signed_letters import letter, mark_of, mutool, pdfsig, room_of, signed_by, trust_in

ORDER = ("drafter", "section", "director", "receiver", "note1", "note2")


@pytest.fixture(scope="module")
def checker(authority):
    return Checker(trust_in(authority))


@pytest.fixture(scope="module")
def signed(room):
    """A letter with everything that proves it."""
    return signed_by(room, "director").content


def the_one(report):
    assert len(report.signatures) == 1
    return report.signatures[0]


class TestHonestLetters:
    def test_a_letter_in_full(self, checker, signed, authority):
        report = checker.check(signed)
        one = the_one(report)
        assert report.outcome == "valid"
        assert (one.state, one.level, one.section) == (State.VALID, "B-LTA", "26-28")
        assert (one.name, one.organization) == ("นางสมมติ การศึกษาตัวอย่าง", "สำนักงานตัวอย่าง")
        assert (one.clock, one.stamper) == (Clockwork.STAMPER, "ผู้ประทับเวลาตัวอย่าง tsa1")
        assert (one.then, one.now, one.changes) == ("good", "good", Changes.PROOFS)
        assert one.fingerprint == fingerprint(authority.certificate("director"))
        assert [stamp.holds for stamp in report.stamps] == [True]
        assert report.pages == 2

    @pytest.mark.parametrize(
        ("level", "clock"),
        [(Level.B, Clockwork.SIGNER), (Level.T, Clockwork.STAMPER), (Level.LT, Clockwork.STAMPER)],
    )
    def test_the_level_is_what_is_found(self, checker, room, level, clock):
        one = the_one(checker.check(signed_by(room, "director", level=level).content))
        assert (one.state, one.level, one.clock) == (State.VALID, level.value, clock)
        assert one.covers_all is (level in (Level.B, Level.T))

    def test_the_offices_own_authority_is_section_26_alone(self, authority, signed):
        one = the_one(Checker(trust_in(authority, agency=True)).check(signed))
        assert (one.state, one.section) == (State.VALID, "26")

    def test_three_signers_a_receive_stamp_and_two_notes_all_hold_after_each_step(self, checker, room):
        content = letter()
        for count, label in enumerate(ORDER, 1):
            content = signed_by(room, label, content).content
            report = checker.check(content)
            assert [one.field for one in report.signatures] == [f"sig-{name}" for name in ORDER[:count]]
            assert {one.state for one in report.signatures} == {State.VALID}
            assert {one.level for one in report.signatures} == {"B-LTA"}
            assert {one.changes for one in report.signatures[:-1]} <= {Changes.SIGNATURES}
            assert all(stamp.holds for stamp in report.stamps)
        assert pdfsig(content).count("Signature is Valid") == len(ORDER)
        assert mutool(content).count("The signature is valid") == len(ORDER)
        assert "digest" not in mutool(content).lower()

    def test_a_letter_of_ours_tells_its_number_and_the_posts(self, authority, signed):
        known = Known("กท ๐๔๐๑/๔๑๗", "issued", signers={fingerprint(authority.certificate("director")): "ผู้อำนวยการเขต"})
        report = Checker(trust_in(authority), known=lambda _sha256: known).check(signed)
        assert report.outcome == "valid"
        assert the_one(report).post == "ผู้อำนวยการเขต"
        assert report.to_json()["register"] == {
            "number": "กท ๐๔๐๑/๔๑๗",
            "state": "issued",
            "dated": "",
            "by": "",
            "later": "",
            "signed": [],
        }

    def test_a_file_without_signatures(self, checker):
        report = checker.check(letter())
        assert (report.outcome, report.signatures, report.pages) == ("unsigned", (), 2)


class TestAttacks:
    def test_a_changed_byte(self, checker, signed):
        assert the_one(checker.check(forging.change_a_byte(signed))).state is State.ALTERED

    @pytest.mark.parametrize("attack", [forging.draw_over, forging.replace_words, forging.swap_pages])
    def test_something_saved_after_signing(self, checker, signed, attack):
        made = attack(signed)
        one = the_one(checker.check(made))
        assert (one.state, one.changes) == (State.CHANGED_AFTER, Changes.CONTENT)
        assert one.section == ""
        assert "Signature is Valid" in pdfsig(made), "what another reader says of it, and why its word is not asked"

    def test_pages_exchanged_and_the_file_written_anew(self, checker, signed):
        report = checker.check(forging.write_anew(signed))
        assert report.outcome in ("problem", "unsigned")
        assert not any(one.holds for one in report.signatures)

    def test_another_person_with_a_good_certificate(self, authority, room):
        known = Known("1", "issued", signers={fingerprint(authority.certificate("director")): "ผู้อำนวยการเขต"})
        content = signed_by(room, "section").content
        report = Checker(trust_in(authority), known=lambda _sha256: known).check(content)
        assert (report.outcome, the_one(report).state) == ("problem", State.WRONG_PERSON)

    def test_a_revoked_certificate(self, checker, authority):
        one = the_one(checker.check(forging.sign_anyway(authority, "revoked")))
        assert (one.state, one.then, one.now) == (State.REVOKED, "revoked", "revoked")
        assert one.revoked_at

    def test_an_expired_certificate(self, checker, authority):
        one = the_one(checker.check(forging.sign_anyway(authority, "expired")))
        assert (one.state, one.then, one.now) == (State.EXPIRED, "unknown", "expired")

    def test_an_authority_of_the_same_name_makes_us_ask_nobody(self, checker, authority, tmp_path):
        other = rogue(authority, tmp_path)
        before = len(authority.asked)
        one = the_one(checker.check(forging.sign_anyway(other, "director")))
        assert one.state is State.UNTRUSTED
        assert (one.name, one.section) == ("นางสมมติ การศึกษาตัวอย่าง", "")
        assert authority.asked[before:] == []

    def test_a_field_over_what_is_written(self, checker, authority, signed):
        over = (95, 640, 500, 750)
        made = forging.sign_anyway(authority, "section", signed, box=over, mark=mark_of("section"))
        first, second = checker.check(made).signatures
        assert (first.field, first.state) == ("sig-director", State.COVERED)
        assert second.state is State.VALID

    def test_our_own_signing_refuses_to_cover(self, room, signed):
        with pytest.raises(BoxCovers):
            signed_by(room, "section", signed, box=Box(1, 35, 35, 60, 25))
        with pytest.raises(BoxCovers):
            signed_by(room, "section", signed, box=Box(2, 100, 120, 60, 25))

    def test_a_time_stamp_taken_out(self, checker, room):
        content = signed_by(room, "director", level=Level.T).content
        one = the_one(checker.check(forging.strip_time_stamp(content, "sig-director")))
        assert (one.level, one.clock, one.stamper) == ("B-B", Clockwork.SIGNER, "")

    def test_the_archives_stamp_cut_off(self, checker, signed):
        report = checker.check(forging.cut_last_revision(signed))
        assert report.stamps == ()
        assert the_one(report).level != "B-LTA"


class TestBehindTheEnd:
    """What no signature covers, and no reader shows."""

    @pytest.mark.parametrize("level", [Level.B, Level.LT, Level.LTA])
    @pytest.mark.parametrize(
        "attack",
        [
            forging.add_comment,
            forging.add_bytes,
            forging.add_bare_stream,
            forging.add_comment_and_end,
            forging.add_empty_field,
        ],
    )
    def test_it_is_counted_and_the_file_is_not_sound(self, checker, room, attack, level):
        content = signed_by(room, "director", level=level).content
        made = attack(content)
        report = checker.check(made)
        assert report.outcome == "problem"
        assert report.uncovered >= len(made) - len(content)
        assert (the_one(report).holds, the_one(report).changes) == (True, Changes.UNCOVERED)
        assert report.to_json()["uncovered"] == report.uncovered

    def test_only_what_stands_behind_the_last_signature_counts(self, checker, room):
        once = forging.add_comment(signed_by(room, "director", level=Level.B).content)
        twice = signed_by(room, "section", once, level=Level.B).content
        assert (checker.check(twice).uncovered, checker.check(twice).outcome) == (0, "valid")
        assert checker.check(twice + b"%\n").uncovered == len(b"%\n")

    def test_a_comment_among_the_proofs(self, checker, signed):
        made = forging.add_proofs_of_nothing(signed)
        report = checker.check(made)
        assert report.outcome == "problem"
        assert report.uncovered

    @pytest.mark.parametrize(
        ("attack", "level"),
        [
            (forging.add_unused_object, Level.LT),
            (forging.add_unused_object, Level.LTA),
            (forging.add_behind_a_stream, Level.LT),
        ],
    )
    def test_words_among_the_proofs_that_a_reader_passes_over(self, checker, room, attack, level):
        content = signed_by(room, "director", level=level).content
        made = attack(content)
        report = checker.check(made)
        assert report.outcome == "problem"
        assert report.uncovered >= len(made) - len(content)
        assert not the_one(report).holds or the_one(report).changes is Changes.UNCOVERED

    def test_a_stamp_of_somebody_unknown_covers_nothing(self, checker, signed, tmp_path):
        with running(tmp_path) as other:
            made = forging.add_comment_and_stamp(signed, other.stamper("tsa1"))
        report = checker.check(made)
        assert [stamp.holds for stamp in report.stamps] == [True, False]
        assert (report.outcome, report.uncovered >= len(made) - len(signed)) == ("problem", True)

    def test_a_strangers_file_is_told_too(self, signed, authority, tmp_path):
        with running(tmp_path) as other:
            checker = Checker(trust_in(other))
            assert checker.check(signed).uncovered == 0
            assert checker.check(forging.add_comment(signed)).uncovered

    @pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\n\n"])
    @pytest.mark.parametrize("level", [Level.B, Level.LT, Level.LTA])
    def test_the_end_of_a_line_is_nothing(self, checker, room, end, level):
        report = checker.check(signed_by(room, "director", level=level).content + end)
        assert (report.outcome, report.uncovered) == ("valid", 0)

    def test_a_file_of_our_record_is_as_it_was_issued(self, authority, signed):
        content = forging.add_comment(signed)
        known = Known("1", "issued", signers={fingerprint(authority.certificate("director")): "ผู้อำนวยการเขต"})
        report = Checker(trust_in(authority), known=lambda _sha256: known).check(content)
        assert (report.outcome, report.uncovered, the_one(report).changes) == ("valid", 0, Changes.PROOFS)

    def test_one_that_our_record_has_without_the_end_is_not(self, authority, signed):
        issued = sha256(signed).hexdigest()
        checker = Checker(trust_in(authority), known=lambda one: Known("1", "issued") if one == issued else None)
        assert checker.check(signed).known
        report = checker.check(forging.add_comment(signed))
        assert (report.outcome, report.known) == ("problem", None)


class TestStrangers:
    def test_nothing_is_asked_at_addresses_that_the_settings_do_not_name(self, authority, room, signed):
        before = len(authority.asked)
        one = the_one(Checker(Trust(certified=(authority.root,))).check(signed))
        assert one.state is State.UNCERTAIN
        assert authority.asked[before:] == []

    def test_an_authority_that_we_do_not_know_is_not_asked(self, signed, authority, tmp_path):
        with running(tmp_path) as other:
            one = the_one(Checker(trust_in(other)).check(signed))
            assert (one.state, other.asked) == (State.UNTRUSTED, [])

    @pytest.mark.parametrize("content", [b"", b"nothing", b"%PDF-1.7\n%%EOF\n", b"\x00" * 2000])
    def test_what_is_no_pdf(self, checker, content):
        with pytest.raises(NotChecked):
            checker.check(content)

    def test_a_file_cut_in_the_middle(self, checker, signed):
        with pytest.raises(NotChecked):
            checker.check(signed[: len(signed) // 3])

    def test_a_file_that_is_too_large(self, authority):
        with pytest.raises(TooLarge):
            Checker(trust_in(authority), most_bytes=1000).check(letter())

    def test_a_file_that_takes_too_long(self, authority, signed):
        with pytest.raises(NotChecked):
            Checker(trust_in(authority), seconds=0.01).check(signed)

    def test_an_authority_that_is_silent_leaves_us_uncertain(self, tmp_path):
        with running(tmp_path) as own:
            content = signed_by(room_of(own), "director").content
            own.silent = {"ocsp", "crls"}
            assert the_one(Checker(trust_in(own)).check(content)).state is State.UNCERTAIN
