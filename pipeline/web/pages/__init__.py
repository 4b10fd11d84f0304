"""One module a kind of page: from the question and the database to the facts that its template shows."""
