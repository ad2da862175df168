import { randomUUID } from "node:crypto";
import type { ApiSettings } from "@review/corpus";
import type { ApiProvider } from "@review/db/vocabulary";
import { renderPrompt } from "@review/protocol";
import { onTestFinished } from "vitest";
import type { ExecuteContext, ReviewRequest } from "../src/runner.ts";
import { configuredApiRunner } from "../src/services/api-runner.ts";
import { IMPATIENT } from "./impatient.ts";
import type { ScenarioName } from "./model-server/scenarios.mjs";
import { startModelServer } from "./model-server/start-model-server.mjs";

/** Where the model server speaks each provider's protocol. */
const PATHS: Readonly<Record<ApiProvider, string>> = {
  anthropic: "/v1",
  openai: "/v1",
  google: "/v1beta",
  "openai-compatible": "/v1",
};

/** A key, which is to be seen nowhere. */
export const KEY = "dummy-key-0123456789";

const GATES = ["form/one", "prose/two"];

/** What is asked of a service: one note by two gates. */
export function apiRequest(changes: Partial<ReviewRequest> = {}): ReviewRequest {
  const token = "1f2e3d4c";
  const note = { notePath: "notes/a.md", text: "# A\n\nA word.\n", links: [], gateIds: GATES };
  const gates = GATES.map((gateId) => ({ gateId, text: `# ${gateId}\n\nIs it so?\n` }));
  return {
    invocationId: randomUUID(),
    prompt: renderPrompt({ token, gates, notes: [note], opensFiles: false }),
    token,
    notes: [
      {
        notePath: note.notePath,
        noteSha: "",
        text: note.text,
        gates: GATES.map((gateId) => ({ gateId, severity: "fail" })),
      },
    ],
    model: "some-model-1",
    root: "/",
    timeoutMs: 60_000,
    ...changes,
  };
}

export function apiContext(changes: Partial<ExecuteContext> = {}): ExecuteContext {
  return {
    signal: new AbortController().signal,
    environment: { THE_KEY: KEY },
    patience: IMPATIENT,
    ...changes,
  };
}

/** A model server, closed after the test. */
export async function serve(scenario: ScenarioName) {
  const server = await startModelServer({ scenario });
  onTestFinished(() => server.close());
  return server;
}

/** A runner for one provider at a server. */
export function runnerAt(url: string, provider: ApiProvider, settings: Partial<ApiSettings> = {}) {
  const baseURL = `${url}${PATHS[provider]}`;
  return configuredApiRunner("mine", { provider, baseURL, keyEnv: "THE_KEY", ...settings });
}

/** Plays a scenario to a provider's runner, and gives what came of it. */
export async function play(
  provider: ApiProvider,
  scenario: ScenarioName,
  changes: {
    settings?: Partial<ApiSettings>;
    request?: Partial<ReviewRequest>;
    context?: Partial<ExecuteContext>;
  } = {},
) {
  const server = await serve(scenario);
  const request = apiRequest(changes.request);
  const runner = runnerAt(server.url, provider, changes.settings);
  const execution = await runner.execute(request, apiContext(changes.context));
  return { server, request, execution };
}
