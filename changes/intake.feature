A letter is read before it is registered: from its text or a PDF, every field with how sure it is and the words it came from; of a stack, the letter that is addressed to the unit.
