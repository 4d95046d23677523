"""ส่วนประกอบของแบบข้อมูล (parts of schemas): short ways of writing JSON Schema, each with a description."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

ID = "^[0-9abcdefghjkmnpqrstvwxyz]{13}$"
CODE = "^[a-z0-9]+(-[a-z0-9]+)*$"


def text(about: str, limit: int = 0, *, low: int = 0, **more: Any) -> Schema:
    """A text of at most ``limit`` characters."""
    sizes = {"maxLength": limit} if limit else {}
    return {"type": "string", "description": about, **sizes, **({"minLength": low} if low else {}), **more}


def word(about: str, *choices: str, **more: Any) -> Schema:
    """One of a few words."""
    return {"type": "string", "description": about, "enum": list(choices), **more}


def whole(about: str, low: int | None = None, high: int | None = None, **more: Any) -> Schema:
    """A whole number."""
    limits = {name: value for name, value in (("minimum", low), ("maximum", high)) if value is not None}
    return {"type": "integer", "description": about, **limits, **more}


def flag(about: str, **more: Any) -> Schema:
    """True or false."""
    return {"type": "boolean", "description": about, **more}


def day(about: str, **more: Any) -> Schema:
    """A calendar date of Bangkok, ISO form, Gregorian year."""
    return {"type": "string", "format": "date", "description": about, "examples": ["2024-03-08"], **more}


def instant(about: str, **more: Any) -> Schema:
    """A moment with its offset."""
    return {
        "type": "string",
        "format": "date-time",
        "description": about,
        "examples": ["2024-03-08T09:01:00+07:00"],
        **more,
    }


def opaque(about: str) -> Schema:
    """The id of a letter, receipt, delivery or file."""
    return {"type": "string", "description": about, "pattern": ID, "examples": ["4f2k9m0x7c1qz"]}


def code(about: str) -> Schema:
    """The code of a unit."""
    return {"type": "string", "description": about, "pattern": CODE, "maxLength": 60, "examples": ["d54-edu"]}


def many(item: Schema, about: str, limit: int = 0, **more: Any) -> Schema:
    """A list."""
    return {"type": "array", "items": item, "description": about, **({"maxItems": limit} if limit else {}), **more}


def record(about: str, required: tuple[str, ...] | None = None, **members: Schema) -> Schema:
    """An object with these members and no others; all of them are there unless ``required`` says which."""
    names = {name.rstrip("_"): schema for name, schema in members.items()}
    needed = list(names) if required is None else list(required)
    return {
        "type": "object",
        "description": about,
        "properties": names,
        "required": needed,
        "additionalProperties": False,
    }


def or_null(schema: Schema) -> Schema:
    """The same, or null."""
    if "$ref" in schema:
        about = {"description": schema["description"]} if "description" in schema else {}
        return {"anyOf": [{"$ref": schema["$ref"]}, {"type": "null"}], **about}
    more = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [schema["type"], "null"], **more}


def ref(name: str, about: str = "") -> Schema:
    """A schema of the document by name."""
    return {"$ref": f"#/components/schemas/{name}", **({"description": about} if about else {})}


def page_of(item: str, about: str, **more: Schema) -> Schema:
    """A page of a list; ``more`` are further members."""
    return record(
        about,
        None,
        **more,
        items=many({"anyOf": [ref(item), ref("IdOnly")]}, "The items of this page; with `fields=id` only their ids."),
        next=or_null(text("The cursor of the next page; null on the last one.")),
    )
