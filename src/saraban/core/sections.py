"""หมวดของคลัง (sections): each feature declares the container it keeps in the tree, ``root[name]``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.exceptions import ConfigurationError

Sections = dict[str, Callable[[], Any]]


def add_section(config: Any, name: str, factory: Callable[[], Any]) -> None:
    """Declare the container of a feature; it is laid out in stores that lack it when the application starts."""
    sections: Sections = config.registry.sections
    if name in sections and sections[name] is not factory:
        msg = f"the section {name!r} is declared twice"
        raise ConfigurationError(msg)
    sections[name] = factory


def includeme(config: Any) -> None:
    config.registry.sections = {}
    config.add_directive("add_section", add_section, action_wrap=False)
    config.scan("saraban.core.content", categories=("substanced",))
