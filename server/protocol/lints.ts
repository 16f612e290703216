/** The client's command that opens a lint's page; its argument is the lint's id. A client that has it says `raspExplainLint` among its experimental capabilities. */
export const EXPLAIN_LINT_COMMAND = 'rasp.explainLint';
export const EXPLAIN_LINT_CAPABILITY = 'raspExplainLint';
