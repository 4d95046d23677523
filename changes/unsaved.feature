What is typed into a draft is kept by itself, for whoever types it: a closed browser, a lost connection or an ended session takes nothing with it.
