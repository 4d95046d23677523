A process that does not find back to its store server ends and is started anew; `saraban bench kills` and `make proof` kill the whole system and look what is left.
