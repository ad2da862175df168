/** The answer that the transcripts were recorded with, and the first of its two blocks. */
export const FIRST_GATE = `=== GATE REVIEW START: prose/source-residue ===
### Summary
No residue found.

## Result: PASS
=== GATE REVIEW END: prose/source-residue ===

`;
export const BOTH_GATES = `${FIRST_GATE}=== GATE REVIEW START: code/error-handling ===
### Summary
One unchecked return value in \`src/main.ts\`.

## Result: FAIL
=== GATE REVIEW END: code/error-handling ===
`;
