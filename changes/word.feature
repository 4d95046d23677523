The text of a Word document can be taken into a draft, with its tables and without macros.
