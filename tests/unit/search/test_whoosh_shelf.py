"""Sets of documents kept between searches."""

from saraban.search.whoosh_shelf import SetCache


def test_cache_drops_what_was_unused_longest():
    cache = SetCache(450)
    made = []
    for name in ("a", "b", "a", "c", "a", "b"):
        cache.get((name,), lambda name=name: made.append(name) or 1)
    assert made == ["a", "b", "c", "b"]
