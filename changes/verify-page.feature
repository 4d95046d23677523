Anybody can check the signatures of a PDF on the page “ตรวจสอบลายมือชื่อ” or by POST /verify, without signing in; archive time stamps can be renewed.
