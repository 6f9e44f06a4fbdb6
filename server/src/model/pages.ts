/** Where findings are explained, below the repository's root. */

/** The page of a rule; one file each, made from the rule and its fixture. */
export const ruleDocPath = (id: string): string => `docs/rules/${id}.md`;
