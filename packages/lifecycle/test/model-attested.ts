import type { Dump, Row } from "@review/test-kit/scratch-ledger.ts";
import type { AttestedEntry, TakenBackEntry } from "../src/index.ts";
import { WORDS } from "./model-findings.ts";
import { isOverAt, worstIn } from "./model-waivers.ts";
import { isBlank } from "./refusal.ts";

const RANK = ["pass", "warn", "fail"];

const isThere = (quote: string) => WORDS.some((word) => word === quote);

/** Its findings as they are kept: what was found in another text has the quotes that this one has, too. */
const keptOf = ({ kind, findings }: AttestedEntry) =>
  kind === "full-review"
    ? findings
    : findings.map((finding) => ({ ...finding, quotes: finding.quotes.filter(isThere) }));

/** Whether its findings need no quotes. */
const isWithoutQuotes = (entry: AttestedEntry) =>
  entry.findings.some(({ key }) => key === undefined) ||
  (entry.kind !== "full-review" && keptOf(entry).some(({ quotes }) => quotes.length === 0));

/** Why an entry is refused; undefined if it is not. */
function problemOf(entry: AttestedEntry): string | undefined {
  const { decision, at } = entry;
  const findings = keptOf(entry);
  if (!at.endsWith("Z") || !RANK.includes(decision)) return "malformed-entry";
  if (findings.some(({ severity }) => RANK.indexOf(severity) > RANK.indexOf(decision))) {
    return "result-contradicts-findings";
  }
  if (!findings.every(({ quotes }) => quotes.every(isThere))) return "quote-not-found";
  if (!isWithoutQuotes(entry) && findings.some(({ quotes }) => quotes.length === 0))
    return "finding-without-quote";
  const keys = findings.flatMap(({ key }) => key ?? []);
  return new Set(keys).size < keys.length ? "key-twice" : undefined;
}

interface Helpers {
  time: () => string;
  keepSnapshots: (snapshots: readonly { sha: string; text: string }[]) => void;
  insertRow: (run: Row, review: Omit<Row, "id">) => Row;
  insertFindings: (review: Row, findings: AttestedEntry["findings"]) => void;
  insertEvent: (event: Row) => number;
}

/** What comes from the lock, on the rows of the model ledger. */
export function attestMoves(rows: Dump, helpers: Helpers) {
  const { time, keepSnapshots, insertRow, insertFindings, insertEvent } = helpers;
  const lastOf = ({ notePath, note, gate, modelId }: Named) =>
    rows.acceptance_events.findLast(
      (event) =>
        event.note_path === notePath &&
        event.gate_id === gate.gateId &&
        event.model_id === modelId &&
        event.accepted_note_sha === note.sha &&
        event.accepted_gate_sha === gate.sha,
    );
  const reviewOf = ({ accepted_review_id }: Row) =>
    rows.gate_reviews.find(({ id }) => id === accepted_review_id);

  /** When something was decided, by the words of the design: what was taken in at its own time, if that is not later. */
  function decidedAt(event: Row): string {
    const own = String(event.accepted_at);
    if (event.acceptance_kind !== "attested") return own;
    const [earliest] = [
      own,
      String(JSON.parse(String(reviewOf(event)?.evidence_json)).attested.at),
    ].toSorted();
    return earliest ?? own;
  }
  function isNews(entry: AttestedEntry | TakenBackEntry): boolean {
    const last = lastOf(entry);
    const isLater = last !== undefined && entry.at > decidedAt(last) && entry.at <= time();
    if ("remark" in entry) return isLater && last.acceptance_kind !== "withdrawn";
    if (!last) return true;
    const isOfOthers = ["attested", "withdrawn"].includes(String(last.acceptance_kind));
    const own = last.override_decision ?? reviewOf(last)?.decision;
    const isWorse = RANK.includes(String(own)) && RANK.indexOf(entry.decision) > RANK.indexOf(String(own));
    return isLater && (isOfOthers || isWorse);
  }

  function takeBack(entry: TakenBackEntry): number {
    return insertEvent({
      ...{ note_path: entry.notePath, gate_id: entry.gate.gateId, model_id: entry.modelId },
      accepted_review_id: lastOf(entry)?.accepted_review_id ?? null,
      ...{ accepted_note_sha: entry.note.sha, accepted_gate_sha: entry.gate.sha },
      ...{ acceptance_kind: "withdrawn", accepted_at: entry.at, remark: entry.remark.trim() },
    });
  }

  function takeIn(group: readonly AttestedEntry[]): number[] {
    const [first] = group as [AttestedEntry];
    keepSnapshots([first.note, ...group.map(({ gate }) => gate)]);
    const id = rows.review_runs.length + 1;
    const run: Row = {
      ...{ id, note_path: first.notePath, model_id: first.modelId, runner: "lock" },
      ...{ reviewed_note_sha: first.note.sha, started_at: time(), completed_at: time(), status: "completed" },
      ...{ failure_reason: null, raw_bundle_markdown: null, debug_log: null },
      telemetry_json: JSON.stringify({ modelEvidence: first.evidence }),
    };
    rows.review_runs.push(run);
    const accepted = group.map((entry, ordinal): Row => {
      const { gate, decision, evidence, kind, at, findings } = entry;
      const { gateId: gate_id, sha: gate_sha } = gate;
      rows.review_run_gates.push({ review_run_id: id, gate_id, gate_sha, ordinal });
      if (isWithoutQuotes(entry)) {
        rows.gates_without_quotes.push({ review_run_id: id, gate_id });
      }
      const items = findings.map(({ severity, message, quotes }) =>
        [`- ${severity.toUpperCase()}: ${message}`, ...quotes.map((quote) => `  > ${quote}`)].join("\n"),
      );
      const summary = `From the lock: ${entry.modelId}, ${evidence}, ${at.slice(0, 10)}.`;
      const remarks = findings.flatMap(({ key }, index) => (key === undefined ? [index] : []));
      const attested = { evidence, kind, at, ...(remarks.length > 0 && { remarks }) };
      const review = insertRow(run, {
        gate_id,
        decision,
        rationale_markdown: `### Summary\n${summary}\n\n### Findings\n${items.join("\n") || "None."}`,
        evidence_json: JSON.stringify({ attested }),
        gate_sha,
        review_kind: "attested",
      });
      insertFindings(review, keptOf(entry));
      return review;
    });
    return accepted.map((review) =>
      insertEvent({
        note_path: first.notePath,
        gate_id: review.gate_id ?? null,
        model_id: first.modelId,
        accepted_review_id: review.id ?? null,
        accepted_note_sha: first.note.sha,
        accepted_gate_sha: review.gate_sha ?? null,
        acceptance_kind: "attested",
      }),
    );
  }

  function decide(entries: readonly AttestedEntry[]): number[] {
    const carried = new Map<string, { decision: Row; at: string }>();
    for (const { key, severity, waived, unwaived } of entries.flatMap(({ findings }) => findings)) {
      if (key === undefined) continue;
      for (const each of [
        waived && { kind: "waived", covered: severity, ...waived },
        unwaived && { kind: "unwaived", ...unwaived, reason: unwaived.reason.trim() },
      ]) {
        const at = each?.at ?? "";
        const known = carried.get(key);
        if (each && (!known || at > known.at)) carried.set(key, { decision: { ...each }, at });
      }
    }
    return [...carried].flatMap(([key, { decision, at }]) => {
      const { kind = null, reason = null, author = null, until = null, covered = null } = decision;
      const severity = worstIn(rows, key);
      const last = rows.waivers.findLast((row) => row.key === key);
      const isLater = last !== undefined && at > String(last.decided_at) && at <= time();
      if (severity === undefined || (last && !isLater)) return [];
      if (kind === "unwaived" && last?.kind !== "waived") return [];
      const isWorse = severity === "fail" && (decision.severity ?? covered) === "warn";
      if (kind === "waived" && (isWorse || isOverAt(until, time()))) return [];
      const id = rows.waivers.length + 1;
      rows.waivers.push({
        ...{ id, key, kind, reason, author, until_date: until },
        severity: kind === "waived" ? severity : null,
        decided_at: at === "" || at > time() ? time() : at,
      });
      return [id];
    });
  }

  return {
    attest(all: readonly (AttestedEntry | TakenBackEntry)[]) {
      const takenBack = all.filter((entry): entry is TakenBackEntry => "remark" in entry);
      const badly = takenBack.filter(({ at, remark }) => !at.endsWith("Z") || isBlank(remark));
      const back = takenBack.filter((entry) => !badly.includes(entry));
      const entries = all.filter((entry): entry is AttestedEntry => !("remark" in entry));
      const isSilent = (entry: AttestedEntry) => back.some((other) => isTwin(entry, other)) || !isNews(entry);
      const known = entries.filter(isSilent);
      const isDecided = ({ findings }: AttestedEntry) =>
        findings.some(({ waived, unwaived }) => waived ?? unwaived);
      const judged = entries
        .filter((entry) => !known.includes(entry) || isDecided(entry))
        .map((entry) => ({ entry, problem: problemOf(entry) }));
      const good = judged.filter(({ problem }) => problem === undefined).map(({ entry }) => entry);
      const taken: AttestedEntry[] = [];
      for (const entry of good
        .filter((entry) => !known.includes(entry))
        .toSorted((a, b) =>
          a.at === b.at ? RANK.indexOf(b.decision) - RANK.indexOf(a.decision) : a.at < b.at ? 1 : -1,
        )) {
        if (!taken.some((other) => isTwin(entry, other))) taken.push(entry);
      }
      const withdrawn = back
        .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
        .flatMap((entry) => (isNews(entry) ? [takeBack(entry)] : []));
      const groups: AttestedEntry[][] = [];
      for (const entry of taken) {
        const group = groups.find(
          ([first, ...more]) =>
            first?.notePath === entry.notePath &&
            first.note.sha === entry.note.sha &&
            first.modelId === entry.modelId &&
            first.evidence === entry.evidence &&
            ![first, ...more].some(({ gate }) => gate.gateId === entry.gate.gateId),
        );
        if (group) group.push(entry);
        else groups.push([entry]);
      }
      const attested = [...withdrawn, ...groups.flatMap(takeIn)];
      const refused = [
        ...badly.map(() => "malformed-entry"),
        ...judged.flatMap(({ problem }) => problem ?? []),
      ];
      return {
        attested,
        waived: decide(good),
        refused,
        // All that the entries are about is all that there is.
        rekeyed: [],
        known: all.length - attested.length - refused.length,
      };
    },
  };
}

type Named = Pick<AttestedEntry | TakenBackEntry, "notePath" | "note" | "gate" | "modelId">;

const isTwin = (a: Named, b: Named) =>
  a.notePath === b.notePath &&
  a.modelId === b.modelId &&
  a.note.sha === b.note.sha &&
  a.gate.gateId === b.gate.gateId &&
  a.gate.sha === b.gate.sha;
