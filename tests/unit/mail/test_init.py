"""What the feature declares."""

from types import SimpleNamespace

from saraban.mail import includeme
from saraban.mail.content import MailRoom
from saraban.mail.wellbeing import health


def test_its_section_and_its_health():
    sections, checks = {}, {}
    includeme(SimpleNamespace(add_section=sections.__setitem__, add_health_check=checks.__setitem__))
    assert (sections, checks) == ({"mail": MailRoom}, {"mail": health})
