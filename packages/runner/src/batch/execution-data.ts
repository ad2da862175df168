import type { ExecutionData } from "@review/db";
import type { Execution } from "../execution.ts";

/** What of an execution is kept beside its runs. */
export function executionDataOf(execution: Execution): ExecutionData {
  const { telemetry, text, debugLog } = execution;
  return { ...(telemetry && { telemetry }), rawBundleMarkdown: redacted(execution, text), debugLog };
}

/** A text of the reviewer without the secrets that its runner knows of. */
export function redacted({ redact }: Execution, text: string): string {
  return redact?.(text) ?? text;
}
