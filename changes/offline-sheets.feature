The file for checking a letter without the system holds the units' own signed sheets as well, for who may read those units' papers.
