Proofs are renewed with SHA-512, and a day can be set from which SHA-256 is accepted no more.
