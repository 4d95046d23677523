The office's copy (สำเนาคู่ฉบับ) of an issued letter is given by the API, to those who have it on the page.
