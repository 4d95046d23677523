A letter is read before it is registered: from its text or a PDF, every field with how sure it is and the words it came from; of a stack, the letter that is addressed to the unit.
The receive page shows the letter beside the form, marks the words of the field at hand and needs three keystrokes for a letter that was read right.
