"""สารบัญของระบบ (table of contents): what the application is made of, bottom-up in layer order."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

LIBRARIES = (
    "pyramid_retry",
    "pyramid_tm",
    "pyramid_chameleon",
    "substanced.content",
    "substanced.event",
    "substanced.evolution",
    "substanced.objectmap",
    "substanced.workflow",
    "substanced.property",
)

FEATURES = (
    "saraban.core.sections",
    "saraban.core.request",
    "saraban.core.health",
    "saraban.core.idempotency",
    "saraban.audit",
    "saraban.jobs",
    "saraban.documents",
    "saraban.mail",
    "saraban.files",
    "saraban.auth",
    "saraban.agencies",
    "saraban.people",
    "saraban.classification",
    "saraban.search",
    "saraban.filing",
    "saraban.tasks",
    "saraban.registers",
    "saraban.intake",
    "saraban.letters",
    "saraban.signatures",
    "saraban.exchange",
    "saraban.circulars",
    "saraban.archive",
    "saraban.reporting",
    "saraban.evolve",
    "saraban.ui",
    "saraban.api",
)


def is_built(name: str) -> bool:
    """Does this feature exist and have something to include?"""
    return find_spec(name) is not None and hasattr(import_module(name), "includeme")


def includeme(config: Any) -> None:
    for name in LIBRARIES:
        config.include(name)
    config.scan("substanced.objectmap.subscribers", categories=("substanced",))
    for name in FEATURES:
        if is_built(name):
            config.include(name)
