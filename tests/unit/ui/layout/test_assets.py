import gzip
import re
from pathlib import Path

import brotli
import pytest

from saraban.ui import layout
from saraban.ui.layout.assets import make_assets
from saraban.ui.layout.fonts import icon_codepoints
from saraban.ui.layout.icons import ICONS
from tests.common.office import ASSETS

PAGES = Path(layout.__file__).parents[1]
FIRST_LOAD = 400 * 1024


@pytest.fixture(scope="module")
def assets():
    return make_assets(ASSETS)


class TestMakeAssets:
    def test_first_load_stays_in_its_budget(self, assets):
        page = 100 * 1024
        assert sum(asset.sent_bytes for asset in assets.by_name.values()) + page <= FIRST_LOAD

    def test_names_change_with_the_content(self, assets):
        assert re.fullmatch(r"/assets/saraban\.[0-9a-f]{16}\.css", assets.path("saraban.css"))

    def test_packed_forms_hold_the_same(self, assets):
        style = assets.by_name[assets.names["saraban.css"]]
        assert brotli.decompress(style.packed["br"]) == style.plain == gzip.decompress(style.packed["gzip"])

    def test_made_once(self, tmp_path):
        first = make_assets(tmp_path)
        before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.woff2")}
        assert make_assets(tmp_path).names == first.names
        assert {path: path.stat().st_mtime_ns for path in before} == before

    def test_nothing_is_loaded_from_elsewhere(self, assets):
        style = assets.by_name[assets.names["saraban.css"]].plain.decode()
        addresses = re.findall(r"url\(([^)]*)\)", style)
        assert addresses
        assert all(a.strip("'\"").startswith(("data:", "/assets/")) for a in addresses)

    def test_fonts_named_in_the_style_are_there(self, assets):
        style = assets.by_name[assets.names["saraban.css"]].plain.decode()
        named = set(re.findall(r"/assets/([\w.-]+\.woff2)", style))
        assert named == {name for name in assets.by_name if name.endswith(".woff2")}


class TestIcons:
    def test_every_icon_that_a_page_names_is_sent(self):
        text = "\n".join(path.read_text() for path in [*PAGES.rglob("*.pt"), *PAGES.rglob("*.py")])
        named = set(re.findall(r"\bbi-([a-z][a-z0-9-]*[a-z0-9])\b", text)) - {"icons"}
        assert named <= set(ICONS)

    def test_an_unknown_icon_is_an_error(self):
        with pytest.raises(KeyError):
            icon_codepoints('.bi-inbox::before{content:"\\f42f"}', ["inbox", "unicorn"])


class TestTemplates:
    @pytest.mark.parametrize("path", sorted(PAGES.rglob("*.pt")), ids=lambda p: p.relative_to(PAGES).as_posix())
    def test_no_inline_script_or_style(self, path):
        text = path.read_text()
        assert not re.search(r"<script(?![^>]*\bsrc=)", text)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
