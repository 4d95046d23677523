`docs/permissions.md` says who may do what in which state and by which door; every cell of it is tried by the tests. What a post may not do is refused as such, not as a missing page.
