Registrars record wet-ink endorsements for their writers, with scan and day, marked as signed on paper; a letter says where its paper original is, and originals are moved in bulk.
