A copy can be certified as true (สำเนาถูกต้อง) with name, post and day of who certifies it, on every sheet; the original stays as it is.
