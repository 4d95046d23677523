`saraban proofs` tells when letters are due for new time stamps; `--renew-until DAY` has them renewed sooner, before an authority goes.
