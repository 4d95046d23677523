Holders of certificates that end, and who enrolled them, are told 30, 7 and 1 days before in the daily digest and in the in-tray.
