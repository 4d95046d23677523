"""หนังสือ (letters): registering, endorsing, drafting, closing, and each unit's paper of a letter."""

from __future__ import annotations

from typing import Any

from saraban.letters import documents
from saraban.letters.content import Answers, Letters, Originals


def includeme(config: Any) -> None:
    config.add_section("letters", Letters)
    config.add_section("answers", Answers)
    config.add_section("originals", Originals)
    config.add_searchable("L", documents.letter_document, documents.letter_thing, documents.letter_ids)
    config.add_searchable("P", documents.paper_document, documents.paper_thing, documents.paper_ids)
