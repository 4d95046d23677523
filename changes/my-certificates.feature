GET /api/v1/me/certificates tells the caller's own certificates for signing: issuer, days, state and days left.
