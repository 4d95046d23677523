"""หน้าสุขภาพของระบบ (health page)."""


def includeme(config):
    config.add_route("health", "/health")
    config.scan(categories=("pyramid",))
