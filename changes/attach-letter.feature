What an envelope held is attached by the registry once it was handed back.
