Buttons above the text of a draft put numbers and tables in, Enter goes on counting, and paragraphs are numbered anew at a press.
