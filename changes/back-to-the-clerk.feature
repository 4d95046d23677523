The screener in an executive's office returns a matter to the clerk with a reason, from the screening page and over the API.
