Letters of every kind are set in pages as PDF/A-1b in a font that every reader gives back letter by letter, and each is read back before it is issued.
