The page that proposes a draft says first what is missing, and where dots stand for words, with links to the fields.
