The pages of a draft stand beside its form, and follow what is typed, on screens from 1,200 dots: those of common laptops.
