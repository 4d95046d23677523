"""ส่วนต่อประสานโปรแกรม: every call of the table is registered, one route an address."""

from __future__ import annotations

from pyramid.testing import testConfig

from saraban.api import schemas
from saraban.api.table import OPERATIONS, by_path, route_pattern


def test_routes_and_views_come_from_the_table():
    with testConfig() as config:
        config.include("saraban.api")
        config.commit()
        routes = {r.pattern for r in config.get_routes_mapper().get_routes()}
        assert routes == {*(route_pattern(path) for path in by_path()), "/api/v1/openapi.json"}
        views = [v["introspectable"] for v in config.introspector.get_category("views")]
        methods = [(v["route_name"], v["request_methods"]) for v in views if v["request_methods"]]
        assert {(f"api {o.path}", o.method) for o in OPERATIONS} <= set(methods)


def test_every_write_names_its_body_and_every_read_its_answer():
    for operation in OPERATIONS:
        assert operation.body or not operation.writes, operation.name
        assert operation.answer or operation.raw or operation.status == 204, operation.name


def test_no_two_schemas_share_a_name():
    assert sum(map(len, schemas.PARTS)) == len(schemas.SCHEMAS)
