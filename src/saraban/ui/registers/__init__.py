"""หน้าทะเบียน (register pages): books in the paper's form, single entries, and numbers without a document."""

from typing import Any

from saraban.core.i18n import _
from saraban.ui.registers.presenters import reads_books


def includeme(config: Any) -> None:
    config.add_route("registers", "/registers")
    config.add_route("book", r"/registers/{unit}/{series:[a-z]+}/{year:\d{4}}")
    config.add_route("book-print", r"/registers/{unit}/{series:[a-z]+}/{year:\d{4}}/print")
    config.add_route("book-form", r"/registers/{unit}/{series:[a-z]+}/{year:\d{4}}/form.pdf")
    config.add_route("book-export", r"/registers/{unit}/{series:[a-z]+}/{year:\d{4}}/export.{kind:csv|xlsx}")
    config.add_route("delivery-book", "/registers/{unit}/deliveries")
    config.add_route("delivery-book-form", "/registers/{unit}/deliveries/form.pdf")
    config.add_route("delivery-book-slips", "/registers/{unit}/deliveries/slips.pdf")
    config.add_route("delivery-book-export", "/registers/{unit}/deliveries/export.{kind:csv|xlsx}")
    config.add_route("file-copies", "/registers/{unit}/copies")
    config.add_route("file-copies-export", "/registers/{unit}/copies/export.{kind:csv|xlsx}")
    config.add_route("entry", r"/registers/{unit}/{series:[a-z]+}/{year:\d{4}}/{n:\d{1,9}}")
    config.add_route("entry-act", r"/registers/{unit}/{series:[a-z]+}/{year:\d{4}}/{n:\d{1,9}}/{verb:amend|use|void}")
    config.add_route("numbers", "/numbers/{unit}")
    config.add_route("numbers-act", "/numbers/{unit}/{verb:issue|reserve|open}")
    config.add_rail_item("registers", _("Registers"), "journal-text", "/registers", 20, shown=reads_books)
    config.scan(categories=("pyramid",))
