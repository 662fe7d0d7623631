"""The demonstration: a pretend Slack and a pretend Teams on loopback, and the web page that drives them."""
