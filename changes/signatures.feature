Letters can be signed with certificates kept in a token, a remote signing service or a file, up to the long-term form with archive time stamps.
