Administrators suspend and resume accounts, rename people, let units count series apart and limit acting grants; auditors read a unit's chain and ask why somebody sees a letter.
