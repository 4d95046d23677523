"""บุคลากร (people): persons, posts, acting grants, roles, scopes, and the one permission gate."""

from saraban.people.content import People


def includeme(config):
    config.add_section("people", People)
    config.scan(".content", categories=("substanced",))
    config.include(".request")
