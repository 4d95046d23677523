`make peer-bench` measures Plone in the same run, creating letters in both by turns.
