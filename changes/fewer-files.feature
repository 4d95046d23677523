Registering makes no temporary files, asks the store's server one question less and syncs its files together: a sixth more letters a second.
