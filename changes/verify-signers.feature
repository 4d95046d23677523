Who scans the code on an issued letter is also told who signed it, in order, with the lines printed on it, when and how strong each signature is.
