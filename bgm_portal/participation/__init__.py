"""Who was there. Ticked by the coordinator, corrected in the open, seen by the person."""
