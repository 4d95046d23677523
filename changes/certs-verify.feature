Checking a file tells of our own letters which unit issued them, number, date and whether they are void.
