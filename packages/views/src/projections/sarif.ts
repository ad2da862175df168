import { grouped } from "@review/corpus";
import type { Location, Notification, ReportingDescriptor, Result, Run } from "sarif";
import { jsonText } from "../printed/json-text.ts";
import { printable } from "../printed/printable.ts";
import type {
  ReportDocument,
  ReportedGate,
  ReportedPair,
  ReportedPlace,
  UnseenPath,
} from "../report/report-document.ts";
import { withoutLinks } from "./markdown-text.ts";
import { LIMITS, resultsWithin, roomFor } from "./sarif-limits.ts";
import { identityOf, type ToldItem, toldItems, worstFirst } from "./told-items.ts";

/**
 * A SARIF 2.1.0 log within the limits of GitHub's code scanning: a run for each partition, named by `automationDetails.id`, so
 * that no upload closes another's alerts. What is waived is left out, since code scanning reads no suppressions; a pair without
 * a verdict that counts is a notification of the tool, no alert of the note.
 */
export function* sarif(report: ReportDocument): Generator<string> {
  const { unseen = [], pairs: all } = report;
  const groups = grouped(all, ({ modelId }) => modelId ?? "");
  const others = [...groups].filter(([modelId]) => modelId !== "");
  // What nobody looked at is told in the run of what nobody judged, which then is within the limits, however many there are.
  const runs = unseen.length === 0 ? [...groups] : [["", groups.get("") ?? []] as const, ...others];
  const written = runs.slice(0, LIMITS.runs);
  const left = runs.slice(LIMITS.runs).flatMap(([, pairs]) => [...toldItems({ pairs })]).length;
  const gates = new Map(report.gates.map((gate) => [gate.gateId, gate]));
  const room = roomFor(report.gates, written.length);
  yield `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[`;
  for (const [index, [modelId, pairs]] of written.entries()) {
    yield index === 0 ? "\n" : ",\n";
    const more = (report.more ?? 0) + left;
    yield* runOf(pairs, {
      modelId,
      unseen: modelId === "" ? unseen : [],
      gates,
      toolVersion: report.toolVersion,
      room,
      left: index === 0 ? more : 0,
    });
  }
  yield "\n]}\n";
}

interface RunOptions {
  modelId: string;
  unseen: readonly UnseenPath[];
  gates: ReadonlyMap<string, ReportedGate>;
  toolVersion: string;
  /** Bytes of what may still be written, compressed. */
  room: { bytes: number };
  /** How much is left out that is no result of this run. */
  left: number;
}

/** The results come first: only behind them is known how many were left out. */
function* runOf(
  pairs: readonly ReportedPair[],
  { modelId, unseen, gates, toolVersion, room, left }: RunOptions,
): Generator<string> {
  const items = worstFirst(toldItems({ pairs, unseen }));
  const found = items.filter(({ finding }) => finding !== undefined);
  const first = found.slice(0, LIMITS.results);
  const ruleIds = [...new Set(first.map(({ pair }) => pair.gateId))];
  const ruleIndexes = new Map(ruleIds.map((gateId, index) => [gateId, index]));
  yield `{"results":[`;
  const told = yield* resultsWithin(resultsOf(first, ruleIndexes), room);
  const problems = items.filter(({ finding }) => finding === undefined);
  const run: Omit<Run, "results"> = {
    tool: {
      driver: {
        name: "review",
        version: toolVersion,
        rules: ruleIds.map((gateId) => toRule(gateId, gates.get(gateId))),
      },
    },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: notifications(problems, left + found.length - told),
      },
    ],
    automationDetails: { id: modelId === "" ? "review/" : `review/${modelId}/` },
    columnKind: "utf16CodeUnits",
  };
  yield `],${jsonText(run).slice(1)}`;
}

function* resultsOf(items: readonly ToldItem[], ruleIndexes: ReadonlyMap<string, number>): Generator<string> {
  for (const item of items) yield jsonText(toResult(item, ruleIndexes.get(item.pair.gateId) ?? -1));
}

/** What a gate says may be somebody else's in a pull request: its Markdown is shown as such, but leads nowhere. */
function toRule(gateId: string, gate: ReportedGate | undefined): ReportingDescriptor {
  const shown = (text = "") => withoutLinks(printable(text));
  const name = { text: (shown(gate?.name) || shown(gateId)).slice(0, LIMITS.description) || gateId };
  const text = shown(gate?.text) || shown(gateId) || gateId;
  return { id: gateId, shortDescription: name, fullDescription: name, help: { text, markdown: text } };
}

function toResult(item: ToldItem, ruleIndex: number): Result {
  const { pair, level, message, place, finding } = item;
  const quotes = finding?.quotes ?? [];
  const others = quotes.flatMap((quote) => (quote.place && quote.place !== place ? quote : []));
  const snippet = quotes.find((quote) => quote.place === place)?.text;
  return {
    ruleId: pair.gateId,
    ruleIndex,
    level,
    message: { text: withoutLinks(message) },
    locations: [locationOf(pair.notePath, place, snippet)],
    ...(others.length > 0 && {
      relatedLocations: others
        .slice(0, LIMITS.relatedLocations)
        .map(({ place: at, text }) => locationOf(pair.notePath, at, text)),
    }),
    partialFingerprints: { primaryLocationLineHash: identityOf(item) },
  };
}

/** Code scanning wants all four fields of a region; where nobody knows the place, it is the beginning of the note. */
function locationOf(
  notePath: string,
  place: ReportedPlace | undefined,
  snippet: string | undefined,
): Location {
  const { startLine = 1, startColumn = 1, endLine = 1, endColumn = 1 } = place ?? {};
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(notePath) },
      region: {
        startLine,
        startColumn,
        endLine,
        endColumn,
        ...(place && snippet !== undefined && { snippet: { text: printable(snippet) } }),
      },
    },
  };
}

const uriOf = (path: string) => path.toWellFormed().split("/").map(encodeURIComponent).join("/");

function notifications(problems: readonly ToldItem[], left: number): Notification[] {
  const shown = problems.slice(0, LIMITS.notifications);
  const more = problems.length - shown.length;
  const say = (amount: number, what: string): Notification[] =>
    amount === 0 ? [] : [{ level: "warning", message: { text: `${amount} ${what}` } }];
  return [
    ...shown.map(({ pair, label, message }): Notification => {
      const text = withoutLinks(`${label} ${printable(pair.gateId)}: ${message}`);
      return {
        level: "warning",
        message: { text },
        locations: [locationOf(pair.notePath, undefined, undefined)],
      };
    }),
    ...say(more, "more pairs without a verdict that counts"),
    ...say(left, "findings left out, by the limits of code scanning or as it was asked for"),
  ];
}
