/** Stands in every verifier page, so that an older one can be told from a file of somebody's own. */
export const verifierMark = '<meta name="generator" content="Gatehouse audit verifier">';
