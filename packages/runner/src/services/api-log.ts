import { toOneLine } from "../one-line.ts";
import { readApiError } from "./api-error.ts";
import type { Asked } from "./asked.ts";
import type { Streamed } from "./stream-answer.ts";

/** What helps to find out what went wrong. Never the request, which holds the prompt, and never the answer. */
export function describeApiRun(
  { title, baseURL }: Asked,
  model: string,
  { facts, cause, contentType }: Streamed,
): string {
  const { warnings, responseId, finish, error } = facts;
  const lines = [
    `asked ${title} at ${baseURL} for ${model}`,
    ...warnings.map((warning) => `warning: ${toOneLine(warning)}`),
    responseId && `response ${responseId}`,
    contentType && `content-type ${contentType}`,
    finish && `finished: ${finish.unified} (${finish.raw ?? "no reason given"})`,
    cause && `ended from here: ${cause}`,
    error !== undefined && `error: ${describeError(error)}`,
  ];
  return lines.filter(Boolean).join("\n");
}

/** Longer than a message for a person: this is where the whole of it is looked for. */
const MOST_OF_AN_ERROR = 4_000;

function describeError(error: unknown): string {
  const { text, ...rest } = readApiError(error);
  return `${JSON.stringify(rest)} ${toOneLine(text, MOST_OF_AN_ERROR)}`;
}
