"""การเรียกของ API (the calls), one module a noun; each reads what was sent, calls one service, and writes the answer."""
