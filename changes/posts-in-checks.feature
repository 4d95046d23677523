Who checks a letter of the office is told in which post each of its signers signed, and when a file was signed by only some of those who are to sign it.
