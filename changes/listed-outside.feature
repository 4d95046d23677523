An addressee of one letter for all of a list sees which units are on it; who is outside the system is named to the sender alone.
