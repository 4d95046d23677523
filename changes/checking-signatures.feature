A signed PDF is checked in full: who signed, when and by whose clock, how strong, what came after, and whether the certificate held then and holds now.
