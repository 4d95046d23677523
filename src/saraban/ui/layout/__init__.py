"""กรอบร่วมของทุกหน้า (layout): master page, page kit, formats, forms, error pages, assets, headers and request log."""

from typing import Any

from pyramid.events import BeforeRender, NewRequest
from pyramid.tweens import INGRESS

from saraban.ui.layout.assets import make_assets
from saraban.ui.layout.doors import door
from saraban.ui.layout.errors import ForPages
from saraban.ui.layout.frame import add_rail_item
from saraban.ui.layout.globals import add_globals
from saraban.ui.layout.languages import negotiate
from saraban.ui.layout.localizers import localizer
from saraban.ui.layout.notes import secret_of
from saraban.ui.layout.requests import refuse_too_large


def includeme(config: Any) -> None:
    registry = config.registry
    registry.rail = {}
    registry.assets = make_assets(registry.saraban.assets)
    registry.note_secret = secret_of(registry.saraban.var)
    config.add_translation_dirs("saraban:locales", "colander:locale", "deform:locale")
    config.set_locale_negotiator(negotiate)
    config.add_request_method(localizer, reify=True)
    config.add_directive("add_rail_item", add_rail_item, action_wrap=False)
    config.add_view_deriver(door, name="door")
    config.add_view_predicate("for_pages", ForPages)
    config.add_tween("saraban.ui.layout.headers.headers_tween_factory", under=INGRESS)
    config.add_tween(
        "saraban.ui.layout.methods.methods_tween_factory", under="saraban.ui.layout.headers.headers_tween_factory"
    )
    config.add_tween(
        "saraban.ui.layout.requests.requests_tween_factory",
        under="saraban.ui.layout.methods.methods_tween_factory",
        over="pyramid_tm.tm_tween_factory",
    )
    config.add_subscriber(add_globals, BeforeRender)
    config.add_subscriber(refuse_too_large, NewRequest)
    config.add_route("home", "/")
    config.add_route("language", "/language")
    config.add_route("asset", "/assets/{name}")
    config.scan(categories=("pyramid",))
