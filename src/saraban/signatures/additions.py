"""สิ่งที่เปลี่ยนเมื่อลงนามแล้ว (what else changed since): what the library lets pass after signing, and no proof needs.

It takes any filling of a form for a thing that may come after a signature, whatever is drawn for it, and looks at
neither the title in a file's information nor what the catalog says of the file. A reader of the letter sees all that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from defusedxml.ElementTree import fromstring
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature

from saraban.signatures.reports import Changes

_VERSION = re.compile(r"/[12]\.\d{1,2}")
_EXTENSION = frozenset({"/Type", "/BaseVersion", "/ExtensionLevel"})
_LETTERS = re.compile(r"/[A-Za-z0-9_+-]{1,40} [\d.]{1,6} Tf(?: [\d.]{1,6}){1,4} (?:g|rg|k) ?")
_ACTIONS, _CAPTIONS = frozenset({"/A", "/AA"}), frozenset({"/CA", "/RC", "/AC", "/I", "/RI", "/IX"})
_MARKS = frozenset({"/Marked", "/UserProperties", "/Suspects"})
#: What a program that signs may say of itself and of the day, in the information and in the metadata.
_OF_SIGNING = frozenset({"/ModDate", "/Producer"})
_OF_SIGNING_TOO = frozenset(
    {"ModifyDate", "MetadataDate", "CreateDate", "Producer", "CreatorTool", "InstanceID", "DocumentID", "VersionID"}
    | {"xmptk", "about", "format"}
)


def is_changed(
    given: EmbeddedPdfSignature, changes: Changes, signed: Collection[str], stamped: Collection[str]
) -> bool:
    """Whether anything came after a signature that is neither a proof nor a signature, or whose time stamp shows words.

    ``signed`` and ``stamped`` are the names of the fields that hold signatures and time stamps.
    """
    if changes not in (Changes.PROOFS, Changes.SIGNATURES):
        return False
    before = given.reader.get_historical_resolver(given.signed_revision)
    after = given.reader.get_historical_resolver(given.reader.xrefs.total_revisions - 1)
    named = set(getattr(given.diff_result, "changed_form_fields", ()))
    return (
        _fills_more(given, before, named, signed, stamped)
        or _says_more(before.root, after.root)
        or _forms_differ(_part(before.root, "/AcroForm"), _part(after.root, "/AcroForm"), changes)
        or _informs_otherwise(_part(before.trailer_view, "/Info"), _part(after.trailer_view, "/Info"))
        or _describes_otherwise(before, after)
    )


def _fills_more(
    given: EmbeddedPdfSignature, before: Any, named: set[str], signed: Collection[str], stamped: Collection[str]
) -> bool:
    fields = {name: field for name, _value, field in enumerate_sig_fields(given.reader) if name in named}
    if any(_acts(field, before) for field in fields.values()):
        return True
    others = named - set(signed)
    groups = {name for name in others if any(one.startswith(f"{name}.") for one in {*signed, *stamped, *fields})}
    empty = {name for name, field in fields.items() if name in stamped or "/V" not in field.get_object()}
    return any(name not in empty or _is_shown(fields[name].get_object()) for name in others - groups)


def _acts(field: Any, before: Any) -> bool:
    """Whether a place for a signature does something when it is touched, and did not before."""
    for one in (field, *field.get_object().get("/Kids", generic.ArrayObject()).iterate()):
        reference = getattr(one, "reference", None)
        was = {} if reference is None or before.is_ref_unassignable(reference) else before(reference)
        if (_ACTIONS & set(one.get_object())) - set(was):
            return True
    return False


def _is_shown(field: Any) -> bool:
    """Whether a field has a place on a page and something is drawn there, or it has words beside its tip."""
    for widget in (field, *(kid.get_object() for kid in field.get("/Kids", ()))):
        if "/Contents" in widget or _CAPTIONS & set(_part(widget, "/MK")):
            return True
        edges = [float(edge) for edge in widget.get("/Rect", ())]
        if len(edges) != 4 or edges[0] == edges[2] or edges[1] == edges[3]:
            continue
        drawn = _part(_part(widget, "/AP"), "/N")
        if not isinstance(drawn, generic.StreamObject) or drawn.data.strip():
            return bool(drawn)
    return False


def _says_more(before: Any, after: Any) -> bool:
    """Whether the catalog says what only words can be: a version, an extension or marks that are none."""
    version = after.get("/Version")
    if version != before.get("/Version") and not _VERSION.fullmatch(str(version)):
        return True
    marks, extensions = _part(after, "/MarkInfo"), _part(after, "/Extensions")
    if marks != _part(before, "/MarkInfo") and not _are_marks(marks):
        return True
    return extensions != _part(before, "/Extensions") and not all(map(_is_extension, _every(extensions)))


def _are_marks(told: Any) -> bool:
    return set(told) <= _MARKS and all(isinstance(one, generic.BooleanObject) for one in told.values())


def _is_extension(told: Any) -> bool:
    if isinstance(told, generic.ArrayObject):
        return all(map(_is_extension, told))
    if not isinstance(told, generic.DictionaryObject) or not set(told) <= _EXTENSION:
        return told in ("/Extensions", "/DeveloperExtensions")
    level, version = told.get("/ExtensionLevel", 0), told.get("/BaseVersion", "/1.7")
    return isinstance(level, int) and bool(_VERSION.fullmatch(str(version)))


def _forms_differ(before: Any, after: Any, changes: Changes) -> bool:
    """Whether readers are told to draw the form anew, or with other letters."""
    if bool(after.get("/NeedAppearances", False)) and not bool(before.get("/NeedAppearances", False)):
        return True
    letters = str(after.get("/DA", ""))
    if letters != str(before.get("/DA", "")) and ("/DA" in before or not _LETTERS.fullmatch(letters)):
        return True
    if after.get("/Q", 0) != before.get("/Q", 0):
        return True
    old, new = _part(before, "/DR"), _part(after, "/DR")
    return changes is Changes.PROOFS and list(_leaves(old)) != list(_leaves(new))


def _leaves(told: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """What resources are named; where they lead to is the library's to look at."""
    for name in told:
        raw = told.raw_get(name)
        if isinstance(raw, generic.DictionaryObject) and depth < 3:
            yield from _leaves(raw, depth + 1)
        yield name, repr(raw)


def _informs_otherwise(before: Any, after: Any) -> bool:
    return any(str(after.get(one)) != str(before.get(one)) for one in {*before, *after} - _OF_SIGNING)


def _describes_otherwise(before: Any, after: Any) -> bool:
    """Whether the metadata have words that they had not, beside day and program; they may repeat the information."""
    old, new = _part(before.root, "/Metadata"), _part(after.root, "/Metadata")
    if not isinstance(new, generic.StreamObject):
        return False
    if isinstance(old, generic.StreamObject) and old.data == new.data:
        return False
    known = set(_words(old)) if isinstance(old, generic.StreamObject) else set()
    known |= {str(one) for one in _part(before.trailer_view, "/Info").values()}
    return not set(_words(new)) <= known


def _words(metadata: generic.StreamObject) -> Iterator[str]:
    for one in fromstring(metadata.read_data(DecodePurpose.XMP_METADATA)).iter():
        names = {"": one.text or "", **one.attrib}
        for name, told in names.items():
            kind = (name or one.tag).rsplit("}", 1)[-1]
            if told.strip() and kind not in _OF_SIGNING_TOO:
                yield told.strip()
        if (one.tail or "").strip():
            yield str(one.tail)


def _part(holder: Any, name: str) -> Any:
    """What stands under a name; nothing where there is none."""
    return holder[name] if name in holder else generic.DictionaryObject()


def _every(told: Any) -> list[Any]:
    return [told[one] for one in told]
