Of one letter for all of a list, an addressee sees the list with its own row and has the copy that names it; who writes the letter has all copies, fifty a file for printing.
