"""ผู้แปลของหน้าจอ (localizers): messages for pages, on Thai ones with their numbers in Thai digits.

The API translates for itself and keeps its digits. What stands in a message as plain text, such as a code, stays so.
"""

from __future__ import annotations

from typing import Any

from pyramid.i18n import Localizer, make_localizer
from pyramid.interfaces import ILocalizer, ITranslationDirectories

from saraban.core.i18n import Figures
from saraban.thai.digits import to_thai

THAI = "th"


class ThaiLocalizer(Localizer):
    """ผู้แปลเป็นไทย: numbers in messages are written in Thai digits (เลขไทย)."""

    def translate(self, tstring: Any, domain: str | None = None, mapping: Any = None) -> Any:
        """A message in Thai."""
        given = {**(getattr(tstring, "mapping", None) or {}), **(mapping or {})}
        return super().translate(tstring, domain=domain, mapping={name: _written(v) for name, v in given.items()})


def localizer(request: Any) -> Localizer:
    """The localizer of the request's language, made once."""
    registry, language = request.registry, request.locale_name
    found = registry.queryUtility(ILocalizer, name=language)
    if found is None:
        found = make_localizer(language, registry.queryUtility(ITranslationDirectories, default=[]))
        found = ThaiLocalizer(language, found.translations) if language == THAI else found
        registry.registerUtility(found, ILocalizer, name=language)
    return found


def _written(value: Any) -> Any:
    is_number = isinstance(value, Figures | int | float) and not isinstance(value, bool)
    return to_thai(str(value)) if is_number else value
