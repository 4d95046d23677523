The digest comes in Thai or English, goes only to the e-mail address that its reader agreed to, and stops by one press without signing in.
