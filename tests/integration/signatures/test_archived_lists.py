"""คลังบัญชีเพิกถอน: lists are taken day by day, and speak for an authority that is silent or gone."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

import pytest

from saraban.audit.service import records
from saraban.files.service import files_of
from saraban.scripts.check_references import check_references
from saraban.signatures.list_archive import CHAIN, archive_of, check_lists, lists_with
from saraban.signatures.list_places import lists_of
from saraban.signatures.list_taking import Taker, fetch_list, health
from saraban.signatures.lists import ListRefused
from saraban.signatures.loops import finish
from saraban.signatures.offline import offline_file, pem_of
from saraban.signatures.renewing import NotRenewed
from saraban.signatures.reports import State
from tests.common.authority import rogue, running
from tests.common.commands import ini, saraban, saraban_json
from tests.common.lists_world import DAY, GONE, START, YEAR, answers_again, archiving, authority_of_then, today
from tests.common.office import open_office
from tests.common.signed_letters import trust_in
from tests.common.time_travel import judge, on, renew, sign


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    with authority_of_then(tmp_path_factory.mktemp("lists")) as started:
        yield started


@pytest.fixture(scope="module")
def letter(authority):
    return sign(authority, START)


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("archive"))
    yield office
    office.close()


@pytest.fixture
def world(opened, authority, letter):
    with archiving(opened, authority, letter) as made:
        yield made


class TestTaking:
    def test_of_every_authority_that_came_with_our_letters(self, world):
        assert {one.address.split("/")[-2] for one in world.places()} == {"root", "ca", "tsa1-ca"}
        assert world.take(START + DAY) == 0
        assert [at for _digest, at in world.kept()] == [START + DAY] * 3

    def test_every_day_and_what_did_not_change_once(self, world):
        at = START + DAY
        assert [world.turns(at), world.turns(at), world.turns(at + DAY / 2), world.turns(at + DAY)] == [3, 0, 0, 3]
        assert len(world.kept()) == 3  # the authority publishes each month
        world.turns(at + timedelta(days=31))
        assert len(world.kept()) == 5
        with world.office.desk() as desk:
            found = [one for one in files_of(desk.root).stored.values() if one.media_type == "application/pkix-crl"]
            assert {one.sha256 for one in found} >= {digest for digest, _at in world.kept()}

    def test_as_often_as_is_set_but_daily_before_a_certificate_ends(self, world):
        every = timedelta(days=30)
        world.turns(START + DAY, every=every)
        assert world.turns(START + 3 * DAY, every=every) == 0
        near = START + 2 * YEAR - 3 * DAY
        world.turns(near, every=every)
        assert world.turns(near + DAY, every=every) == 1  # of the signer's authority

    def test_before_proofs_are_renewed(self, world, letter):
        with world.day(START + DAY) as desk:
            world.taker().before_renewal(desk)
            world.taker().before_renewal(desk)
        assert sum("crls/" in one for one in world.authority.asked) == 3
        assert len(world.kept()) == 3

    def test_not_of_an_authority_that_has_ended(self, world):
        assert world.turns(START + 20 * YEAR) == 1, world.failed()  # the root goes on
        assert world.take(START + 20 * YEAR) == 0, world.failed()

    def test_each_is_in_the_chain_and_sealed(self, world):
        world.take(START + DAY)
        with world.office.desk() as desk:
            leaves = {one.n: one for one in records(desk.root, CHAIN)}
            for one in lists_of(desk.root).kept.values():
                leaf = leaves[one.leaf]
                assert (leaf.event, leaf.at, leaf.person) == ("list-taken", START + DAY, "system")
                assert leaf.about["sha256"] == one.file.sha256
            assert list(check_lists(desk.root)) == []
            assert list(check_references(desk.root)) == []
        assert len(world.evidence()) == 3


class TestRefusals:
    def test_silence_is_put_down_told_and_made_good(self, world):
        world.authority.silent = GONE
        at = today()
        assert world.take(at - 4 * DAY) == 1
        assert (world.failed(), len(world.kept())) == (["silent"], 2)
        with world.office.desk() as desk:
            found = health(None, desk.root)
        assert (found.well, found.figures) == (False, {"kept": 2, "silent": 1})
        world.authority.silent = set()
        assert world.turns(at - 4 * DAY + timedelta(minutes=30)) == 0
        assert world.turns(at - 4 * DAY + timedelta(minutes=90)) == 1
        with world.office.desk() as desk:
            assert health(None, desk.root).well
        assert world.failed() == []

    @pytest.mark.parametrize(("ago", "well"), [(1, True), (4, False), (40, True)])
    def test_advice_first_then_a_warning_and_then_it_is_gone(self, world, ago, well):
        world.authority.silent = GONE
        world.take(today() - ago * DAY)
        with world.office.desk() as desk:
            found = health(None, desk.root)
        assert (found.well, found.figures["silent"]) == (well, 1)

    def test_a_list_of_a_rogue_authority_of_the_same_name(self, world, tmp_path):
        other = rogue(world.authority, tmp_path / "rogue")

        async def fetch(_trust, address):
            return other.revocation_list(address.rsplit("/", 2)[1], START + DAY).dump()

        assert world.take(START + DAY, fetch=fetch) == 3
        assert (set(world.failed()), world.kept()) == ({"not-theirs"}, [])

    def test_an_old_list_again(self, world):
        world.take(START + 40 * DAY)

        async def fetch(_trust, address):
            return world.authority.revocation_list(address.rsplit("/", 2)[1], START + 35 * DAY).dump()

        async def before(_trust, address):
            return world.authority.revocation_list(address.rsplit("/", 2)[1], START - 300 * DAY).dump()

        first = len(world.kept())
        world.take(START + 41 * DAY, fetch=before)
        assert set(world.failed()) == {"stale"}
        world.take(START + 42 * DAY, fetch=fetch)
        assert len(world.kept()) == first

    def test_one_that_was_tampered_with_one_of_the_future_and_a_huge_one(self, world, monkeypatch):
        async def spoilt(_trust, address):
            content = world.authority.revocation_list(address.rsplit("/", 2)[1], START + DAY).dump()
            return content[:-1] + bytes([content[-1] ^ 1])

        async def ahead(_trust, address):
            return world.authority.revocation_list(address.rsplit("/", 2)[1], START + 400 * DAY).dump()

        world.take(START + DAY, fetch=spoilt)
        assert set(world.failed()) <= {"not-theirs", "unreadable"}
        world.take(START + DAY, fetch=ahead)
        assert set(world.failed()) == {"future"}
        monkeypatch.setattr("saraban.signatures.list_taking.MOST_BYTES", 100)
        monkeypatch.setattr("saraban.signatures.lists.MOST_BYTES", 100)
        world.take(START + DAY)
        assert (set(world.failed()), world.kept()) == ({"too-large"}, [])

    def test_no_address_but_those_of_the_settings(self, world):
        trust = replace(trust_in(world.authority), services=("http://127.0.0.1:9/",))
        with world.day(START + DAY) as desk:
            assert Taker(trust).look(desk) == []
            assert Taker(trust).take_all(desk) == 0
        with pytest.raises(ListRefused, match="silent"):
            finish(fetch_list(trust, f"{world.authority.url}/office/crls/ca/latest.crl"))
        assert world.authority.asked == []

    def test_nothing_for_strangers(self, world, tmp_path):
        with running(tmp_path / "stranger", START) as stranger:
            strange = sign(stranger, START)
            world.clear()
            world.came(strange)  # even if it had come as one of ours
            stranger.asked.clear()
            assert world.places() == []
            assert world.check(strange).outcome == "problem"
            assert (stranger.asked, world.authority.asked) == ([], [])


class TestSilence:
    """The authority answered for a year, then went silent; the signer's certificate has ended since."""

    def archive(self, world):
        world.take(START + YEAR)
        world.authority.silent = GONE

    def test_valid_with_the_archive_and_uncertain_without(self, world, letter):
        self.archive(world)
        (one,) = world.check(letter).signatures
        assert (one.state, one.then, one.now, one.level) == (State.VALID, "good", "expired", "B-LTA")
        assert one.kept_at == (START + YEAR).isoformat(timespec="seconds")
        (other,) = world.check(letter, with_archive=False).signatures
        assert (other.holds, other.then, other.kept_at) == (False, "unknown", "")

    def test_where_the_authority_answers_the_archive_is_not_named(self, world, letter):
        world.take(START + YEAR)
        (one,) = world.check(letter).signatures
        assert (one.state, one.kept_at) == (State.VALID, "")

    def test_revoked_before_signing_told_later(self, world, letter):
        world.authority.revoke("director", START - 9 * DAY)
        self.archive(world)
        (one,) = world.check(letter).signatures
        assert (one.holds, one.then == "good") == (False, False)

    def test_revoked_after_signing(self, world, letter):
        world.authority.revoke("director", START + 9 * DAY)
        self.archive(world)
        assert world.check(letter).signatures[0].holds

    def test_what_was_told_once_is_not_forgotten_where_later_lists_leave_it_out(self, world, letter):
        world.authority.revoke("director", START - 9 * DAY)
        world.take(START + YEAR)
        world.authority.revoked = {}
        assert not world.check(letter).signatures[0].holds
        assert world.check(letter, with_archive=False).signatures[0].holds  # which is why the archive counts always

    def test_a_list_that_no_seal_covers_proves_nothing(self, world, letter):
        world.office.clock.real = START + YEAR
        with on(START + YEAR), world.office.desk() as desk:
            world.taker().take_all(desk)
        world.authority.silent = GONE
        assert world.evidence() == ()
        assert not world.check(letter).signatures[0].holds
        world.seal(START + YEAR)
        assert world.check(letter).signatures[0].holds

    def test_in_2046_after_two_renewals(self, world, letter):
        self.archive(world)
        twice = renew(world.authority, letter, START + 8 * YEAR, "tsa2", archived=world.evidence())
        twice = renew(world.authority, twice, START + 16 * YEAR, "tsa3", archived=world.evidence())
        assert judge(world.authority, twice, START + 20 * YEAR, world.evidence()).holds
        assert not judge(world.authority, twice, START + 20 * YEAR).holds
        with pytest.raises(NotRenewed):
            renew(world.authority, letter, START + 8 * YEAR, "tsa2")


class TestAltered:
    """Somebody with access to the store changes what was kept: it proves nothing any more, and the check tells."""

    def problems(self, world):
        with world.office.desk() as desk:
            return {one.slug for one in check_lists(desk.root)}

    def change(self, world, work):
        world.take(START + YEAR)
        with world.office.desk() as desk:
            work(desk, lists_of(desk.root))
            desk.tm.commit()

    def test_its_time(self, world, letter):
        def work(_desk, lists):
            for one in lists.kept.values():
                one.taken_at -= YEAR

        self.change(world, work)
        assert self.problems(world) == {"list-unproven"}
        assert {one.captured for one in world.evidence()} == {START + YEAR}  # what the chain says

    def test_its_bytes(self, world, letter):
        def work(_desk, lists):
            for one in lists.kept.values():
                with one.file.blob.open("w") as stream:
                    stream.write(b"none")

        self.change(world, work)
        assert self.problems(world) == {"list-digest"}
        assert world.evidence() == ()
        world.authority.silent = GONE
        assert not world.check(letter).signatures[0].holds

    def test_one_put_in_beside_the_chain(self, world):
        def work(_desk, lists):
            for one in lists.kept.values():
                one.leaf = 1

        self.change(world, work)
        assert self.problems(world) == {"list-unproven"}
        assert len(world.evidence()) <= 1

    def test_what_its_record_says(self, world):
        def work(_desk, lists):
            for one in lists.kept.values():
                one.until += YEAR

        self.change(world, work)
        assert self.problems(world) == {"list-record"}

    def test_one_taken_out(self, world):
        self.change(world, lambda _desk, lists: lists.kept.clear())
        assert self.problems(world) == {"list-left-over"}
        assert world.check(sign(world.authority, START)).signatures


class TestWhich:
    def test_the_newest_before_the_end_and_the_newest(self, world):
        for at in (START + DAY, START + YEAR, START + 2 * YEAR - 40 * DAY, START + 3 * YEAR - DAY):
            world.take(at)
        found = world.lists_for("director", world.authority.certificate("ca"))
        assert sorted(one.captured for one in found) == [START + 2 * YEAR - 40 * DAY, START + 3 * YEAR - DAY]

    def test_none_of_another_key_of_the_same_name(self, world, tmp_path):
        world.take(START + DAY)
        other = rogue(world.authority, tmp_path / "other")
        assert world.lists_for("director", other.certificate("ca")) == []


class TestOffline:
    """แฟ้มตรวจสอบนอกระบบ: what its instructions say of the lists is done by the tools they name."""

    def place(self, world, letter, tmp_path):
        world.take(START + YEAR)
        world.authority.silent = GONE
        trust = trust_in(world.authority)
        with world.office.desk() as desk:
            lists = lists_with([letter], trust, archive_of(desk.root))
        archive = offline_file(letter, trust, lists=lists)
        assert archive == offline_file(letter, trust, lists=lists)
        zipfile.ZipFile(io.BytesIO(archive)).extractall(tmp_path)
        return tmp_path

    def run(self, place, command):
        done = subprocess.run(["sh", "-c", command], cwd=place, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    def verdict(self, place):
        """Steps 3 and 4 of the instructions, for the first signature."""
        a, b, c = re.findall(r"Signed Ranges: \[0 - (\d+)\], \[(\d+) - (\d+)\]", self.run(place, "pdfsig letter.pdf"))[
            0
        ]
        told = json.loads((place / "lists/taken.json").read_text())
        at = max(int(datetime.fromisoformat(one["taken"]).timestamp()) for one in told)
        cut = f"(head -c {a} letter.pdf; tail -c +$(({b}+1)) letter.pdf | head -c $(({c}-{b}))) > signed.bin"
        self.run(place, f"pdfsig -dump letter.pdf; {cut}; cat trust/*.pem > trust.pem; cat lists/*.pem > lists.pem")
        said = self.run(
            place,
            "openssl cms -verify -binary -inform DER -in letter.pdf.sig0 -content signed.bin -CAfile trust.pem "
            f"-purpose any -attime {at} -signer signer.pem -certsout chain.pem -out /dev/null",
        )
        assert "CMS Verification successful" in said
        return self.run(
            place,
            "openssl verify -crl_check -CAfile trust.pem -untrusted chain.pem -CRLfile lists.pem "
            f"-attime {at} signer.pem",
        )

    def test_an_outsider_can_judge_by_the_lists(self, world, letter, tmp_path):
        place = self.place(world, letter, tmp_path)
        assert self.verdict(place).strip().endswith("OK")
        assert "FAILED" not in self.run(place, "sha256sum -c SHA256SUMS")
        told = json.loads((place / "lists/taken.json").read_text())
        assert [one["taken"] for one in told] == [(START + YEAR).isoformat()] * 3
        with world.office.desk() as desk:
            leaves = {one.digest for one in records(desk.root, CHAIN)}
        assert {one["leaf"] for one in told} <= leaves

    def test_and_sees_who_was_revoked(self, world, letter, tmp_path):
        world.authority.revoke("director", START - 9 * DAY)
        assert "certificate revoked" in self.verdict(self.place(world, letter, tmp_path))

    def test_lists_that_were_taken_out_leave_it_open(self, world, letter, tmp_path):
        place = self.place(world, letter, tmp_path)
        for one in place.glob("lists/*.pem"):
            one.unlink()
        assert not self.verdict(place).strip().endswith("OK")


@pytest.fixture(scope="module")
def var(tmp_path_factory, authority):
    var = tmp_path_factory.mktemp("command") / "var"
    saraban(var, "init")
    services = f"{authority.url}/office/ocsp {authority.url}/office/crls"
    more = f"saraban.signing_certified = {authority.roots_file()}\nsaraban.signing_services = {services}\n"
    below = var.parent / "below.pem"
    below.write_bytes(pem_of([authority.certificate("ca"), authority.certificate("tsa3-ca")]))
    with ini(var).open("a") as stream:
        stream.write(f"{more}saraban.signing_authorities = {below}\n")
    return var


class TestCommand:
    """``saraban lists``: tells, takes and takes out; ``saraban check`` looks at the archive."""

    def test_takes_tells_and_takes_out(self, var, authority, capsys, tmp_path):
        answers_again(authority)
        assert saraban(var, "lists") == 0
        told = saraban_json(capsys, var, "lists", "--take")
        assert (told["lists"], told["silent"]) == (1, 0)  # the root's, which both certificates name
        saraban(var, "worker", "--once")
        assert saraban_json(capsys, var, "check", "--only", "lists")["clean"]
        told = saraban_json(capsys, var, "lists", "--export", str(tmp_path))
        (one,) = json.loads((tmp_path / "lists.json").read_text())
        assert (told["written"], json.loads(one["leaf"])["event"]) == (1, "list-taken")
        assert sha256((tmp_path / one["file"]).read_bytes()).hexdigest() == one["file"].removesuffix(".crl")

    def test_status_one_where_an_authority_is_silent(self, var, authority, capsys):
        authority.silent = {"crls/root"}
        assert saraban(var, "lists", "--take") == 1
        assert "silent" in capsys.readouterr().out
