import pytest

from saraban.auth.accounts import change_password, hand_out_password, resume_account, suspend_account
from saraban.auth.errors import TokenRefused
from saraban.auth.tokens import issue_token, revoke_token, token_for, tokens_of
from saraban.core.errors import Invalid, Missing
from tests.common.accounts import PASSWORD


@pytest.fixture(autouse=True)
def account(people):
    people.add(enrolled=True)


class TestIssueToken:
    def test_only_its_digest_is_kept(self, desk):
        text = issue_token(desk, "somsri", ["read"], 30, label="รายงานประจำวัน")
        token = token_for(desk, text)
        assert (token.person, token.scopes, token.label) == ("somsri", ("read",), "รายงานประจำวัน")
        assert text not in repr(vars(token))

    @pytest.mark.parametrize("scopes", [[], ["admin"], ["read", "secret"]])
    def test_refuses_scopes_that_do_not_exist(self, desk, scopes):
        with pytest.raises(Invalid) as refused:
            issue_token(desk, "somsri", scopes, 30)
        assert refused.value.field == "scopes"

    @pytest.mark.parametrize("days", [0, -1, 367])
    def test_refuses_tokens_without_a_near_end(self, desk, days):
        with pytest.raises(Invalid) as refused:
            issue_token(desk, "somsri", ["read"], days)
        assert refused.value.field == "days"

    def test_needs_an_account(self, desk):
        with pytest.raises(Missing):
            issue_token(desk, "nobody", ["read"], 30)


class TestTokenFor:
    @pytest.mark.parametrize("text", ["", "srbn_", "srbn_" + "A" * 43, "A" * 48, "ก" * 48])
    def test_refuses_what_was_never_issued(self, desk, text):
        with pytest.raises(TokenRefused) as refused:
            token_for(desk, text)
        assert refused.value.status == 401

    def test_a_reading_token_does_not_write(self, desk):
        text = issue_token(desk, "somsri", ["read"], 30)
        assert token_for(desk, text, "read")
        with pytest.raises(TokenRefused) as refused:
            token_for(desk, text, "write")
        assert (refused.value.status, refused.value.slug) == (403, "token-scope")

    def test_a_writing_token_does_not_read(self, desk):
        text = issue_token(desk, "somsri", ["write"], 30)
        with pytest.raises(TokenRefused):
            token_for(desk, text, "read")

    def test_ends(self, desk, people):
        text = issue_token(desk, "somsri", ["read"], 1)
        people.later(hours=23, minutes=59)
        assert token_for(desk, text)
        people.later(minutes=1)
        with pytest.raises(TokenRefused):
            token_for(desk, text)

    def test_goes_with_the_account(self, desk):
        text = issue_token(desk, "somsri", ["read"], 30)
        suspend_account(desk, "somsri")
        with pytest.raises(TokenRefused):
            token_for(desk, text)
        resume_account(desk, "somsri")
        assert token_for(desk, text)

    def test_waits_for_the_password_of_ones_own_and_the_phone(self, desk, people):
        first = people.add("somchai")
        text = issue_token(desk, "somchai", ["read"], 30)
        with pytest.raises(TokenRefused):
            token_for(desk, text)
        change_password(desk, "somchai", old=first, new=PASSWORD)
        with pytest.raises(TokenRefused):
            token_for(desk, text)
        people.enrol("somchai")
        assert token_for(desk, text)

    def test_a_new_password_handed_out_ends_those_before(self, desk, people):
        text = issue_token(desk, "somsri", ["read"], 30)
        change_password(desk, "somsri", old=hand_out_password(desk, "somsri"), new=PASSWORD + "ใหม่")
        with pytest.raises(TokenRefused):
            token_for(desk, text)
        assert token_for(desk, issue_token(desk, "somsri", ["read"], 30))


class TestRevokeToken:
    def test_opens_nothing_and_stays_on_record(self, desk, events):
        text = issue_token(desk, "somsri", ["read", "write"], 30)
        revoke_token(desk, "somsri", token_for(desk, text).id)
        with pytest.raises(TokenRefused):
            token_for(desk, text)
        assert [t.revoked for t in tokens_of(desk.root, "somsri")] == [desk.clock.now()]
        desk.tm.commit()
        assert events()[-2:] == ["token-issued", "token-revoked"]
        desk.tm.begin()

    def test_nobody_revokes_another_person_s(self, desk, people):
        people.add("somchai")
        text = issue_token(desk, "somsri", ["read"], 30)
        with pytest.raises(Missing):
            revoke_token(desk, "somchai", token_for(desk, text).id)
