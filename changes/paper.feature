The office's copy (สำเนาคู่ฉบับ) names who wrote, typed and checked a letter; copies (สำเนาส่ง), the project of a purchase and the edition of a regulation are printed as the forms have them.
