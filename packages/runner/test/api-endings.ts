import type { ApiProvider } from "@review/db/vocabulary";
import type { FailureKind } from "../src/execution.ts";
import type { ScenarioName } from "./model-server/scenarios.mjs";

/** What becomes of a failure of a service, as docs/sweep.md says it. */
export interface Ending {
  scenario: ScenarioName;
  /** What the runs fail by; nothing where they do not. */
  how?: FailureKind;
  /** What stops a sweep; nothing where it goes on to its end. */
  stops?: FailureKind;
  /** How often the first of the sweep's batches is asked. */
  asked: number;
  /** Exit codes. */
  bundle: number;
  sweep: number;
  /** What a person is told. */
  words: RegExp;
}

/** Of every service the same; `words` are those of the tool, around the service's own. */
export const ENDINGS: readonly Ending[] = [
  {
    scenario: "auth-401",
    how: "auth",
    stops: "auth",
    asked: 1,
    bundle: 3,
    sweep: 3,
    words: /refused the key \(.*\): check [A-Z_]+/,
  },
  {
    scenario: "unknown-model",
    how: "unknown-model",
    stops: "unknown-model",
    asked: 1,
    bundle: 3,
    sweep: 3,
    words: /does not know the model, or this key may not use it \(.*\): give another with --model/,
  },
  {
    scenario: "no-credit",
    how: "usage-exhausted",
    stops: "usage-exhausted",
    asked: 1,
    bundle: 3,
    sweep: 3,
    words: /is used up \(.*\): add credit, or use another key in [A-Z_]+/,
  },
  {
    scenario: "rate-429",
    how: "rate-limited",
    stops: "rate-limited",
    asked: 6,
    bundle: 1,
    sweep: 3,
    words: /limits how much may be asked at a time \(.*\): wait a little/,
  },
  {
    scenario: "overloaded",
    how: "overloaded",
    stops: "overloaded",
    asked: 6,
    bundle: 1,
    sweep: 3,
    words: /is overloaded \(.*\): run the command again in a few minutes/,
  },
  {
    scenario: "overload-midway",
    how: "overloaded",
    stops: "overloaded",
    asked: 6,
    bundle: 1,
    sweep: 3,
    words: /(?:is overloaded|failed) \(.*\): run the command again in a few minutes/,
  },
  {
    scenario: "too-long",
    how: "prompt-too-long",
    asked: 1,
    bundle: 1,
    sweep: 1,
    words:
      /the prompt is too long for the model \(.*\): ask for fewer pairs at once, or lower limits\.promptBytes/,
  },
  {
    scenario: "refusal",
    how: "refused",
    asked: 1,
    bundle: 1,
    sweep: 1,
    words: /the model refused to answer \(.*\): look at the note/,
  },
  {
    scenario: "empty",
    how: "empty-output",
    asked: 1,
    bundle: 1,
    sweep: 1,
    words: /ended without any text: run the command again/,
  },
  {
    scenario: "page",
    how: "bad-address",
    stops: "bad-address",
    asked: 1,
    bundle: 3,
    sweep: 3,
    words: /something other than .* answered .*: check [A-Za-z_]+ and the proxy/,
  },
  // What a broken answer lacks is asked for once more: of a connection that breaks again it is still not there.
  { scenario: "cut", how: "truncated", asked: 2, bundle: 1, sweep: 1, words: /broke off/ },
  {
    scenario: "output-limit",
    asked: 2,
    bundle: 0,
    sweep: 0,
    words: /asking again for 2 reviews that cannot be recorded/,
  },
];

/** How each service is asked on a person's own machine: variables, without a configuration. */
export const SERVICES: Readonly<Record<ApiProvider, { key: string; base: string; path: string }>> = {
  anthropic: { key: "ANTHROPIC_API_KEY", base: "ANTHROPIC_BASE_URL", path: "/v1" },
  openai: { key: "OPENAI_API_KEY", base: "OPENAI_BASE_URL", path: "/v1" },
  google: { key: "GEMINI_API_KEY", base: "GOOGLE_GEMINI_BASE_URL", path: "/v1beta" },
  "openai-compatible": { key: "OPENAI_COMPATIBLE_API_KEY", base: "OPENAI_COMPATIBLE_BASE_URL", path: "/v1" },
};
