Who approved a letter outside the system is chosen: a person who held a post that signs letters on that day. By the API it is `approver_person` and `approver_post`.
