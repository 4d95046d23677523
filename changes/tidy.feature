The audit page says in Thai and English what happened and what is damaged, instead of stored words, and verifies a long chain as a whole when asked.
