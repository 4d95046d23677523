The in-tray tells what waits in the other posts of the same person, with a button to switch there.
