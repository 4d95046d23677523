Units keep templates (แบบหนังสือของหน่วยงาน) with blanks; a CSV or XLSX list makes a letter for each row or one letter with one number for all, and the pages of a draft are seen while it is typed.
