from types import SimpleNamespace

import colander
import deform
import pytest
from pyramid import testing
from pyramid.csrf import CookieCSRFStoragePolicy
from pyramid.interfaces import ICSRFStoragePolicy
from webob.multidict import MultiDict

from saraban.core.errors import Invalid, Missing, NeedsConfirmation
from saraban.ui.layout import forms


class Tm:
    def __init__(self):
        self.calls = []

    def __getattr__(self, name):
        return lambda: self.calls.append(name)


@pytest.fixture
def request_():
    request = testing.DummyRequest(path="/here")
    with testing.testConfig(request=request) as config:
        config.registry.registerUtility(CookieCSRFStoragePolicy(), ICSRFStoragePolicy)
        request.registry = config.registry
        request.cookies = {}
        request.desk = SimpleNamespace(tm=Tm())
        request.actor = None
        yield request


def every_widget():
    widget = deform.widget
    picks = [("a", "ก"), ("b", "ข")]
    return colander.SchemaNode(
        colander.Mapping(),
        forms.text("subject", "เรื่อง", limit=20, required=True, description="สั้น"),
        forms.text("body", "ข้อความ", limit=200, rows=3),
        forms.choice("kind", "ชนิด", picks),
        forms.choice("place", "ที่", picks, select=True),
        colander.SchemaNode(colander.Boolean(), name="sure", title="แน่ใจ", widget=widget.CheckboxWidget()),
        colander.SchemaNode(colander.Set(), name="many", title="หลายอย่าง", widget=widget.CheckboxChoiceWidget(values=picks)),  # noqa: E501
        colander.SchemaNode(colander.String(), name="word", title="รหัส", missing="", widget=widget.PasswordWidget()),
        colander.SchemaNode(colander.String(), name="mark", missing="", widget=widget.HiddenWidget()),
        colander.SchemaNode(deform.FileData(), name="file", title="ไฟล์", missing=None,
                            widget=widget.FileUploadWidget({}, accept=".pdf")),
        colander.SchemaNode(colander.Mapping(), forms.text("street", "ถนน", limit=9), name="inner", title="ที่อยู่"),
        title="",
    )  # fmt: skip


@pytest.fixture
def form(request_):
    return forms.make_form(request_, every_widget(), [forms.button("save", "บันทึก")])


class TestTemplates:
    def test_no_widget_brings_a_script_or_a_style(self, form):
        page = form.render({"subject": "ก", "kind": "b", "many": {"a"}})
        assert "<script" not in page
        assert "style=" not in page
        assert 'name="csrf_token"' in page

    def test_labels_belong_to_fields(self, form):
        page = form.render({})
        for field in form.children[:4]:
            assert f'id="{field.oid}"' in page
        assert 'type="password"' in page
        assert 'accept=".pdf"' in page

    def test_readonly(self, form):
        assert "อ่านได้" in form.render({"subject": "อ่านได้"}, readonly=True)


class TestWithForm:
    def submit(self, request, form, do, **typed):
        values = {"subject": "เรื่องหนึ่ง", "kind": "a", "place": "b", "body": "ข้อความเดิม", **typed}
        kind = values.pop("kind")
        request.POST = MultiDict(
            [
                *(("__start__", "kind:rename"), ("x", kind), ("__end__", "kind:rename")),
                *values.items(),
                *(("__start__", "many:sequence"), ("checkbox", "a"), ("__end__", "many:sequence")),
                *(("__start__", "inner:mapping"), ("street", "ถนน"), ("__end__", "inner:mapping")),
            ]
        )
        return forms.with_form(request, form, do, lambda html: {"html": html})

    def test_a_missing_field_is_said_in_place_and_above(self, request_, form):
        page = self.submit(request_, form, lambda _data: "/never", subject="")["html"]
        assert page.count("Fill this in.") == 2
        assert "ข้อความเดิม" in page
        assert request_.response.status_int == 422
        assert "doom" in request_.desk.tm.calls

    def test_a_refusal_stands_at_its_field(self, request_, form):
        def refuse(_data):
            raise Invalid("เรื่องนี้ใช้ไม่ได้", field="subject")

        page = self.submit(request_, form, refuse)["html"]
        assert page.count("เรื่องนี้ใช้ไม่ได้") == 2
        assert request_.desk.tm.calls == ["abort", "begin", "doom"]

    def test_a_refusal_without_a_field_stands_above(self, request_, form):
        def refuse(_data):
            raise Invalid("ทำไม่ได้ตอนนี้")

        assert self.submit(request_, form, refuse)["html"].count("ทำไม่ได้ตอนนี้") == 1

    def test_questions_can_be_answered(self, request_, form):
        def ask(_data):
            raise NeedsConfirmation(
                "โปรดยืนยัน", [{"slug": "duplicate", "message": "มีแล้ว", "letters": ["abc"], "field": "number"}]
            )

        page = self.submit(request_, form, ask)["html"]
        assert 'name="confirm" value="duplicate"' in page
        assert 'href="/l/abc"' in page

    def test_what_may_not_be_known_stays_missing(self, request_, form):
        def hide(_data):
            raise Missing("ไม่พบ")

        with pytest.raises(Missing):
            self.submit(request_, form, hide)

    def test_done_leads_on(self, request_, form):
        answer = self.submit(request_, form, lambda data: f"/done/{data['kind']}")
        assert answer.location == "/done/a"
