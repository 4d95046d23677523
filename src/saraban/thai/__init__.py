"""ภาษาไทย (Thai): pure functions on digits, dates, numbers and words; imports nothing else of the product."""
