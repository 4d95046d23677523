"""Searching the seed circular's matter in the demonstration office, waiting for the index and after it."""

from __future__ import annotations

import pytest

from saraban.search import comparing, service
from saraban.search.interfaces import Query
from tests.integration import test_seed_services as seed

story, walked, desk = seed.story, seed.walked, seed.desk

CIRCULAR = ("กท ๐๔๐๓/ว ๓๒", "กท 0403/ว 32", "กท0403/ว32")
KNOWN_BY = {
    "u-d54-clerk": (*CIRCULAR, "กท ๕๔๐๑/๕๑๑", "กท 5401/511", "3398", "๓๓๙๘"),
    "u-d54-edu-clerk": (*CIRCULAR, "กท ๕๔๐๑/๕๑๑", "556", "กท ๕๔๐๗/๘๐๐", "กท5407/800"),
    "u-sch-1-clerk": (*CIRCULAR, "กท ๕๔๐๗/๘๐๐"),
}


@pytest.fixture(params=["waiting", "indexed"])
def indexed(request, desk, story):
    if request.param == "indexed":
        service.catch_up(desk, story.office.registry)
    return request.param


@pytest.fixture
def find(desk, story, indexed):
    def found(person, text, **narrow):
        return service.find(desk, story.office.registry, story.office.actor(desk, person), Query(text, **narrow))

    return found


def test_one_chain_from_each_of_its_numbers(find):
    found = {text: find(person, text).hits for person, texts in KNOWN_BY.items() for text in texts}
    assert all(found.values())
    assert len({hit.chain for hits in found.values() for hit in hits}) == 1


def test_another_unit_s_number_is_not_found(find):
    assert find("u-sch-1-clerk", "3398").total == 0


def test_nothing_waits_once_indexed(find, indexed):
    assert find("u-d54-clerk", "").pending == 0 or indexed == "waiting"


@pytest.mark.parametrize("text", ["หนังสือเวียน", "BMA OTP", "@bangkok.go.th"])
def test_schools_find_the_matter_by_its_words(find, text):
    assert find("u-sch-1-clerk", text).total


def test_schools_do_not_find_what_the_district_wrote(find):
    assert find("u-d54-clerk", "ดำเนินการตามเสนอ").total
    for person in ("u-sch-1-clerk", "u-sch-1"):
        result = find(person, "ดำเนินการตามเสนอ")
        assert (result.total, result.facets) == (0, {})


def test_index_and_store_agree(desk, story, indexed):
    if indexed == "indexed":
        assert comparing.check(desk, story.office.registry) == []
