Searching and making the index anew are several times quicker, on either engine.
