The page of letters made from a list, and the API, propose all its drafts to one post and send all that are signed; what cannot be done is named with its reason.
