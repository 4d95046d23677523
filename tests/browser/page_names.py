"""ชื่อหน้า (names of pages): those of ``tests.common.places``, known before there is an office."""

NAMES = """
    sign-in not-signed-in-missing in-tray receive registered stamp letter letter-endorse letter-files
    letter-facts letter-rights forward close reopen file delivery-register delivery-return registers book
    entry print numbers-issue numbers-reserve numbers-open drafts draft-new circulars search search-found
    search-nothing folders folder profile password phone health missing order executive-tray empty-tray
    no-drafts administration-people administration-roles administration-acting administration-unit why
    why-answer draft draft-edit draft-propose sign draft-return signed publish
""".split()
