Whether a file's signatures hold is told about a second sooner: the process that judges it loads nothing of the office.
