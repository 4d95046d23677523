"""ผู้ใช้ทดสอบ (accounts for tests): persons that can sign in, with their passwords and phones."""

from datetime import UTC, datetime, timedelta

import pyotp

from saraban.auth.accounts import begin_enrolment, change_password, confirm_enrolment, create_account

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
PASSWORD = "แมวสามตัวนั่งริมคลองแสนแสบ"


class People:
    """Makes persons that can sign in, and knows their phones."""

    def __init__(self, desk):
        self.desk = desk
        self.secrets = {}

    def add(self, person="somsri", *, enrolled=False, **options):
        first = create_account(self.desk, person, **options)
        if enrolled:
            change_password(self.desk, person, old=first, new=PASSWORD)
            self.codes = self.enrol(person)
        self.desk.tm.commit()
        self.desk.tm.begin()
        return first

    def enrol(self, person):
        self.secrets[person], _uri = begin_enrolment(self.desk, person)
        codes = confirm_enrolment(self.desk, person, self.code(person))
        self.later(seconds=30)
        return codes

    def code(self, person, steps=0):
        at = int(self.desk.clock.now().timestamp()) // 30 + steps
        return pyotp.TOTP(self.secrets[person]).generate_otp(at)

    def later(self, **delta):
        self.desk.clock.real += timedelta(**delta)
