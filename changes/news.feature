Passcodes and meeting identifiers are hidden in the passages that a search shows; the letter itself shows them in full.
