A draft that refers to a number of the office which is not found in the system is saved only when the writer confirms the number, by page and API.
