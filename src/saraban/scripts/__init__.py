"""คำสั่ง (console): what is started from a shell, and the demonstration office."""
