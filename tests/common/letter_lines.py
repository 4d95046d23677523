"""หนังสือสำหรับนำเข้า: an organisation and lines of letters as an importer gets them, small and always the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def organisation(divisions: int = 6) -> dict[str, Any]:
    """Two agencies, some divisions, three users; the first two have the same home."""
    codes = [f"d{n:03d}" for n in range(divisions)]
    return {
        "agencies": [{"id": f"a{n:02d}", "title": f"สำนักงานเขตตัวอย่างที่ {n}"} for n in range(2)],
        "divisions": [{"id": c, "agency": f"a{n % 2:02d}", "title": f"ฝ่ายตัวอย่าง {n}"} for n, c in enumerate(codes)],
        "users": [
            {
                "id": f"officer{n:03d}",
                "password": f"Some-Words-Here-{n}!",
                "fullname": f"สมมติ คนที่{n}",
                "home": home,
                "divisions": [home, *[c for c in codes if c != home][:2]],
            }
            for n, home in enumerate([codes[0], codes[0], codes[1]])
        ],
    }


def line(n: int, **changes: Any) -> dict[str, Any]:
    """One letter."""
    return {
        "seq": n,
        "id": f"l{n:07d}",
        "number": f"กท ๐๔๐{n % 6}/{n + 1}",
        "subject": f"ขอเชิญประชุมครั้งที่ {n}",
        "sender": "สำนักงานเขตตัวอย่างที่ 0",
        "recipients": ["สำนักงานเขตตัวอย่างที่ 1"],
        "agency": "a00",
        "division": f"d{n % 6:03d}",
        "kind": "letter",
        "urgency": "normal",
        "secrecy": "open",
        "state": "internal",
        "dated": "2024-03-01",
        "received": f"2024-03-04T09:{n % 60:02d}:00",
        "body": f"๑. เนื้อความที่ {n}",
        **changes,
    }


def write_lines(path: Path, records: list[Any]) -> Path:
    """Write JSON lines; what is a text already is written as it is."""
    rows = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def write_organisation(path: Path) -> Path:
    """Write the organisation."""
    path.write_text(json.dumps(organisation(), ensure_ascii=False), encoding="utf-8")
    return path
