A letter can be signed under a reserved number and then has the date of the reservation.
