/**
 * What a decision needs to have found: a finding that shows the first letter of the note, or other places.
 * @param {string} decision
 * @param {{ start: number, end: number }[]} [quotes]
 * @returns {Pick<import("../../packages/lifecycle/dist/index.js").GateReviewInput, "findings">}
 */
export function findingsFor(decision, quotes = [{ start: 0, end: 1 }]) {
  if (decision !== "warn" && decision !== "fail") return {};
  return { findings: [{ severity: decision, message: "found", quotes }] };
}
