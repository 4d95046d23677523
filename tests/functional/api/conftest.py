"""One office for the tests of a file: each test works on things of its own."""

import pytest

from tests.common.api import open_api


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    api = open_api(tmp_path_factory.mktemp("office"))
    yield api
    api.web.office.close()


@pytest.fixture
def letter():
    """A letter from outside as a registrar types it."""
    return {
        "number": "ศธ 04001/7",
        "date": "2024-03-06",
        "from_unit": "กระทรวงตัวอย่าง",
        "to": ["ผู้อำนวยการเขต"],
        "subject": "ขอความร่วมมือประชาสัมพันธ์โครงการอ่านหนังสือ",
    }


@pytest.fixture
def last(api):
    """Gives the last number taken in a unit's register of received letters."""
    return lambda unit="d54", by="u-d54-clerk": api.get(f"/units/{unit}/received?limit=1", by=by)["last"]


@pytest.fixture
def receive(api, letter):
    """Registers a letter with a number of its own; gives the answer."""
    count = iter(range(10_000))

    def receive(unit="d54", by="u-d54-clerk", **changes):
        number = f"รบ {next(count)}/{abs(hash((unit, str(changes)))) % 10_000}"
        body = {**letter, "number": number, "confirm": ["duplicate"], **changes}
        return api.post(f"/units/{unit}/received", body, by=by, status=201)

    return receive
