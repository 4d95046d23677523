"""เอกสารที่ระบบจัดทำ (documents): pages set by typst, in a process of its own with limits and no network."""


def includeme(config):
    """Nothing to register: documents are set by plain functions."""
