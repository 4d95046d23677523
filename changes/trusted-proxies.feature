Behind a web server of the office's own, what is counted by address goes by the caller's: `saraban.trusted_proxies` says whose word is taken. Headers from anybody else change nothing.
