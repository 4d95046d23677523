The lists of revoked certificates of the office's authorities are archived each day, and speak in the check of letters for an authority that is silent or gone; `verify.zip` holds them too.
