An external letter that a section writes names its office at the head and the section at the foot, a memo both; which office heads a kind is set with the letter kinds.
