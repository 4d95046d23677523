The page of numbers says how many days a reserved number has been kept.
