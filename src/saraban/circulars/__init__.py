"""หนังสือเวียน (circulars): publish to all staff, the board, who has acknowledged."""

from saraban.circulars.content import Board


def includeme(config):
    config.add_section("circulars", Board)
