A unit that received a letter signed with a certificate can sign notes and its receive stamp on the sheet itself: each is a further signature in a free place, and the issued file stays as it is.
