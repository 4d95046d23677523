"""Why somebody can read a thing, in sentences: post, role and unit, one sentence for each way."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from saraban.agencies.service import add_unit
from saraban.filing.content import Filing, FilingFolder
from saraban.people import service as people
from saraban.ui.layout.reasons import scope_words, unit_title, why_sentences
from tests.common.roots import desk_in_memory

DAY = date(2024, 3, 8)


def say(words):
    """As a page in English does."""
    return words.interpolate()


@pytest.fixture
def root(tmp_path):
    with desk_in_memory(tmp_path, {"filing": Filing}) as desk:
        root = desk.root
        add_unit(root, code="d1", title="สำนักงานเขต", kind="agency")
        add_unit(root, code="d1-edu", title="ฝ่ายการศึกษา", kind="section", parent="d1")
        for person, post, unit in (("head", "p-head", "d1"), ("clerk", "p-clerk", "d1-edu")):
            people.add_person(root, id=person, name=f"ชื่อ {person}")
            people.add_post(root, id=post, unit=unit, title=f"ตำแหน่ง {person}")
            people.appoint(root, person=person, post=post)
        people.grant_role(root, unit="d1", role="head", post="p-head", inherit=True)
        people.grant_role(root, unit="d1-edu", role="registrar", post="p-clerk")
        root["filing"].add("f1", FilingFolder("f1", "d1-edu", "แฟ้มประชุม"))
        root["people"].folder_lists["p-clerk"] = ("f1",)
        yield root


def why(root, person, *scopes):
    return why_sentences(root, person, SimpleNamespace(scopes=scopes), DAY, say)


class TestWhy:
    def test_by_a_role_in_the_unit(self, root):
        assert why(root, "clerk", "u:d1-edu") == [
            "As ตำแหน่ง clerk: registrar of ฝ่ายการศึกษา, who reads the letters of the unit."
        ]

    def test_by_a_role_in_a_unit_above(self, root):
        assert why(root, "head", "u:d1-edu") == [
            "As ตำแหน่ง head: head of สำนักงานเขต, which holds for the units below too, here ฝ่ายการศึกษา."
        ]

    def test_by_the_copies_that_a_central_saraban_gets(self, root):
        add_unit(root, code="d1-central", title="สารบรรณกลางเขต", kind="central", parent="d1")
        (sentence,) = why(root, "head", "c:d1-central")
        assert sentence == "As ตำแหน่ง head: head, who reads the file copies at สารบรรณกลางเขต."
        assert why(root, "clerk", "c:d1-central") == []
        assert scope_words(root, "c:d1-central", say) == "file copies at สารบรรณกลางเขต"

    def test_by_the_list_of_a_folder(self, root):
        (sentence,) = why(root, "clerk", "f:f1")
        assert sentence == "As ตำแหน่ง clerk: this post stands on the list of what lies in the folder แฟ้มประชุม."
        assert why(root, "head", "f:f1") == []

    def test_as_a_circular(self, root):
        assert why(root, "clerk", "circular") == ["It is a circular: all staff may read it."]

    def test_by_name(self, root):
        assert why(root, "clerk", "p:clerk") == ["It was given to this person by name."]
        assert why(root, "head", "p:clerk") == []

    def test_every_way_is_said(self, root):
        assert len(why(root, "clerk", "u:d1-edu", "circular", "p:clerk")) == 3

    def test_not_at_all(self, root):
        assert why(root, "clerk", "u:d1") == []


class TestScopes:
    def test_whose_letters(self, root):
        assert scope_words(root, "u:d1", say) == "letters of สำนักงานเขต"
        assert scope_words(root, "circular", say) == "a circular: all staff may read it"
        assert scope_words(root, "p:clerk", say) == "given to one person by name"

    def test_what_is_gone_keeps_its_code(self, root):
        assert unit_title(root, "closed") == "closed"
        assert scope_words(root, "f:thrown-away", say) == "what lies in the folder thrown-away"
