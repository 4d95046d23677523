The check of signed files and of codes on letters says where a later circular took the place of a letter (`superseded`).
