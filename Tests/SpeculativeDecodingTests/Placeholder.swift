// placeholder, replaced before landing
