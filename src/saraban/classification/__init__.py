"""ชั้นความเร็วและชั้นความลับ (urgency and secrecy): the levels, and which of them this system takes."""


def includeme(config):
    """Nothing to register yet: the levels are plain values."""
