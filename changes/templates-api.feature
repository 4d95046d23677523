Programs read, keep, change and retire templates, look at what a list would make, make its letters and cancel them, by the API.
