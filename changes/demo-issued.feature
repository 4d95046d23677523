The signed letters of the demonstration office are there as issued PDFs; an older demonstration gets them at its next start.
