import type { ExecutionData, Telemetry } from "@review/db";
import { isObject } from "@review/db/guards";
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

/**
 * An execution without secrets in what is kept or shown of it. Its answer and its findings are looked through when they have been understood
 * (`redacted`).
 */
export function withoutSecrets(execution: Execution): Execution {
  const { ended, telemetry, debugLog } = execution;
  const clean = (value: unknown): unknown => {
    if (typeof value === "string") return redacted(execution, value);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]));
  };
  return {
    ...execution,
    ended: "message" in ended ? { ...ended, message: redacted(execution, ended.message) } : ended,
    ...(telemetry && { telemetry: clean(telemetry) as Telemetry }),
    debugLog: redacted(execution, debugLog),
  };
}
