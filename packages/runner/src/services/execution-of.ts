import type { ApiSettings } from "@review/corpus";
import { bundleFromJson } from "@review/protocol";
import { describeEnding } from "../answer/watch-answer.ts";
import type { Execution } from "../execution.ts";
import type { createRedactor } from "../process/redact.ts";
import type { ReviewRequest } from "../runner.ts";
import { judgeApiRun } from "./api-ending.ts";
import { describeApiRun } from "./api-log.ts";
import { apiTelemetry } from "./api-telemetry.ts";
import type { Asked } from "./asked.ts";
import type { Streamed } from "./stream-answer.ts";

export { doubtsAbout } from "./doubts.ts";

interface AskedFor {
  request: ReviewRequest;
  settings: ApiSettings;
  asked: Asked;
  answersAsJson: boolean;
  interruptedBy: string | undefined;
  redactor: ReturnType<typeof createRedactor>;
}

/** What became of a request to a service, as an execution: how it ended, its answer as a bundle, what is known of it, and what helps if it failed. */
export function executionOf(
  streamed: Streamed,
  { request, settings, asked, answersAsJson, interruptedBy, redactor }: AskedFor,
): Execution {
  const ended = judgeApiRun(asked, streamed, { timeoutMs: request.timeoutMs, interruptedBy });
  const { cause = "exited", why } = streamed;
  return {
    ended: "message" in ended ? { ...ended, message: redactor.everything(ended.message) } : ended,
    text: (answersAsJson ? bundleFromJson(streamed.text, request.token) : undefined) ?? streamed.text,
    redact: redactor.secrets,
    // A service keeps nothing of a conversation but, for a while, what it costs less to be told again.
    ...(streamed.text.trim() !== "" && {
      turns: [...(request.turns ?? []), { prompt: request.prompt, answer: streamed.text }],
    }),
    telemetry: { ...apiTelemetry(streamed.facts, request, settings), ...describeEnding({ cause }, why) },
    debugLog: redactor.everything(describeApiRun(asked, request.model, streamed)),
  };
}
