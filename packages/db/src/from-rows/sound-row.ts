/** What a STRICT table refuses, and so a row that came in past its rules; told as what SQLite itself finds damaged. */
class DamagedRowError extends Error {
  override readonly name = "SqliteError";
  readonly code = "SQLITE_CORRUPT";
}

const NUMBERS = new Set([
  ...["id", "runId", "reviewId", "reviewRunId", "acceptedReviewId", "acceptanceId", "gateReviewId"],
  ...[
    "continuesFindingId",
    "isAttested",
    "isOverridden",
    "startOffset",
    "endOffset",
    "startLine",
    "startColumn",
    "endLine",
    "endColumn",
    ...["findingId", "sampleId", "acceptanceEventId", "population", "flipsAtMost", "confidence"],
  ],
]);
/** Those of them and of the texts that may be absent. JSON is looked at where it is read. */
const OPTIONAL = new Set([
  ...["completedAt", "failureReason", "telemetryJson", "evidenceJson", "rawBundleMarkdown", "debugLog"],
  ...["acceptedReviewId", "overrideDecision", "remark", "overrideRemark"],
  ...["quotes", "suggestion", "continuesFindingId", "continuedSeverity", "author", "untilDate"],
]);

/**
 * A row as it is, if each value is of the type that its column has: whoever made a file may have put others there, and
 * readers count on it. Throws what SQLite says of damage.
 */
export function soundRow<Row extends object>(row: Row): Row {
  for (const [key, value] of Object.entries(row)) {
    const isSound =
      value === null ? OPTIONAL.has(key) : typeof value === (NUMBERS.has(key) ? "number" : "string");
    if (!isSound && !key.endsWith("Json")) throw new DamagedRowError(`a row has no sound ${key}`);
  }
  return row;
}
