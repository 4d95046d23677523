"""A template or a list of letters is looked up by its key: what others keep is not even read from the store."""

from __future__ import annotations

import pytest

from saraban.core.errors import Missing
from saraban.core.ids import id_text, new_id
from saraban.templates import merging, service
from saraban.templates.content import LetterTemplate, Merge

CLERK = "u-d54-clerk"


def template(unit):
    return LetterTemplate(new_id(), unit)


def merge(unit, at):
    return Merge(new_id(), unit, ("d", "each", "เชิญ"), rows=1, at=at, by=("p", "n", "post"))


@pytest.mark.parametrize("what", ["templates", "merges"])
def test_only_the_one_that_is_named_is_read(desk, who, what):
    find = service.find_template if what == "templates" else merging.find_merge
    tree = getattr(service.store_of(desk.root), what)
    made = [template(u) if what == "templates" else merge(u, desk.now) for u in ("d53", "d54", "dgov")]
    for one in made:
        tree[one.unit, one.id] = one
    desk.tm.commit()
    desk.tm.begin()
    desk.root._p_jar.cacheMinimize()
    assert find(desk.root, who(CLERK), id_text(made[1].id)) is made[1]
    assert [one._p_changed is None for one in made] == [True, False, True]
    for strange in (id_text(made[0].id), id_text(new_id()), "x"):
        with pytest.raises(Missing):
            find(desk.root, who(CLERK), strange)
