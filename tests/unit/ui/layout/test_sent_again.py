"""A refused form is offered again with what was typed, never with what proves who one is."""

from types import SimpleNamespace

import pytest
from webob.multidict import MultiDict

from saraban.ui.layout import errors

SECRETS = ("otp", "pin", "signing_code", "password", "new_password", "csrf_token")


@pytest.fixture(autouse=True)
def token(monkeypatch):
    monkeypatch.setattr(errors, "get_csrf_token", lambda _request: "fresh")


def test_what_was_typed_comes_back_and_secrets_do_not():
    typed = [("subject", "ขอเชิญประชุม"), ("to", "ก"), ("to", "ข"), *((name, "824193") for name in SECRETS)]
    request = SimpleNamespace(method="POST", POST=MultiDict(typed))
    assert errors.again(request) == [("csrf_token", "fresh"), ("subject", "ขอเชิญประชุม"), ("to", "ก"), ("to", "ข")]


def test_nothing_of_a_page_that_was_only_asked_for():
    assert errors.again(SimpleNamespace(method="GET", POST=MultiDict(otp="824193"))) == []
