"""The chapter's figures: its leads and dollars, how soon, its growth, its seats and spheres."""
