"""สำนักงานเดียว (one office) for all bad inputs of a process: nothing of what they send stays in it."""

import pytest

from tests.common.api import open_api
from tests.functional.bad_inputs.callers import ACTING, OTHER, make_tokens
from tests.functional.bad_inputs.doors import CLERK, World
from tests.functional.bad_inputs.verbs import ADMIN, HEAD


@pytest.fixture(scope="package")
def world(tmp_path_factory):
    api = open_api(tmp_path_factory.mktemp("bad-inputs"), **{"saraban.max_file_mb": "1"})
    found = World(api)
    api.token(CLERK)
    prepare(found)
    yield found
    api.web.office.close()


def prepare(world):
    """What is there before anything bad comes: people who are signed in, a letter, a draft."""
    for person in (CLERK, ADMIN, ACTING, OTHER, HEAD):
        world.person(person)
        world.api.token(person)
    make_tokens(world)
    done = world.api.post("/units/d54/received", {"subject": "หนังสือที่ถูกต้อง"}, by=CLERK)
    draft = world.api.post("/letters", {"subject": "ร่างที่ถูกต้อง", "unit": "d54-admin"}, by=CLERK)
    closed = world.api.post("/units/d54/received", {"subject": "หนังสือที่เสร็จแล้ว"}, by=CLERK)["receipt"]
    world.api.post(f"/receipts/{closed}/close", {"result": "เสร็จแล้ว"}, by=CLERK)
    waiting = world.api.post("/letters", {"subject": "รอลงนาม", "unit": "d54-admin"}, by=CLERK)["id"]
    world.api.post(f"/letters/{waiting}/propose", {"to_post": "d54-admin.head"}, by=CLERK)
    world.things["proposed"] = waiting
    world.things |= {"paper": done["receipt"], "letter": done["letter"], "draft": draft["id"], "closed": closed}
