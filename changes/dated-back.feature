The check of the store finds a number of one's own book that is dated before the number ahead of it.
