/** Why a value cannot be kept as JSON, in one line; undefined if it can. */
export function jsonProblem(value: unknown): string | undefined {
  try {
    return JSON.stringify(value) === undefined ? `a ${typeof value} has no JSON` : undefined;
  } catch (error) {
    return String(error instanceof Error ? error.message : error).replaceAll(/\s+/g, " ");
  }
}
