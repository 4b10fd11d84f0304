"""Review in the page: who may, who did. What is done is `pipeline.review.desk`, as on the command line."""
