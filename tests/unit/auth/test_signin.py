from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from transaction import TransactionManager
from ZODB.POSException import ConflictError

from saraban.auth.accounts import get_account, hand_out_password, missing_step, suspend_account
from saraban.auth.attempts import BUCKETS, FORGOTTEN, account_of, failed, lock_for
from saraban.auth.errors import OtpNotEnrolled, OtpRefused, SignInRefused, TooManyAttempts
from saraban.auth.sessions import session_for
from saraban.auth.signin import sign_in, step_up, verify_otp
from tests.common.accounts import PASSWORD


def fail(desk, name="somsri", password="ไม่ใช่รหัสนี้แน่นอน", otp=""):
    with pytest.raises((SignInRefused, TooManyAttempts)) as refused:
        sign_in(desk, name, password, otp)
    desk.tm.abort()
    desk.tm.begin()
    return refused.value


class TestSignIn:
    def test_password_and_code_open_a_session(self, desk, people, events):
        people.add(enrolled=True)
        token = sign_in(desk, " Somsri ", PASSWORD, people.code("somsri"))
        session = session_for(desk, token)
        assert (session.person, session.method) == ("somsri", "totp")
        assert session.otp_at == desk.clock.now()
        desk.tm.commit()
        assert "signed-in" in events()
        desk.tm.begin()

    def test_one_answer_for_everything_that_does_not_fit(self, desk, people):
        people.add(enrolled=True)
        people.add("somchai")
        suspended = people.add("suda")
        suspend_account(desk, "suda")
        desk.tm.commit()
        desk.tm.begin()
        answers = {
            str(fail(desk)),
            str(fail(desk, "nobody")),
            str(fail(desk, "somsri", PASSWORD)),
            str(fail(desk, "somsri", PASSWORD, "000000")),
            str(fail(desk, "suda", suspended)),
        }
        assert len(answers) == 1

    def test_a_first_password_grows_too_old(self, desk, people):
        first = people.add()
        people.later(days=31)
        assert isinstance(fail(desk, "somsri", first), SignInRefused)

    def test_a_used_code_is_refused(self, desk, people, events):
        people.add(enrolled=True)
        code = people.code("somsri")
        sign_in(desk, "somsri", PASSWORD, code)
        desk.tm.commit()
        desk.tm.begin()
        assert isinstance(fail(desk, "somsri", PASSWORD, code), SignInRefused)
        assert "otp-replayed" in events()

    def test_two_at_once_with_one_code_let_one_in(self, desk, people):
        people.add(enrolled=True)
        code = people.code("somsri")
        database = desk.root._p_jar.db()

        def enter(_n):
            tm = TransactionManager(explicit=True)
            connection = database.open(transaction_manager=tm)
            try:
                tm.begin()
                own = replace(desk, root=connection.root()["app_root"], tm=tm)
                sign_in(own, "somsri", PASSWORD, code)
                barrier.wait(20)
                tm.commit()
            except ConflictError:
                tm.abort()
                return "conflict"
            else:
                return "in"
            finally:
                connection.close()

        barrier = Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            outcomes = sorted(pool.map(enter, range(2)))
        assert outcomes == ["conflict", "in"]

    def test_what_was_typed_as_a_name_is_never_on_record(self, desk, people):
        fail(desk, "my secret password")
        database = desk.root._p_jar.db()
        records = b"".join(r.data for t in database.storage.changes.iterator() for r in t if r.data)
        assert b"sign-in-refused" in records
        assert b"my secret password" not in records


class TestLocks:
    def test_the_steps(self):
        minutes = [lock_for(n) // timedelta(minutes=1) for n in (1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 500)]
        assert minutes == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]

    @pytest.mark.parametrize("name", ["somsri", "nobody"])
    def test_five_failures_lock_and_each_later_one_doubles(self, desk, people, name):
        people.add(enrolled=True)
        waits = []
        for _n in range(8):
            refused = fail(desk, name)
            if isinstance(refused, TooManyAttempts):
                waits.append(refused.seconds)
                people.later(seconds=refused.seconds)
            else:
                waits.append(0)
        assert waits == [0, 0, 0, 0, 60, 120, 240, 480]

    def test_the_right_password_does_not_open_a_locked_account(self, desk, people, events):
        people.add(enrolled=True)
        for _n in range(5):
            fail(desk)
        assert isinstance(fail(desk, "somsri", PASSWORD, people.code("somsri")), TooManyAttempts)
        people.later(seconds=60)
        assert sign_in(desk, "somsri", PASSWORD, people.code("somsri"))
        assert "account-locked" in events()

    def test_the_count_survives_the_rollback_of_the_request(self, desk, people):
        people.add()
        fail(desk)
        assert account_of(desk.root, "somsri").attempts.count == 1

    def test_success_forgets_the_failures(self, desk, people):
        first = people.add()
        for _n in range(4):
            fail(desk)
        sign_in(desk, "somsri", first)
        assert account_of(desk.root, "somsri").attempts.count == 0

    def test_a_day_forgets_them_too(self, desk, people):
        people.add()
        for _n in range(4):
            fail(desk)
        people.later(seconds=FORGOTTEN.total_seconds() + 1)
        assert isinstance(fail(desk), SignInRefused)
        assert account_of(desk.root, "somsri").attempts.count == 1

    def test_guessing_names_fills_nothing(self, desk):
        for n in range(3):
            fail(desk, f"guess-{n}")
        assert 1 <= len(desk.root["auth"].strangers) <= 3
        assert all(0 <= box < BUCKETS for box in desk.root["auth"].strangers)

    def test_failures_of_many_at_once_are_all_counted(self, desk, people):
        people.add()

        def one(_n):
            with suppress(TooManyAttempts):
                failed(desk, "somsri", "sign-in-refused")

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(one, range(12)))
        desk.tm.abort()
        desk.tm.begin()
        assert account_of(desk.root, "somsri").attempts.count == 12


class TestRecoveryCodes:
    def test_each_opens_once(self, desk, people, events):
        people.add(enrolled=True)
        code = people.codes[3]
        session = session_for(desk, sign_in(desk, "somsri", PASSWORD, code))
        assert session.method == "recovery"
        desk.tm.commit()
        desk.tm.begin()
        assert isinstance(fail(desk, "somsri", PASSWORD, code), SignInRefused)
        assert len(get_account(desk.root, "somsri").recovery_hashes) == 9
        assert "recovery-code-used" in events()

    def test_it_is_no_proof_for_signing(self, desk, people):
        people.add(enrolled=True)
        with pytest.raises(OtpRefused):
            verify_otp(desk, "somsri", people.codes[0], "digest")

    def test_codes_of_another_person_open_nothing(self, desk, people):
        people.add("somchai", enrolled=True)
        others = people.codes
        people.add("somsri", enrolled=True)
        assert isinstance(fail(desk, "somsri", PASSWORD, others[0]), SignInRefused)


class TestVerifyOtp:
    def test_binds_the_code_to_person_and_purpose(self, desk, people):
        people.add(enrolled=True)
        proof = verify_otp(desk, "somsri", people.code("somsri"), "d1")
        assert proof.covers("somsri", "d1", desk.clock.now())
        assert not proof.covers("somsri", "d2", desk.clock.now())

    def test_one_code_approves_one_thing(self, desk, people, events):
        people.add(enrolled=True)
        code = people.code("somsri")
        verify_otp(desk, "somsri", code, "d1")
        desk.tm.commit()
        desk.tm.begin()
        with pytest.raises(OtpRefused):
            verify_otp(desk, "somsri", code, "d2")
        assert "otp-replayed" in events()

    def test_a_rolled_back_approval_spends_nothing(self, desk, people):
        people.add(enrolled=True)
        code = people.code("somsri")
        verify_otp(desk, "somsri", code, "d1")
        desk.tm.abort()
        desk.tm.begin()
        assert verify_otp(desk, "somsri", code, "d1")

    def test_wrong_codes_lock(self, desk, people):
        people.add(enrolled=True)
        for _n in range(4):
            with pytest.raises(OtpRefused):
                verify_otp(desk, "somsri", "000000", "d1")
        with pytest.raises(TooManyAttempts):
            verify_otp(desk, "somsri", "000000", "d1")

    def test_needs_a_phone(self, desk, people):
        people.add()
        with pytest.raises(OtpNotEnrolled):
            verify_otp(desk, "somsri", "123456", "d1")


class TestStepUp:
    def test_gives_a_new_token_and_voids_the_old_one(self, desk, people):
        people.add(enrolled=True)
        old = sign_in(desk, "somsri", PASSWORD, people.code("somsri"))
        before = session_for(desk, old)
        ends = before.expires
        people.later(minutes=20)
        new = step_up(desk, before, people.code("somsri"))
        assert session_for(desk, old) is None
        assert session_for(desk, new).otp_at == desk.clock.now()
        assert session_for(desk, new).expires == ends


class TestHandOutPassword:
    def test_starts_over(self, desk, people):
        people.add(enrolled=True)
        token = sign_in(desk, "somsri", PASSWORD, people.code("somsri"))
        fresh = hand_out_password(desk, "somsri", reset_otp=True, by="admin")
        assert session_for(desk, token) is None
        assert missing_step(desk.root, "somsri") == "password"
        assert session_for(desk, sign_in(desk, "somsri", fresh)).method == "password"
        with pytest.raises((SignInRefused, TooManyAttempts)):
            sign_in(desk, "somsri", PASSWORD)
