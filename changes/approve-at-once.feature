An executive who approves without naming anybody is not refused: the own office carries it out.
