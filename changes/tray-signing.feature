The in-tray leads to signing several letters with one code, the choice of posts says what waits in each, and a blank in one pair of braces is told when a template is kept.
