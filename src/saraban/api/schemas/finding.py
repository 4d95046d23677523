"""แบบข้อมูลของสิ่งที่เก็บไว้และคำแนะนำ (what a person keeps of searching, and suggestions)."""

from __future__ import annotations

from saraban.api.schemas.parts import Schema, code, day, flag, instant, or_null, page_of, record, ref, text, whole, word

ASKED = record(
    "สิ่งที่ค้น: a search as `GET /search` takes it; what is left out does not narrow it.",
    (),
    q=text("Words.", 400),
    kind=text("A kind of letter.", 40),
    year=whole("A Buddhist year.", 2400, 2699),
    unit=code("A unit's code."),
    series=text("A register.", 40),
    state=text("A state.", 40),
    from_=day("From this day on."),
    to=day("Up to this day."),
    sort=word("An order.", "newest", "relevance"),
)
_NOTICE = flag("Does the daily mail tell what is new in it?")

BODIES: dict[str, Schema] = {
    "SearchAsked": ASKED,
    "SavedSearchBody": record(
        "บันทึกการค้น.",
        ("name", "query"),
        name=text("Its name, the owner's own.", 100, low=1),
        query=ref("SearchAsked", "What is looked for."),
        with_notice=_NOTICE,
    ),
    "SavedSearchNotice": record("แจ้งเตือนรายวันหรือเลิกแจ้ง.", with_notice=_NOTICE),
    "RecentSearchBody": record("จำการค้นนี้.", query=ref("SearchAsked", "What was looked for.")),
}
ANSWERS: dict[str, Schema] = {
    "SavedSearch": record(
        "การค้นที่บันทึกไว้.",
        id=text("Its id."),
        name=text("Its name."),
        query=ref("SearchAsked", "What is looked for."),
        with_notice=_NOTICE,
        saved_at=instant("When it was saved."),
    ),
    "SavedSearchPage": page_of("SavedSearch", "การค้นที่บันทึกไว้, by name; the caller's own and nobody else's."),
    "RecentSearch": record("การค้นล่าสุด.", query=ref("SearchAsked", "What was looked for.")),
    "RecentSearchPage": page_of("RecentSearch", "การค้นล่าสุด, the last one first."),
    "FavouritePage": page_of("LetterBrief", "หนังสือที่ทำเครื่องหมายไว้ that the caller may read now, the last first."),
    "LostFavourite": record(
        "เครื่องหมายที่เปิดหนังสือไม่ได้แล้ว: the mark of a letter that the caller may not read now.",
        id=text("The mark's own id."),
        marked_at=instant("When it was made."),
    ),
    "LostFavouritePage": page_of("LostFavourite", "เครื่องหมายที่เปิดหนังสือไม่ได้แล้ว, the last made first."),
    "Suggestion": record(
        "คำแนะนำ: what unfinished words may mean; passcodes are hidden.",
        kind=word("Where it comes from.", "saved", "recent", "number", "unit", "letter"),
        text=text("The words to show."),
        letter=or_null(text("The letter that it opens.")),
        query=ref("SearchAsked", "The search that it stands for, where it opens no letter."),
    ),
    "SuggestionPage": page_of("Suggestion", "คำแนะนำ, ten at most: own searches, numbers, units, subjects."),
}
