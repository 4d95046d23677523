"""แบบแก้ไขชนิดหนังสือ (the forms of the table): rows of a kind as lines to type, and the table with them changed."""

from __future__ import annotations

from typing import Any

from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _

MOST_GARUDA = 10.0
FIELD_HELP = "subject | เรื่อง | must"
TEXTS = ("title", "title_en", "heading", "opening")
SIGNER_FLAGS = ("must", "anyone")
CHOICES = ("series", "signing", "level", "paper", "note")
UNITS = ("unit_kinds", "issuers", "owners")
FLAGS = ("circular", "closing", "open")


def kind_values(data: dict[str, Any], key: str) -> dict[str, str]:
    """The form of a kind or sub-kind (``memo.report``) filled in; raises ``Missing``."""
    row = _row(data, key)
    values = {name: str(row.get(name, "")) for name in (*TEXTS, *CHOICES)}
    values["garuda"] = f"{row.get('garuda', 0):g}"
    values |= {name: "1" if row.get(name, name == "open") else "" for name in FLAGS}
    values |= {name: ", ".join(row.get(name, ())) for name in UNITS}
    values["fields"] = "\n".join(_field_line(field) for field in row.get("fields", ()))
    values["signers"] = "\n".join(_signer_line(place) for place in row.get("signers", ()))
    return values


def changed_kind(data: dict[str, Any], key: str, typed: Any) -> dict[str, Any]:
    """The table with one kind or sub-kind as it was typed; ``Invalid`` for a line of a field that cannot be read."""
    row = _row(data, key)
    for name in TEXTS:
        row[name] = str(typed.get(name, "")).replace("\r\n", "\n").strip()
    if "." not in key:
        row.update({name: str(typed.get(name, "")).strip() for name in CHOICES})
        row.update({name: bool(typed.get(name)) for name in ("circular", "closing")})
        row["garuda"] = _size(str(typed.get("garuda", "")))
        row["signers"] = [_signer(line) for line in str(typed.get("signers", "")).splitlines() if line.strip()]
    row["open"] = bool(typed.get("open"))
    row |= {name: [part.strip() for part in str(typed.get(name, "")).split(",") if part.strip()] for name in UNITS}
    row["fields"] = [_field(line) for line in str(typed.get("fields", "")).splitlines() if line.strip()]
    _tidy(row)
    return data


def words_values(data: dict[str, Any]) -> dict[str, str]:
    """Addressee classes and procurement matters, one a line."""
    classes = (
        [c["key"], c["title"], c["salutation"], c["closing"], *(["free"] if c.get("free") else [])]
        for c in data["classes"]
    )
    matters = ([m["key"], m["title"], m["place"]] for m in data["procurement"])
    return {
        "classes": "\n".join(" | ".join(row) for row in classes),
        "procurement": "\n".join(" | ".join(row) for row in matters),
    }


def changed_words(data: dict[str, Any], typed: Any) -> dict[str, Any]:
    """The table with these classes and matters; notes of those that stay are kept."""
    old = {c["key"]: c for c in data["classes"]}
    data["classes"] = [
        _noted(old, {"key": row[0], "title": row[1], "salutation": row[2], "closing": row[3], **_free(row)})
        for row in _rows(typed.get("classes", ""), 4, "classes")
    ]
    matters = {m["key"]: m for m in data["procurement"]}
    data["procurement"] = [
        _noted(matters, {"key": row[0], "title": row[1], "place": row[2]})
        for row in _rows(typed.get("procurement", ""), 3, "procurement")
    ]
    return data


def _row(data: dict[str, Any], key: str) -> dict[str, Any]:
    kind, _dot, sub = key.partition(".")
    found = next((k for k in data["kinds"] if k["key"] == kind), None)
    if found is not None and sub:
        found = next((s for s in found.get("subkinds", ()) if s["key"] == sub), None)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return dict_row(found)


def dict_row(found: Any) -> dict[str, Any]:
    """The row itself: what is changed in it is changed in the table."""
    row: dict[str, Any] = found
    return row


def _field_line(field: dict[str, Any]) -> str:
    flags = [
        *(["must"] if field.get("must") else []),
        *([f"type={field['type']}"] if field.get("type") else []),
        *([f"least={field['least']}"] if field.get("least") else []),
        *(["hidden"] if field.get("printed") is False else []),
    ]
    return " | ".join([field["name"], field.get("label", ""), *([", ".join(flags)] if flags else [])])


def _field(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|")]
    found: dict[str, Any] = {"name": parts[0], "label": parts[1] if len(parts) > 1 else ""}
    for flag in (f.strip() for f in (parts[2].split(",") if len(parts) > 2 else []) if f.strip()):
        name, _is, value = flag.partition("=")
        if flag == "must":
            found["must"] = True
        elif flag == "hidden":
            found["printed"] = False
        elif name == "type":
            found["type"] = value.strip()
        elif name == "least" and value.strip().isdecimal():
            found["least"] = int(value)
        else:
            raise _unread(line, "fields")
    if len(parts) > 3:
        raise _unread(line, "fields")
    return found


def _signer_line(place: dict[str, Any]) -> str:
    flags = [name for name in SIGNER_FLAGS if place.get(name)]
    return " | ".join([place["key"], place["label"], *([", ".join(flags)] if flags else [])])


def _signer(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|")]
    flags = [flag.strip() for flag in parts[2].split(",") if flag.strip()] if len(parts) > 2 else []
    if not 2 <= len(parts) <= 3 or not set(flags) <= set(SIGNER_FLAGS):
        raise _unread(line, "signers")
    return {"key": parts[0], "label": parts[1], **dict.fromkeys(flags, True)}


def _rows(text: str, needed: int, field: str) -> list[list[str]]:
    rows = [[part.strip() for part in line.split("|")] for line in str(text).splitlines() if line.strip()]
    for row in rows:
        if not needed <= len(row) <= needed + (1 if field == "classes" else 0):
            raise _unread(" | ".join(row), field)
    return rows


def _free(row: list[str]) -> dict[str, bool]:
    if len(row) > 4 and row[4] != "free":
        raise _unread(" | ".join(row), "classes")
    return {"free": True} if len(row) > 4 else {}


def _noted(old: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    note = old.get(row["key"], {}).get("note", "")
    return {**row, "note": note} if note else row


def _size(text: str) -> float:
    try:
        size = float(text or 0)
    except ValueError:
        raise Invalid(_("Write the height of the garuda in centimetres, such as 3."), field="garuda") from None
    return size if 0 <= size <= MOST_GARUDA else -1.0  # refused with the rest of the table


def _tidy(row: dict[str, Any]) -> None:
    """Members that say nothing are left out, as in the table that is shipped."""
    for name in ("heading", "opening", "note", *UNITS, "fields", "signers"):
        if not row.get(name):
            row.pop(name, None)
    if row.get("open"):
        row.pop("open")


def _unread(line: str, field: str) -> Invalid:
    return Invalid(
        _("This line cannot be read: “${line}”. Look at the others.", mapping={"line": line[:120]}), field=field
    )
