"""What differs between two readings of an act, how much it matters, and which act made it so."""
