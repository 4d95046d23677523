"""ข้อมูลที่ใช้ไม่ได้ (bad inputs): a table of them, each tried at every door that it has, the whole store compared."""
