"""What is between two members, and between all of them."""
