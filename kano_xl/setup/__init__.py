"""What puts kano_xl where Excel loads it, takes it away, and says what keeps it from working."""
