Executives tick drafts in the day list and sign them in one sitting; letters made from a list are signed from their page, as many as one code
signs and then the next. The menu of a letter leads to putting forward and screening, the unit's administration to the settings of the
executive's office.
