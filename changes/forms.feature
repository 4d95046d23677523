A book of any span of numbers or days is printed as แบบที่ ๑๓ or ๑๔ (PDF), and comes out as CSV or XLSX with the same rows.
