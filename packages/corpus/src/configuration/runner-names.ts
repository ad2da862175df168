/** The clients that this tool knows how to drive; their settings stand under the same names in the configuration. */
export const CLIENT_NAMES = ["claude-code", "codex", "gemini-cli", "opencode"] as const;
export type ClientName = (typeof CLIENT_NAMES)[number];

/** The runner that asks no model, but starts the checks of gates. */
export const CHECKS_RUNNER = "checks";

/** The runner that asks a model service without a client. */
export const API_RUNNER = "api";

/** The runners there are without a configuration. */
export const BUILT_IN_RUNNERS: readonly string[] = [CHECKS_RUNNER, API_RUNNER, ...CLIENT_NAMES];
