A circular with a day to come waits for it: until then its unit alone sees it, as รอเผยแพร่; the worker puts it up.
