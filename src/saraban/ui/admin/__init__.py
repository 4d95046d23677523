"""จัดการระบบ (administration pages): units, posts, people, roles; why somebody sees a thing; the clock."""

from __future__ import annotations

from typing import Any

from saraban.core.i18n import _
from saraban.ui.admin.tree import is_administrator


def includeme(config: Any) -> None:
    config.add_route("admin-units", "/admin/units")
    config.add_route("admin-grant", "/admin/units/{code}/grant")
    config.add_route("admin-revoke", "/admin/units/{code}/revoke")
    config.add_route("admin-change", "/admin/units/{code}/{verb}")
    config.add_route("admin-tables", "/admin/tables")
    config.add_route("admin-tables-check", "/admin/tables/check")
    config.add_route("admin-tables-export", r"/admin/tables/export/{name:\w+}.{kind:\w+}")
    config.add_route("admin-import", r"/admin/tables/{n:\d{1,9}}")
    config.add_route("admin-kinds", "/admin/kinds")
    config.add_route("admin-letter-style", "/admin/kinds/style")
    config.add_route("admin-kind-words", "/admin/kinds/words")
    config.add_route("admin-kind-version", r"/admin/kinds/versions/{n:\d{1,6}}")
    config.add_route("admin-kind", r"/admin/kinds/edit/{key:[a-z0-9._-]{1,80}}")
    config.add_route("admin-certificates", "/admin/certificates")
    config.add_route("admin-certificate", r"/admin/certificates/{person:[a-z0-9._-]{1,80}}")
    config.add_route(
        "admin-certificate-image", r"/admin/certificates/{person:[a-z0-9._-]{1,80}}/{which:used|proposed}.png"
    )
    config.add_route("admin-lists", "/admin/lists")
    config.add_route("admin-list-file", r"/admin/lists/{sha256:\w+}.crl")
    config.add_route("admin-why", "/admin/why")
    config.add_route("admin-clock", "/admin/clock")
    config.add_rail_item("admin", _("Administration"), "gear", "/admin/units", 90, shown=is_administrator)
    config.scan(categories=("pyramid",))
