from pathlib import Path

import pytest

from saraban.core.settings import BadSetting, read_settings

STORE = {"saraban.store": "file:///srv/saraban/Data.fs"}


class TestReadSettings:
    def test_what_is_not_said_has_a_safe_value(self):
        settings = read_settings(STORE)
        assert settings.var == Path("/srv/saraban")
        assert settings.assets == Path("/srv/saraban/assets")
        assert settings.max_file_bytes == 50 * 1024 * 1024
        assert settings.secure_cookies is True
        assert settings.locale_default == "th"
        assert settings.trusted_proxies == ()

    def test_text_of_an_ini_file_becomes_values(self):
        settings = read_settings(
            {
                **STORE,
                "saraban.var": "/var/lib/s",
                "saraban.max_file_mb": "7",
                "saraban.secure_cookies": "false",
                "saraban.locale_default": "en",
            }
        )
        assert (settings.var, settings.max_file_bytes) == (Path("/var/lib/s"), 7 * 1024 * 1024)
        assert (settings.secure_cookies, settings.locale_default) == (False, "en")

    @pytest.mark.parametrize(
        ("wrong", "named"),
        [
            ({"saraban.store": ""}, "saraban.store"),
            ({"saraban.store": "http://x/y"}, "saraban.store"),
            ({"saraban.var": "relative"}, "saraban.var"),
            ({"saraban.max_file_mb": "0"}, "saraban.max_file_mb"),
            ({"saraban.max_file_mb": "many"}, "saraban.max_file_mb"),
            ({"saraban.max_file_mb": "-3"}, "saraban.max_file_mb"),
            ({"saraban.trusted_proxies": "proxy.example.go.th"}, "saraban.trusted_proxies"),
            ({"saraban.trusted_proxies": "10.0.0.1/8"}, "saraban.trusted_proxies"),
            ({"saraban.locale_default": "fr"}, "saraban.locale_default"),
        ],
    )
    def test_a_wrong_setting_is_named(self, wrong, named):
        with pytest.raises(BadSetting, match=named):
            read_settings({**STORE, **wrong})
