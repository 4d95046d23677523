from types import SimpleNamespace

from saraban.ui.layout.requests import line_of, request_id


def asked(**kw):
    return SimpleNamespace(environ={}, method="GET", matched_route=SimpleNamespace(pattern="/l/{id}"), **kw)


class TestLineOf:
    def test_it_tells_the_route_and_nothing_of_the_letter(self):
        request = asked(path="/l/0abc", query_string="q=ลับ")
        line = line_of(request, 200, 0.01234, 512, None)
        assert line == {
            "id": request_id(request),
            "method": "GET",
            "route": "/l/{id}",
            "status": 200,
            "ms": 12.3,
            "bytes": 512,
        }

    def test_an_unknown_address_is_not_written_down(self):
        request = SimpleNamespace(environ={}, method="GET", matched_route=None, path="/นายสมชาย")
        assert line_of(request, 404, 0, None, None)["route"] == "-"

    def test_an_error_is_named_without_its_message(self):
        assert line_of(asked(), 500, 0, None, ValueError("เรื่องลับ"))["error"] == "ValueError"

    def test_one_id_for_one_request(self):
        request = asked()
        assert request_id(request) == request_id(request)
        assert request_id(request) != request_id(asked())
