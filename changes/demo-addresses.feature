The persons of the demonstration office have e-mail addresses, of a domain that nobody can have.
