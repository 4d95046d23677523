A letter can ask for an answer by a day: its sender sees who has answered and who is late, and reminds them in bulk; who owes an answer writes it with one press.
