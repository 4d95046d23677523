"""ผู้รับหนังสือ (addressees): groups and units as chosen, and the units that they stand for today."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from saraban.agencies.service import expand_group, find_unit
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _


def expand_addressees(root: Any, addressees: tuple[str, ...]) -> list[str]:
    """The unit codes that addressees stand for, each once, in order; raises ``Invalid`` for an unknown one."""
    codes: list[str] = []
    for addressee in addressees:
        kind, _colon, key = addressee.partition(":")
        with suppress(Missing):
            if kind == "group":
                codes += expand_group(root, key)
                continue
            if kind == "unit":
                codes.append(find_unit(root, key).code)
                continue
        raise Invalid(_("Choose the addressees from the list of groups and units."), field="addressees")
    return list(dict.fromkeys(codes))
