"""หน้าจอ (pages): what people see and do, one package a feature; they call services and never touch what is stored."""

from typing import Any

PAGES = (
    "saraban.ui.layout",
    "saraban.ui.health",
    "saraban.ui.account",
    "saraban.ui.tray",
    "saraban.ui.executive",
    "saraban.ui.directives",
    "saraban.ui.receive",
    "saraban.ui.registers",
    "saraban.ui.outside",
    "saraban.ui.letters",
    "saraban.ui.drafts",
    "saraban.ui.unit_templates",
    "saraban.ui.answers",
    "saraban.ui.search",
    "saraban.ui.circulars",
    "saraban.ui.news",
    "saraban.ui.folders",
    "saraban.ui.admin",
    "saraban.ui.audit",
    "saraban.ui.vault",
    "saraban.ui.verify",
)


def includeme(config: Any) -> None:
    for name in PAGES:
        config.include(name)
