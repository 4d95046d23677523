Administrators keep a unit's address (page, API, tables); external letters print it below the office's name, where form 1 has it.
