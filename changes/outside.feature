A letter that cannot go through the system is put on record with its paper number, the reason and who approved it; the list of a year is a report as CSV and XLSX.
