The audit page says in Thai and English what happened, instead of stored words.
