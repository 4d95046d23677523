ชื่อในใบรับรองต้องตรงกับผู้ลงนาม: names in certificates are compared with the registered name or the spelling approved for the person, when enrolling and at each signing.
