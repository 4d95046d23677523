Signing may run in processes of its own (`saraban.signing_processes`).
