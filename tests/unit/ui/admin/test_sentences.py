"""สิทธิในคำพูด: every permission and every role can be said on the administration pages."""

from saraban.core.permissions import Permission, Role
from saraban.ui.admin.sentences import DOES
from saraban.ui.layout.reasons import ROLES


def test_words_for_every_permission_and_role():
    assert set(DOES) == set(Permission)
    assert set(ROLES) >= {role.value for role in Role}
