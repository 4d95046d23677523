"""สารบัญของระบบ (table of contents): what the application is made of, bottom-up in layer order."""

from __future__ import annotations

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
    "saraban.core.digests",
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
    "saraban.outside",
    "saraban.offices",
    "saraban.kinds",
    "saraban.letters",
    "saraban.central",
    "saraban.directives",
    "saraban.executives",
    "saraban.templates",
    "saraban.signatures",
    "saraban.vault",
    "saraban.exchange",
    "saraban.circulars",
    "saraban.news",
    "saraban.rosters",
    "saraban.ui",
    "saraban.api",
)


def includeme(config: Any) -> None:
    for name in LIBRARIES:
        config.include(name)
    config.scan("substanced.objectmap.subscribers", categories=("substanced",))
    for name in FEATURES:
        config.include(name)
