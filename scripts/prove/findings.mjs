/**
 * What a decision needs to have found: a finding that shows the first letter of the note.
 * @param {string} decision
 * @returns {Pick<import("../../packages/lifecycle/dist/index.js").GateReviewInput, "findings">}
 */
export function findingsFor(decision) {
  if (decision !== "warn" && decision !== "fail") return {};
  return { findings: [{ severity: decision, message: "found", quotes: [{ start: 0, end: 1 }] }] };
}
