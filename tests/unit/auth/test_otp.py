import subprocess
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from saraban.auth.otp import (
    OtpProof,
    enrolment_uri,
    is_replay,
    make_recovery_codes,
    matching_step,
    new_secret,
    picture,
    recovery_hash,
)

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
AT = datetime(2026, 11, 22, 2, 0, 7, tzinfo=UTC)
STEP = int(AT.timestamp()) // 30


def code(step):
    return pyotp.TOTP(SECRET).generate_otp(step)


class TestMatchingStep:
    @pytest.mark.parametrize("shift", [-1, 0, 1])
    def test_one_step_either_way_is_accepted(self, shift):
        assert matching_step(SECRET, code(STEP + shift), AT, 0) == STEP + shift

    @pytest.mark.parametrize("shift", [-2, 2, 100])
    def test_older_and_later_codes_are_not(self, shift):
        assert matching_step(SECRET, code(STEP + shift), AT, 0) is None

    @pytest.mark.parametrize("text", ["", "000", "abcdef", "๑๒", "ข้อความ"])
    def test_nonsense_is_not(self, text):
        assert matching_step(SECRET, text, AT, 0) is None

    def test_a_used_step_and_those_before_it_are_spent(self):
        assert matching_step(SECRET, code(STEP), AT, STEP) is None
        assert matching_step(SECRET, code(STEP - 1), AT, STEP) is None
        assert matching_step(SECRET, code(STEP + 1), AT, STEP) == STEP + 1
        assert is_replay(SECRET, code(STEP), AT, STEP)
        assert not is_replay(SECRET, "000000", AT, STEP)

    def test_thai_digits_and_spaces_are_read(self):
        thai = code(STEP).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
        assert matching_step(SECRET, f" {thai[:3]} {thai[3:]} ", AT, 0) == STEP


class TestAnotherGenerator:
    """Codes of Debian's ``oathtool``, which shares nothing with ours but the standard (RFC 6238)."""

    def of_oathtool(self, secret, at):
        command = ["oathtool", "--totp", "--base32", f"--now={at:%Y-%m-%d %H:%M:%S UTC}", secret]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout.strip()

    @pytest.mark.parametrize("days", [0, 1, 400, 4000])
    def test_its_codes_are_ours(self, days):
        for n in range(6):
            secret, at = new_secret(), AT + timedelta(days=days, seconds=17 * n)
            step = int(at.timestamp()) // 30
            assert matching_step(secret, self.of_oathtool(secret, at), at, 0) == step
            assert matching_step(secret, self.of_oathtool(secret, at - timedelta(minutes=2)), at, 0) is None

    def test_it_reads_the_secret_of_the_address_that_phones_are_given(self):
        secret = new_secret()
        given = parse_qs(urlsplit(enrolment_uri(secret, "somsri", "สารบรรณ")).query)
        assert given["secret"] == [secret]
        assert {given.get(name, [usual])[0] for name, usual in (("digits", "6"), ("period", "30"))} == {"6", "30"}
        assert given.get("algorithm", ["SHA1"]) == ["SHA1"]
        assert matching_step(secret, self.of_oathtool(given["secret"][0], AT), AT, 0) == STEP


class TestOtpProof:
    proof = OtpProof("somsri", AT, "totp", "a1b2")

    def test_covers_its_person_and_purpose_only(self):
        assert self.proof.covers("somsri", "a1b2", AT)
        assert not self.proof.covers("somchai", "a1b2", AT)
        assert not self.proof.covers("somsri", "ffff", AT)
        assert not OtpProof("somsri", AT, "totp").covers("somsri", "", AT)

    def test_grows_old(self):
        assert self.proof.covers("somsri", "a1b2", AT + timedelta(minutes=5))
        assert not self.proof.covers("somsri", "a1b2", AT + timedelta(minutes=6))
        assert not self.proof.covers("somsri", "a1b2", AT - timedelta(seconds=1))


class TestEnrolment:
    def test_secrets_are_fresh_and_long(self):
        assert len({new_secret() for _i in range(20)}) == 20
        assert len(new_secret()) * 5 >= 160

    def test_the_address_names_system_and_person(self):
        uri = enrolment_uri(SECRET, "somsri")
        assert uri.startswith("otpauth://totp/saraban:somsri?secret=")
        assert "issuer=saraban" in uri

    def test_the_picture_is_a_png(self):
        assert picture(enrolment_uri(SECRET, "somsri")).startswith(b"\x89PNG")

    def test_ten_different_recovery_codes(self):
        codes = make_recovery_codes()
        assert len(set(codes)) == 10
        assert all(len(c) == 14 for c in codes)

    def test_a_recovery_code_may_be_typed_loosely_and_belongs_to_one_person(self):
        one = make_recovery_codes()[0]
        assert recovery_hash("somsri", one) == recovery_hash("somsri", f" {one.upper().replace('-', ' ')} ")
        assert recovery_hash("somsri", one) != recovery_hash("somchai", one)
