An executive comes to the day list after signing in; everybody else to the in-tray as before.
