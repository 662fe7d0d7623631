"""What people hear by themselves: the steps towards and past a date, their wishes, and whose turn it is."""
