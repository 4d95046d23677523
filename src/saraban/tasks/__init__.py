"""งานรอดำเนินการ (tasks): in-trays of posts, units and persons, kept in working order."""

from saraban.tasks.content import Trays


def includeme(config):
    config.add_section("tasks", Trays)
