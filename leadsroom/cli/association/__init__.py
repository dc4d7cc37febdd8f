"""Commands about many chapters: the chapters, their areas and directors, and what is handed down."""
