A letter to a unit names the post that heads it behind the salutation, as form 1 and the register of sent letters have it; the unit itself where no post or several head it.
