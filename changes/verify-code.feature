A QR on issued letters leads to what the register says of them, and the page of a signed letter gives a ZIP with which an outsider checks it by public tools.
