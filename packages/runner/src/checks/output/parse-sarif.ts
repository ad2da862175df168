import { decoded } from "@review/corpus";
import { type CheckFinding, positionIn } from "./check-finding.ts";
import { CheckOutputError, type JsonPart } from "./json-part.ts";

/**
 * A SARIF 2.1.0 log: the results that are failures, are not suppressed and are still there, each with its first location. Throws
 * CheckOutputError also where a run says that its tool failed.
 */
export function* parseSarif(log: JsonPart): Generator<CheckFinding, void> {
  const version = log.key("version");
  if (version.text() !== "2.1.0") throw version.refusal('"2.1.0"');
  const runs = log.key("runs").items();
  // A log of no run says nothing of any file.
  if (runs.length === 0) throw log.key("runs").refusal("a list with a run");
  for (const run of runs) yield* parseRun(run);
}

/** What a run says once for all its results. */
interface Run {
  rules: readonly JsonPart[];
  rulesById: ReadonlyMap<string | undefined, JsonPart>;
  artifacts: readonly JsonPart[];
  bases: JsonPart | undefined;
  unit: "utf16" | "codePoints";
}

function* parseRun(part: JsonPart): Generator<CheckFinding, void> {
  for (const invocation of part.maybe("invocations")?.items() ?? []) {
    if (invocation.maybe("executionSuccessful")?.isTrue() === false) {
      throw new CheckOutputError("its SARIF says that it failed (executionSuccessful is false)");
    }
  }
  const rules = part.key("tool").key("driver").maybe("rules")?.items() ?? [];
  const rulesById = new Map(rules.map((rule) => [rule.maybe("id")?.text(), rule]));
  const artifacts = part.maybe("artifacts")?.items() ?? [];
  const bases = part.maybe("originalUriBaseIds");
  const unit = part.maybe("columnKind")?.text() === "unicodeCodePoints" ? "codePoints" : "utf16";
  const run: Run = { rules, rulesById, artifacts, bases, unit };
  // A run without results is one that did not look for any.
  for (const result of part.key("results").items()) {
    if (isOpen(result)) yield findingOf(result, run);
  }
}

/** Whether a result is a failure that nobody has set aside. */
function isOpen(result: JsonPart): boolean {
  if ((result.maybe("kind")?.text() ?? "fail") !== "fail") return false;
  if (result.maybe("baselineState")?.text() === "absent") return false;
  const suppressions = result.maybe("suppressions")?.items() ?? [];
  const isSuppressed = (part: JsonPart) => (part.maybe("status")?.text() ?? "accepted") === "accepted";
  return !suppressions.some(isSuppressed);
}

function findingOf(result: JsonPart, run: Run): CheckFinding {
  const rule = findRule(result, run);
  const level = result.maybe("level") ?? rule?.maybe("defaultConfiguration")?.maybe("level");
  const place = result.maybe("locations")?.items()[0]?.maybe("physicalLocation");
  const region = place?.maybe("region");
  const start = positionIn(region, "startLine", "startColumn");
  const end = positionIn(region, "endLine", "endColumn");
  return {
    severity: severityOf(level),
    message: messageOf(result.key("message"), rule),
    rule: result.maybe("ruleId")?.text() ?? rule?.maybe("id")?.text(),
    suggestion: result.maybe("fixes")?.items()[0]?.maybe("description")?.maybe("text")?.text(),
    ...(place && pathOf(place, run)),
    start,
    // Without an end line a region ends on the line where it starts, without an end column at the line's end.
    end: end ?? (start && { line: start.line, column: region?.maybe("endColumn")?.ordinal() }),
    ...(start === undefined && { span: spanOf(region) }),
    unit: run.unit,
  };
}

function findRule(result: JsonPart, { rules, rulesById }: Run): JsonPart | undefined {
  const reference = result.maybe("rule");
  // The rules of extensions are listed elsewhere.
  if (reference?.maybe("toolComponent")) return undefined;
  const index = (result.maybe("ruleIndex") ?? reference?.maybe("index"))?.number();
  if (index !== undefined && index >= 0) return rules[index];
  const id = (result.maybe("ruleId") ?? reference?.maybe("id"))?.text();
  return id === undefined ? undefined : rulesById.get(id);
}

/** A failure of the level `none`, as some tools give what they do not rate, is as mild as a note. */
function severityOf(level: JsonPart | undefined): "note" | "warn" | "fail" {
  switch (level?.text() ?? "warning") {
    case "error":
      return "fail";
    case "warning":
      return "warn";
    case "note":
    case "none":
      return "note";
  }
  throw level?.refusal("error, warning, note or none");
}

function messageOf(message: JsonPart, rule: JsonPart | undefined): string {
  const own = message.maybe("text") ?? message.maybe("markdown");
  if (own) return own.text();
  const template = rule?.maybe("messageStrings")?.maybe(message.key("id").text())?.maybe("text")?.text();
  if (template === undefined) throw message.refusal("an object with a text");
  const values = message.maybe("arguments")?.items() ?? [];
  return template.replace(/\{(\d{1,2})\}/g, (all, index) => values[Number(index)]?.text() ?? all);
}

/** A region by offsets; -1 says that there is none. */
function spanOf(region: JsonPart | undefined): CheckFinding["span"] {
  const offset = region?.maybe("charOffset")?.number() ?? -1;
  if (!Number.isSafeInteger(offset) || offset < 0) return undefined;
  return { offset, length: region?.maybe("charLength")?.ordinal() ?? 0 };
}

function pathOf(
  place: JsonPart,
  { artifacts, bases }: Run,
): Pick<CheckFinding, "path" | "written"> | undefined {
  const location = place.maybe("artifactLocation");
  const index = location?.maybe("index")?.number() ?? -1;
  const known = location?.maybe("uri") ? location : artifacts[index]?.maybe("location");
  const uri = known?.maybe("uri")?.text();
  if (uri === undefined) return undefined;
  const baseId = known?.maybe("uriBaseId")?.text();
  const base = baseId === undefined ? undefined : bases?.maybe(baseId)?.maybe("uri")?.text();
  return pathsOf(base !== undefined && !uri.startsWith("file:") ? `${base}${uri}` : uri);
}

/** The path that a URI is, and as it stands, since some tools write paths. */
function pathsOf(uri: string): Pick<CheckFinding, "path" | "written"> {
  const written = uri.replace(/^file:\/\/(?:localhost)?(?=\/)/, "");
  const path = decoded(written);
  return { path, ...(path !== written && { written }) };
}
