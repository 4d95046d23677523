"""ชื่อที่เก็บในคลัง: the dotted names that stores hold. Changing one needs an evolve step, or an alias at the old name."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from types import ModuleType

from persistent import Persistent

import saraban
from saraban.agencies.content import UNIT_KINDS
from saraban.core.permissions import Role

#: Persistent classes, wherever they are defined.
PERSISTENT = frozenset(
    {
        "saraban.agencies.content.AddresseeGroup",
        "saraban.agencies.content.Agencies",
        "saraban.agencies.content.Changes",
        "saraban.agencies.content.Prefix",
        "saraban.agencies.content.Unit",
        "saraban.audit.content.AuditTrail",
        "saraban.audit.content.Chain",
        "saraban.audit.content.Head",
        "saraban.audit.content.Leaf",
        "saraban.audit.content.Seal",
        "saraban.auth.content.Account",
        "saraban.auth.content.Accounts",
        "saraban.auth.content.ApiToken",
        "saraban.auth.content.Attempts",
        "saraban.auth.content.Session",
        "saraban.central.content.CentralCopies",
        "saraban.circulars.content.Board",
        "saraban.circulars.content.Category",
        "saraban.circulars.content.Posting",
        "saraban.core.content.KeptAnswer",
        "saraban.core.content.KeptAnswers",
        "saraban.core.content.Root",
        "saraban.core.content.StoreInfo",
        "saraban.core.trees.Marks",
        "saraban.core.trees.Queue",
        "saraban.core.trees.Roll",
        "saraban.core.trees.Shelf",
        "saraban.directives.content.Directive",
        "saraban.directives.content.Directives",
        "saraban.exchange.content.Delivery",
        "saraban.exchange.content.Exchange",
        "saraban.files.content.FileText",
        "saraban.files.content.Files",
        "saraban.files.content.StoredFile",
        "saraban.filing.content.Filing",
        "saraban.filing.content.FilingFolder",
        "saraban.kinds.content.KindTable",
        "saraban.kinds.content.KindVersion",
        "saraban.letters.content.Answers",
        "saraban.letters.content.Awaited",
        "saraban.letters.content.DraftVersion",
        "saraban.letters.content.Endorsement",
        "saraban.letters.content.Letter",
        "saraban.letters.content.Letters",
        "saraban.letters.content.Originals",
        "saraban.letters.content.Paper",
        "saraban.letters.content.Text",
        "saraban.mail.content.MailRoom",
        "saraban.mail.content.Outgoing",
        "saraban.news.content.News",
        "saraban.news.content.Subscriber",
        "saraban.offices.content.Office",
        "saraban.offices.content.Offices",
        "saraban.outside.content.OutsideBook",
        "saraban.outside.content.OutsideLetter",
        "saraban.people.content.ActingGrant",
        "saraban.people.content.Changes",
        "saraban.people.content.Holding",
        "saraban.people.content.People",
        "saraban.people.content.Person",
        "saraban.people.content.Post",
        "saraban.people.content.RoleGrant",
        "saraban.registers.content.Book",
        "saraban.registers.content.Entry",
        "saraban.registers.content.Registers",
        "saraban.rosters.content.ImportRecord",
        "saraban.rosters.content.Imports",
        "saraban.search.content.Desks",
        "saraban.search.content.Outbox",
        "saraban.search.content.Own",
        "saraban.search.content.SavedSearch",
        "saraban.signatures.content.Certificates",
        "saraban.signatures.content.HandImage",
        "saraban.signatures.content.HandImages",
        "saraban.signatures.content.IssuedFiles",
        "saraban.signatures.content.Proofs",
        "saraban.signatures.content.RevocationList",
        "saraban.signatures.content.RevocationLists",
        "saraban.signatures.content.SignerCertificate",
        "saraban.tasks.content.Tray",
        "saraban.tasks.content.Trays",
        "saraban.templates.content.LetterTemplate",
        "saraban.templates.content.Merge",
        "saraban.templates.content.TemplateVersion",
        "saraban.templates.content.Templates",
        "saraban.vault.content.Clearance",
        "saraban.vault.content.SecretBook",
        "saraban.vault.content.SecretDelivery",
        "saraban.vault.content.SecretEntry",
        "saraban.vault.content.SecretLetter",
        "saraban.vault.content.SecretNote",
        "saraban.vault.content.SecretPaper",
        "saraban.vault.content.Vault",
    }
)
#: Plain values inside persistent objects.
VALUES = frozenset(
    {
        "saraban.letters.values.Answer",
        "saraban.letters.values.BegunSigning",
        "saraban.letters.values.Comment",
        "saraban.letters.values.Cosigning",
        "saraban.letters.values.Deadline",
        "saraban.letters.values.DraftState",
        "saraban.letters.values.Held",
        "saraban.letters.values.Kept",
        "saraban.letters.values.Lock",
        "saraban.letters.values.Opinion",
        "saraban.letters.values.Recorded",
        "saraban.letters.values.Reference",
        "saraban.letters.values.Reminder",
        "saraban.letters.values.Screening",
        "saraban.letters.values.SheetMark",
        "saraban.letters.values.Signature",
        "saraban.letters.values.Step",
        "saraban.letters.values.Struck",
        "saraban.registers.content.Amendment",
        "saraban.registers.content.Opening",
        "saraban.vault.content.CopiesMade",
        "saraban.vault.content.LevelChange",
        "saraban.vault.content.Named",
        "saraban.vault.content.Unnamed",
    }
)
#: Kinds of trees, without fields of their own: many features' content stands in them.
TREES = "saraban.core.trees."


def modules() -> list[ModuleType]:
    """Every module of the product, imported."""
    return [importlib.import_module(found.name) for found in pkgutil.walk_packages(saraban.__path__, "saraban.")]


def below(cls: type) -> set[type]:
    return {*cls.__subclasses__(), *(found for sub in cls.__subclasses__() for found in below(sub))}


def name(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


def persistent_names() -> set[str]:
    modules()
    return {name(cls) for cls in below(Persistent) if cls.__module__.startswith("saraban.")}


def test_persistent_classes_are_the_known_ones() -> None:
    assert persistent_names() == PERSISTENT


def test_values_in_content_are_the_known_ones() -> None:
    modules()
    assert {
        name(cls)
        for module in list(sys.modules.values())
        if module.__name__.startswith("saraban.") and module.__name__.endswith((".content", ".values"))
        for cls in vars(module).values()
        if inspect.isclass(cls) and cls.__module__ == module.__name__ and not issubclass(cls, Persistent)
    } == VALUES


def test_persistent_classes_live_in_content_only() -> None:
    outside = {found for found in persistent_names() if found.split(".")[-2] != "content"}
    assert {found for found in outside if not found.startswith(TREES)} == set()


def test_words_kept_in_the_store() -> None:
    assert {str(role) for role in Role} == {
        "administrator", "auditor", "clerk", "head", "member", "registrar", "secret_registrar",
    }  # fmt: skip
    assert set(UNIT_KINDS) == {"agency", "bureau", "central", "city", "executive", "school", "section"}
