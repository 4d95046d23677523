"""งานแฟ้ม (folders): make one, give it a list of its own, see what lies in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.desk import Desk
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.core.ids import id_text, new_id
from saraban.core.permissions import Permission
from saraban.filing.content import FilingFolder
from saraban.people.actor import Actor
from saraban.people.service import find_post


def add_folder(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    title: str,
    code: str = "",
    posts: tuple[str, ...] = (),
    id: str = "",
) -> FilingFolder:
    """เปิดแฟ้ม in a unit, with a list of its own where ``posts`` are named."""
    actor.require(Permission.FOLDER_MANAGE, find_unit(desk.root, unit))
    if not title.strip() or len(title) > 200:
        raise Invalid(_("Give the folder a name of at most 200 characters."), field="title")
    key = id or id_text(new_id())
    folder = FilingFolder(key, unit, title.strip(), code.strip())
    desk.root["filing"].add(key, folder, send_events=False)
    set_list(desk, actor, folder=key, posts=posts)
    return folder


def set_list(desk: Desk, actor: Actor, *, folder: str, posts: tuple[str, ...]) -> None:
    """กำหนดรายชื่อผู้เข้าถึงแฟ้ม: the posts that read it; empty = everyone who reads the unit's letters.

    What lies in the folder keeps the scope it was filed with when a list is changed between named posts; a folder
    that holds papers cannot change between open and listed, since that would need every paper rewritten.
    """
    found = find_folder(desk.root, folder)
    actor.require(Permission.FOLDER_MANAGE, find_unit(desk.root, found.unit))
    if bool(found.posts) != bool(posts) and len(found.papers):
        raise Invalid(
            _("This folder holds letters. Make a new folder with the list you want and move the letters there."),
            field="posts",
        )
    people = desk.root["people"]
    for post in (*found.posts, *posts):
        find_post(desk.root, post)
        kept = tuple(f for f in people.folder_lists.get(post, ()) if f != folder)
        people.folder_lists[post] = (*kept, folder) if post in posts else kept
    found.posts = tuple(dict.fromkeys(posts))
    people.changes.version += 1


def find_folder(root: Any, folder: str) -> FilingFolder:
    """Give a folder by id; raises ``Missing``."""
    filing = root["filing"]
    if not isinstance(folder, str) or folder not in filing:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return filing[folder]


def folders_of(root: Any, unit: str) -> list[FilingFolder]:
    """The folders of a unit, by code and title."""
    found = [f for f in root["filing"].values() if f.unit == unit]
    return sorted(found, key=lambda f: (f.code, f.title))


def known_folders(root: Any, actor: Actor, unit: str) -> list[FilingFolder]:
    """The folders of a unit that the actor may know of: who reads what lies in one, or keeps the unit's folders."""
    keeps = actor.may(Permission.FOLDER_MANAGE, find_unit(root, unit))
    return [f for f in folders_of(root, unit) if keeps or actor.may(Permission.LETTER_READ, f)]


def put_in(folder: FilingFolder, paper: int, day: date) -> None:
    """Lay a paper into the folder (the caller gives the paper the folder's scope)."""
    folder.papers.insert((day, paper))


def take_out(folder: FilingFolder, paper: int, day: date) -> None:
    """Take a paper out again."""
    if (day, paper) in folder.papers:
        folder.papers.remove((day, paper))
