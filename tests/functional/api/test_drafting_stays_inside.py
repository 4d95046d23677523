"""ความเห็นระหว่างร่าง: opinions, comments, versions and steps of a draft are not read by who receives the letter."""

import pytest

from tests.common.people import Person

SAID = "เรื่องนี้อย่าเพิ่งให้หน่วยอื่นรู้"
OUTWARD = {"sign", "send"}


@pytest.fixture(scope="module")
def sent(api):
    """A memo of the education section to the works section; the district's director was asked about the draft."""
    api.web.open_account("u-d54-edu-head")
    body = {"kind": "memo", "unit": "d54-edu", "subject": "ขอข้อมูล", "body": "ขอข้อมูล", "to": ["หัวหน้าฝ่ายโยธา"]}
    made = api.post("/letters", {**body, "addressees": ["unit:d54-works"]}, by="u-d54-edu-officer", status=201)
    at = f"/letters/{made['id']}"
    api.post(f"{at}/opinions", {"posts": ["d54.director"], "text": SAID}, by="u-d54-edu-officer", status=201)
    api.post(f"{at}/comments", {"text": SAID}, by="u-d54-edu-officer", status=201)
    api.post(f"{at}/propose", {"to_post": "d54-edu.head"}, by="u-d54-edu-officer")
    api.post(f"{at}/sign", api.signing(made["id"], "u-d54-edu-head"), by="u-d54-edu-head")
    api.post(f"{at}/send", by="u-d54-edu-clerk")
    return made["id"]


@pytest.mark.parametrize("who", ["u-d54-edu-officer", "u-d54-edu-clerk", "u-d54-dir"])
def test_read_where_it_was_written_and_by_who_was_asked(api, sent, who):
    assert api.get(f"/letters/{sent}/review", by=who)["comments"][0]["text"] == SAID
    assert api.get(f"/letters/{sent}/versions", by=who)["items"]
    verbs = {step["verb"] for step in api.get(f"/letters/{sent}", by=who)["steps"]}
    assert {"ask_opinions", "comment", "propose"} < verbs


@pytest.mark.parametrize("who", ["u-d54-works-clerk", "u-d54-works-head"])
def test_not_read_by_who_receives_it(api, sent, who):
    for part in ("review", "versions"):
        assert SAID not in api.get(f"/letters/{sent}/{part}", by=who, status=403).body.decode()
    letter = api.get(f"/letters/{sent}", by=who)
    assert {step["verb"] for step in letter["steps"]} == OUTWARD
    assert SAID not in letter.body.decode()


def test_nor_on_the_pages(api, sent):
    receiver, writer = Person(api.web, "u-d54-works-clerk"), Person(api.web, "u-d54-edu-clerk")
    for part in ("review", "versions"):
        assert receiver.get(f"/l/{sent}/{part}", status=403)
        assert writer.get(f"/l/{sent}/{part}")
    for person, is_told in ((receiver, False), (writer, True)):
        page = person.get(f"/l/{sent}?tab=facts")
        assert ("ให้ความเห็นต่อย่อหน้า" in page.text) is is_told
        assert (f"/l/{sent}/review" in page.text) is is_told
