Programs record a letter that could not go through the system, list them and strike out a wrong record, by the API.
