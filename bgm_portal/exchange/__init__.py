"""Lists that leave the portal and come back: profiles, columns, files, and the log of them."""
