"""Review in the page: who may, who did. What is done is `pipeline.desk`, the same code as on the command line."""
