PATCH /templates/{id} takes `seen`, the version that was read; PUT /kinds and PUT /kinds/style keep a pace of 30 a minute.
