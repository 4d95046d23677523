POST /letters/{id}/sign and POST /signings need `seen` of each letter and `typed_name`, as the page does; letters tell `seen` until they are signed.
