/**
 * Recorded transcripts that can be recorded again: the transcript's name, the scenario of the model server that gives
 * the same, what else has to be so.
 * @typedef {{
 *   client: "claude" | "codex",
 *   transcript: string,
 *   scenario: import("../model-server/scenarios.mjs").ScenarioName,
 *   login?: "subscription",
 * }} RecordedScenario
 */

/** @type {readonly RecordedScenario[]} */
export const RECORDED_SCENARIOS = [
  { client: "claude", transcript: "ok", scenario: "ok" },
  { client: "claude", transcript: "ok-partial", scenario: "ok" },
  { client: "claude", transcript: "two-text-blocks", scenario: "two-texts" },
  { client: "claude", transcript: "tool-read", scenario: "tool-use" },
  { client: "claude", transcript: "max-turns", scenario: "tool-loop" },
  { client: "claude", transcript: "model-mismatch", scenario: "other-model" },
  { client: "claude", transcript: "empty-answer", scenario: "empty" },
  { client: "claude", transcript: "refusal", scenario: "refusal" },
  { client: "claude", transcript: "auth-401", scenario: "auth-401" },
  { client: "claude", transcript: "auth-not-logged-in", scenario: "ok" },
  { client: "claude", transcript: "rate-429", scenario: "rate-429" },
  { client: "claude", transcript: "usage-limit", scenario: "usage-limit", login: "subscription" },
  { client: "claude", transcript: "overloaded-529", scenario: "overloaded" },
  { client: "claude", transcript: "prompt-too-long", scenario: "too-long" },
  { client: "claude", transcript: "cut-socket", scenario: "cut" },
  { client: "claude", transcript: "stall-sigterm-partial", scenario: "stall" },
  { client: "claude", transcript: "bad-flag", scenario: "ok" },
  { client: "codex", transcript: "ok", scenario: "ok" },
  { client: "codex", transcript: "two-text-blocks", scenario: "two-texts" },
  { client: "codex", transcript: "tool-read", scenario: "tool-use" },
  { client: "codex", transcript: "model-mismatch", scenario: "other-model" },
  { client: "codex", transcript: "empty-answer", scenario: "empty" },
  { client: "codex", transcript: "refusal", scenario: "refusal" },
  { client: "codex", transcript: "auth-401", scenario: "auth-401" },
  { client: "codex", transcript: "rate-429-retry-after", scenario: "rate-429" },
  { client: "codex", transcript: "usage-limit", scenario: "usage-limit" },
  { client: "codex", transcript: "overloaded", scenario: "overloaded" },
  { client: "codex", transcript: "prompt-too-long", scenario: "too-long" },
  { client: "codex", transcript: "cut-socket", scenario: "cut" },
  { client: "codex", transcript: "stall-sigterm", scenario: "stall" },
  { client: "codex", transcript: "bad-flag", scenario: "ok" },
];
