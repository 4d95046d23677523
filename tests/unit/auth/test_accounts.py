from datetime import timedelta

import pytest

from saraban.auth.accounts import (
    begin_enrolment,
    change_password,
    confirm_enrolment,
    create_account,
    demo_guide,
    get_account,
    is_enrolled,
    missing_step,
    pending_enrolment,
    renew_recovery_codes,
    resume_account,
    suspend_account,
)
from saraban.auth.errors import (
    KeyUnusable,
    OtpNotEnrolled,
    OtpRefused,
    PasswordRefused,
    SignInRefused,
    StepUpNeeded,
    TooManyAttempts,
)
from saraban.auth.sessions import session_for
from saraban.auth.signin import sign_in
from saraban.core.errors import Conflict, Missing
from saraban.core.store import SECRET_KEY
from tests.common.accounts import PASSWORD


class TestCreateAccount:
    def test_the_first_password_opens_until_it_is_changed(self, desk, people):
        first = people.add()
        assert missing_step(desk.root, "somsri") == "password"
        assert sign_in(desk, "somsri", first)
        change_password(desk, "somsri", old=None, new=PASSWORD)
        with pytest.raises(SignInRefused):
            sign_in(desk, "somsri", first)

    def test_nothing_stored_tells_the_password(self, desk, people):
        first = people.add()
        assert first not in repr(vars(get_account(desk.root, "somsri")))

    def test_one_account_a_person(self, desk, people):
        people.add()
        with pytest.raises(Conflict):
            create_account(desk, "somsri")

    def test_hints_are_shown_in_a_demonstration_store_only(self, desk, people):
        people.add(hint=("ลองลงทะเบียนรับ", "Try receiving"))
        assert demo_guide(desk.root) == []
        desk.root.info.demo = True
        assert demo_guide(desk.root) == [("somsri", "ลองลงทะเบียนรับ", "Try receiving")]


class TestMissingStep:
    def test_the_phone_comes_after_the_password(self, desk, people):
        people.add()
        change_password(desk, "somsri", old=None, new=PASSWORD)
        assert missing_step(desk.root, "somsri") == "otp"
        people.enrol("somsri")
        assert missing_step(desk.root, "somsri") == ""

    @pytest.mark.parametrize(("demo", "step"), [(True, ""), (False, "otp")])
    def test_the_phone_can_wait_in_a_demonstration_store_only(self, desk, people, demo, step):
        people.add(may_put_off_otp=True)
        desk.root.info.demo = demo
        change_password(desk, "somsri", old=None, new=PASSWORD)
        assert missing_step(desk.root, "somsri") == step

    def test_raises_missing_for_nobody(self, desk):
        with pytest.raises(Missing):
            missing_step(desk.root, "nobody")


class TestChangePassword:
    def test_a_wrong_old_one_is_refused_and_counts(self, desk, people, events):
        people.add(enrolled=True)
        for _n in range(4):
            with pytest.raises(SignInRefused):
                change_password(desk, "somsri", old="ไม่ใช่", new="ปลาสองตัวว่ายทวนน้ำ")
        with pytest.raises(TooManyAttempts):
            change_password(desk, "somsri", old="ไม่ใช่", new="ปลาสองตัวว่ายทวนน้ำ")
        assert events().count("password-change-refused") == 5

    def test_leaving_the_old_one_out_works_for_a_handed_out_one_only(self, desk, people):
        people.add(enrolled=True)
        with pytest.raises(SignInRefused):
            change_password(desk, "somsri", old=None, new="ปลาสองตัวว่ายทวนน้ำ")

    def test_ends_every_session(self, desk, people):
        people.add(enrolled=True)
        token = sign_in(desk, "somsri", PASSWORD, people.code("somsri"))
        change_password(desk, "somsri", old=PASSWORD, new="ปลาสองตัวว่ายทวนน้ำ")
        assert session_for(desk, token) is None

    @pytest.mark.parametrize("new", [PASSWORD, "สั้น", "somsri ริมคลอง", "หัวหน้าวิเชียร ณ เขต"])
    def test_refuses_the_same_one_short_ones_and_names(self, desk, people, new):
        people.add(enrolled=True)
        with pytest.raises(PasswordRefused):
            change_password(desk, "somsri", old=PASSWORD, new=new, names=["วิเชียร ใจงาม"])


class TestEnrolment:
    def test_the_secret_is_kept_encrypted(self, desk, people):
        people.add(enrolled=True)
        account = get_account(desk.root, "somsri")
        assert people.secrets["somsri"] not in account.totp_secret
        assert len(account.recovery_hashes) == 10
        assert not set(people.codes) & set(account.recovery_hashes)

    def test_beginning_twice_shows_one_picture(self, desk, people):
        people.add()
        assert begin_enrolment(desk, "somsri") == begin_enrolment(desk, "somsri")
        assert pending_enrolment(desk, "somsri") == begin_enrolment(desk, "somsri")[1]

    def test_a_wrong_code_enrols_nothing_and_counts(self, desk, people, events):
        people.add()
        begin_enrolment(desk, "somsri")
        with pytest.raises(OtpRefused):
            confirm_enrolment(desk, "somsri", "000000")
        assert not is_enrolled(desk.root, "somsri")
        assert "otp-enrolment-refused" in events()

    def test_nothing_to_confirm_before_it_began(self, desk, people):
        people.add()
        with pytest.raises(OtpNotEnrolled):
            confirm_enrolment(desk, "somsri", "000000")
        with pytest.raises(Missing):
            pending_enrolment(desk, "somsri")

    def test_another_phone_needs_a_code_of_the_first_just_now(self, desk, people):
        people.add(enrolled=True)
        now = desk.clock.now()
        with pytest.raises(StepUpNeeded):
            begin_enrolment(desk, "somsri")
        with pytest.raises(StepUpNeeded):
            begin_enrolment(desk, "somsri", proved_at=now - timedelta(minutes=11))
        assert begin_enrolment(desk, "somsri", proved_at=now - timedelta(minutes=9))
        assert is_enrolled(desk.root, "somsri")

    def test_new_recovery_codes_void_the_old_ones(self, desk, people):
        people.add(enrolled=True)
        old = people.codes
        fresh = renew_recovery_codes(desk, "somsri", proved_at=desk.clock.now())
        assert not set(old) & set(fresh)
        with pytest.raises(SignInRefused):
            sign_in(desk, "somsri", PASSWORD, old[0])
        assert sign_in(desk, "somsri", PASSWORD, fresh[0])

    def test_recovery_codes_need_a_phone(self, desk, people):
        people.add()
        with pytest.raises(OtpNotEnrolled):
            renew_recovery_codes(desk, "somsri", proved_at=desk.clock.now())

    def test_without_the_key_nothing_is_made_up(self, desk, people):
        people.add(enrolled=True)
        (desk.var / SECRET_KEY).unlink()
        with pytest.raises(KeyUnusable):
            sign_in(desk, "somsri", PASSWORD, people.code("somsri"))


class TestSuspendAccount:
    def test_shuts_every_door_and_opens_again(self, desk, people):
        people.add(enrolled=True)
        token = sign_in(desk, "somsri", PASSWORD, people.code("somsri"))
        suspend_account(desk, "somsri")
        assert session_for(desk, token) is None
        people.later(seconds=30)
        with pytest.raises(SignInRefused):
            sign_in(desk, "somsri", PASSWORD, people.code("somsri"))
        resume_account(desk, "somsri")
        assert sign_in(desk, "somsri", PASSWORD, people.code("somsri"))
