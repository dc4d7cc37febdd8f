"""What people type, read and said back: words, days, times, money, telephone numbers."""
