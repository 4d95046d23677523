from datetime import timedelta

import pytest

from saraban.auth.accounts import suspend_account
from saraban.auth.sessions import (
    LIFETIME,
    Identity,
    forget_expired,
    key_of,
    open_session,
    session_for,
    sessions_of,
    sign_out,
    sign_out_everywhere,
    switch_post,
)
from saraban.core.errors import Missing

SOMSRI = Identity("somsri", "single-sign-on")


@pytest.fixture(autouse=True)
def account(people):
    people.add()


class TestOpenSession:
    def test_the_store_never_sees_the_token(self, desk):
        token = open_session(desk, SOMSRI, device="Firefox · Linux")
        session = session_for(desk, token)
        assert session.device == "Firefox · Linux"
        assert token not in repr(vars(session))
        assert key_of(token) in desk.root["auth"].sessions

    def test_a_token_brought_along_is_never_taken_over(self, desk):
        planted = "A" * 43
        token = open_session(desk, SOMSRI, replaces=planted)
        assert token != planted
        assert session_for(desk, planted) is None

    def test_the_session_before_it_ends(self, desk):
        first = open_session(desk, SOMSRI)
        second = open_session(desk, SOMSRI, replaces=first)
        assert session_for(desk, first) is None
        assert session_for(desk, second)

    def test_only_for_an_active_account(self, desk):
        with pytest.raises(Missing):
            open_session(desk, Identity("nobody", "single-sign-on"))
        suspend_account(desk, "somsri")
        with pytest.raises(Missing):
            open_session(desk, SOMSRI)


class TestSessionFor:
    @pytest.mark.parametrize("text", [None, "", "x", "A" * 43, "ก" * 43, "A" * 5000])
    def test_unknown_tokens(self, desk, text):
        assert session_for(desk, text) is None

    def test_ends_after_ten_hours_however_busy(self, desk, people):
        token = open_session(desk, SOMSRI)
        people.later(seconds=LIFETIME.total_seconds() - 1)
        assert session_for(desk, token)
        people.later(seconds=1)
        assert session_for(desk, token) is None

    def test_reading_writes_nothing(self, desk):
        token = open_session(desk, SOMSRI)
        desk.tm.commit()
        desk.tm.begin()
        session_for(desk, token)
        assert not desk.root._p_jar._registered_objects


class TestEnding:
    def test_sign_out_ends_this_one_only(self, desk):
        first, second = open_session(desk, SOMSRI), open_session(desk, SOMSRI)
        sign_out(desk, session_for(desk, first))
        assert session_for(desk, first) is None
        assert session_for(desk, second)

    def test_everywhere_ends_all_of_this_person(self, desk, people):
        people.add("somchai")
        mine = [open_session(desk, SOMSRI) for _n in range(3)]
        other = open_session(desk, Identity("somchai", "single-sign-on"))
        assert sign_out_everywhere(desk, "somsri") == 3
        assert [session_for(desk, token) for token in mine] == [None] * 3
        assert session_for(desk, other)

    def test_the_worker_sweeps_what_is_over(self, desk, people):
        old = open_session(desk, SOMSRI)
        people.later(hours=5)
        young = open_session(desk, SOMSRI)
        people.later(hours=6)
        assert [s.key for s in sessions_of(desk.root, "somsri", desk.clock.now())] == [key_of(young)]
        assert forget_expired(desk) == 1
        assert key_of(old) not in desk.root["auth"].sessions
        assert desk.root["auth"].sessions_by_person["somsri"] == (key_of(young),)

    def test_signing_in_sweeps_the_person_s_own(self, desk, people):
        open_session(desk, SOMSRI)
        people.later(seconds=(LIFETIME + timedelta(seconds=1)).total_seconds())
        open_session(desk, SOMSRI)
        assert len(desk.root["auth"].sessions) == 1


def test_switch_post(desk):
    session = session_for(desk, open_session(desk, SOMSRI))
    switch_post(desk, session, "d54-edu-head~grant-1")
    assert session.post == "d54-edu-head~grant-1"
