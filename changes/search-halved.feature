The larger search engine is made in about half the time on a machine with two processors, and answers with fewer steps.
