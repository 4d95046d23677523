import pytest

from saraban.ui.layout.doors import safe_back


class TestSafeBack:
    @pytest.mark.parametrize("text", ["/in-tray", "/search?q=BMA+OTP", "/registers/d54/receive/2567#n3398"])
    def test_a_path_of_ours_is_kept(self, text):
        assert safe_back(text) == text

    @pytest.mark.parametrize(
        "text",
        [
            None,
            "",
            "https://elsewhere.example/",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "in-tray",
            "/a\r\nSet-Cookie: x=1",
        ],
    )
    def test_anything_else_leads_home(self, text):
        assert safe_back(text) == "/"
