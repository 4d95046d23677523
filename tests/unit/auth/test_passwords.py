import pytest

from saraban.auth import passwords
from saraban.auth.errors import PasswordRefused
from saraban.auth.passwords import check_rules, hash_made, hash_password, make_password, matches

LONG = "ขอให้หนังสือทุกฉบับถึงมือผู้รับโดยสวัสดิภาพ" * 8


class TestMatches:
    def test_a_long_thai_password_counts_to_its_last_character(self):
        kept = hash_password(LONG)
        assert matches(kept, LONG)
        assert not matches(kept, LONG[:-1])

    def test_the_hash_is_argon2_and_salted(self):
        assert hash_password("แมวสามตัวริมคลอง").startswith("$argon2id$")
        assert hash_password("แมวสามตัวริมคลอง") != hash_password("แมวสามตัวริมคลอง")

    def test_guessing_it_is_slow(self, real_hasher):
        """What is really used, in place of what stands in for it in the tests (RFC 9106, the second choice)."""
        assert (real_hasher.time_cost, real_hasher.memory_cost, real_hasher.parallelism) >= (3, 65_536, 4)

    def test_nobody_takes_as_long_as_somebody(self, real_hasher, monkeypatch):
        monkeypatch.setattr(passwords, "_HASHER", real_hasher)
        passwords._nobody.cache_clear()
        assert not real_hasher.check_needs_rehash(passwords._nobody())
        passwords._nobody.cache_clear()

    def test_what_looks_the_same_is_the_same(self):
        assert matches(hash_password("น้ำท่วมทุ่งนาทั้งตำบล"), "น้ํ\u0e32ท่วมทุ่งนาทั้งตำบล") is True

    def test_nobody_has_no_password(self):
        assert not matches(None, "")
        assert not matches(None, make_password())


class TestMakePassword:
    def test_it_is_random_and_easy_to_read(self):
        made = {make_password() for _i in range(50)}
        assert len(made) == 50
        for password in made:
            assert [len(group) for group in password.split("-")] == [4, 4, 4, 4]
            assert not set(password) & set("01iloIO")

    def test_its_hash_opens_for_it_only(self):
        password = make_password()
        assert matches(hash_made(password), password)
        assert not matches(hash_made(password), make_password())


class TestCheckRules:
    @pytest.mark.parametrize("password", ["แมวสามตัวริมคลอง", "correct horse staple", "ราชการ 4 ฝ่าย 9 เรื่อง", LONG])
    def test_accepts(self, password):
        check_rules(password, ["somsri", "สมศรี ใจดี"])

    @pytest.mark.parametrize(
        "password",
        [
            "", "สั้นเกินไป", "abcdefghijk", "x" * 1001,
            "somsri-at-the-office", "SOMSRI at the office", "รักษาการโดยสมศรี นะคะ",
            "password1234", "P@ssw0rd2567", "123456789012", "๑๒๓๔๕๖๗๘๙๐๑๒", "aaaaaaaaaaaaaa", "รหัสผ่าน12345",
            "1103700123456",
        ],
    )  # fmt: skip
    def test_refuses_and_names_the_field(self, password):
        with pytest.raises(PasswordRefused) as refused:
            check_rules(password, ["somsri", "สมศรี ใจดี"])
        assert refused.value.field == "new_password"
