Directives of executives, spoken ones too, are kept with date, responsible units, due date, the letters that carry them out and the result, with lists, overdue ones and tables.
