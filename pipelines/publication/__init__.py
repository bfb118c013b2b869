"""The door out: hide what is small, prove what is promised, swap the shared file by rename."""
