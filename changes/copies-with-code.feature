Office copies and certified copies of an issued letter carry its QR code, which leads to the page for verifying.
