The worker renews the time stamps of issued letters before they expire, and the health page tells what could not be renewed.
