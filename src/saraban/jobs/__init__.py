"""งานเบื้องหลัง (jobs): what the worker does, and whether it is alive."""

from typing import Any

from saraban.jobs.heartbeat import check_worker


def includeme(config: Any) -> None:
    config.add_health_check("worker", check_worker)
