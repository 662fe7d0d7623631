"""From the tables of a document to a draft plan with its questions. Nothing is lost, nothing is invented."""
