"""Makes the Plone site that is measured beside: a type of letter whose words are found, folders, so many letters.

Run by Plone's own Python (``zconsole run zope.conf plone_site.py MODEL LETTERS``); ``app`` is its root.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import lettergen
import transaction
from AccessControl.SecurityManagement import newSecurityManager
from plone.dexterity.fti import DexterityFTI
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from Products.CMFPlone.factory import addPloneSite
from Testing.makerequest import makerequest
from zope.component.hooks import setSite
from zope.globalrequest import setRequest

ADMIN = "admin"
PROFILES = ("plone.app.contenttypes:default", "plonetheme.barceloneta:default", "plone.restapi:default")
BEHAVIORS = ("plone.basic", "plone.shortname", "plone.namefromtitle", "plone.textindexer")


def make_site(root, model):
    """The site with its type and a folder for each division."""
    site = addPloneSite(
        root, "Plone", title="Plone", setup_content=False, default_language="th", extension_ids=list(PROFILES)
    )
    setSite(site)
    letter = DexterityFTI(
        "Letter",
        title="Letter",
        klass="plone.dexterity.content.Item",
        behaviors="\n".join(BEHAVIORS),
        model_source=model,
        add_permission="cmf.AddPortalContent",
        global_allow=True,
    )
    site.portal_types._setObject("Letter", letter)
    for division in lettergen.org()["divisions"]:
        createContentInContainer(site, "Folder", id=division["id"], title=division["id"])
    transaction.commit()
    return site


def add_letter(site, letter):
    """One letter with its file, in the folder of its division."""
    createContentInContainer(
        site[letter["division"]],
        "Letter",
        id=letter["id"],
        title=letter["subject"],
        dated=date.fromisoformat(letter["dated"]),
        file=NamedBlobFile(lettergen.pdf(letter["seq"]), contentType="application/pdf", filename="letter.pdf"),
        **{name: letter[name] for name in ("number", "sender", "recipients", "urgency", "body")},
    )
    transaction.commit()


def main(root, model, wanted):
    root = makerequest(root)
    setRequest(root.REQUEST)
    root.acl_users._doAddUser(ADMIN, ADMIN, ["Manager"], [])
    newSecurityManager(None, root.acl_users.getUser(ADMIN).__of__(root.acl_users))
    site = make_site(root, model)
    n = 0
    while wanted:
        letter = lettergen.letter(n)
        n += 1
        if letter["division"] is not None:
            add_letter(site, letter)
            wanted -= 1


main(app, Path(sys.argv[-2]).read_text(encoding="utf-8"), int(sys.argv[-1]))  # noqa: F821 - given by zconsole
