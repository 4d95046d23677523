"""A desk with the accounts section, the audit chains, a key and a clock that stands where it is put."""

import pytest
from transaction import TransactionManager

from saraban.audit.content import AuditTrail
from saraban.audit.service import heads, records
from saraban.auth.content import Accounts
from saraban.auth.keys import make_key
from saraban.core.store import APP_ROOT
from tests.common.accounts import NOW, People
from tests.common.roots import desk_in_memory


@pytest.fixture
def desk(tmp_path):
    make_key(tmp_path)
    with desk_in_memory(tmp_path, {"auth": Accounts, "audit": AuditTrail}, now=NOW) as desk:
        desk.var = tmp_path
        desk.tm.commit()
        desk.tm.begin()
        yield desk


@pytest.fixture
def people(desk):
    return People(desk)


@pytest.fixture
def events(desk):
    """What is on record in the security chains, read from a store that rolled everything else back."""

    def on_record():
        connection = desk.root._p_jar.db().open(transaction_manager=TransactionManager())
        try:
            root = connection.root()[APP_ROOT]
            return [r.event for unit in sorted(heads(root)) for r in records(root, unit)]
        finally:
            connection.close()

    return on_record
