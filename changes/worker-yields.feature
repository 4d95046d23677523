The worker gives way to people at the pages: all parts of `saraban run` share one session, so its lower priority counts.
