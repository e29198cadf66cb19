"""What must never happen: exceptions, results that differ, time or memory that grows with more than the page."""
