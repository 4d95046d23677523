Each side of a result can be shown whole, with its counts; where the pages of a long result end this is said, with what to do, also by the API (`is_cut`).
