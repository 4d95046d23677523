Administrators of the office change the letter kinds on pages with a preview, see every version with its differences and bring an earlier one back.
