import { count } from "@review/cli-kit";
import type { RunDetails, Telemetry } from "@review/db";
import { describeEnding } from "../../reviewing/describe-ending.ts";
import { describeNumber, describeUsd } from "../../terminal/describe-amounts.ts";

/** What is known of an invocation, one fact a line: name and value; what is not known is left out. */
export function describeTelemetry(
  telemetry: Telemetry,
  { modelId, status }: Pick<RunDetails, "modelId" | "status">,
): [name: string, value: string][] {
  const { requestedModelId, model, effort, modelEvidence, usage, costUsd, durationMs } = telemetry;
  const facts: [string, string | undefined][] = [
    ["asked for", requestedModelId === modelId ? undefined : requestedModelId],
    [
      "answered by",
      model && [model, effort, modelEvidence && `(${modelEvidence})`].filter(Boolean).join(" "),
    ],
    ["tokens", usage && describeUsage(usage)],
    ["cost", costUsd === undefined ? undefined : describeUsd(costUsd)],
    ["reviewer took", durationMs === undefined ? undefined : `${(durationMs / 1000).toFixed(1)} s`],
    ["exit code", telemetry.exitCode?.toString()],
    ["process", describeEnding(telemetry.ending, status)],
    ["prompt", describePrompt(telemetry)],
    ["session", telemetry.sessionId],
    ["invocation", describeInvocation(telemetry)],
    ["client", telemetry.clientVersion],
    ["review", telemetry.toolVersion],
  ];
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
}

function describeUsage({
  inputTokens,
  cachedInputTokens,
  outputTokens,
  reasoningTokens,
}: NonNullable<Telemetry["usage"]>): string {
  const parts = [
    inputTokens !== undefined && `${describeNumber(inputTokens)} in`,
    cachedInputTokens && `${describeNumber(cachedInputTokens)} of them cached`,
    outputTokens !== undefined && `${describeNumber(outputTokens)} out`,
    reasoningTokens && `${describeNumber(reasoningTokens)} of them reasoning`,
  ];
  return parts.filter(Boolean).join(", ");
}

function describePrompt({ promptBytes, promptSha }: Telemetry): string | undefined {
  const size = promptBytes === undefined ? undefined : `${describeNumber(promptBytes)} bytes`;
  return [size, promptSha && `sha ${promptSha.slice(0, 12)}`].filter(Boolean).join(", ") || undefined;
}

function describeInvocation({ invocationId, batchSize }: Telemetry): string | undefined {
  const served = batchSize !== undefined && batchSize > 1 ? `served ${count(batchSize, "pair")}` : undefined;
  return [invocationId, served].filter(Boolean).join(", ") || undefined;
}
