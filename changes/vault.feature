ลับ and ลับมาก letters have a store, books, numbers, chains and access lists of their own, out of reach of administrators; ลับที่สุด is refused everywhere.
