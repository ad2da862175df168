import type { Dump, Row } from "@review/test-kit/scratch-ledger.ts";
import type { AttestedEntry } from "../src/index.ts";
import { WORDS } from "./model-findings.ts";
import { isOverAt, worstIn } from "./model-waivers.ts";

const RANK = ["pass", "warn", "fail"];

/** Why an entry is refused; undefined if it is not. */
function problemOf({ decision, findings, at }: AttestedEntry): string | undefined {
  if (!at.endsWith("Z") || !RANK.includes(decision)) return "malformed-entry";
  if (findings.some(({ severity }) => RANK.indexOf(severity) > RANK.indexOf(decision))) {
    return "result-contradicts-findings";
  }
  const isRemarked = findings.some(({ key }) => key === undefined);
  for (const { quotes } of findings) {
    if (quotes.length === 0 && !isRemarked) return "finding-without-quote";
    if (quotes.some((quote) => !WORDS.some((word) => word === quote))) return "quote-not-found";
  }
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
  const isDecided = ({ notePath, note, gate, modelId }: AttestedEntry) =>
    rows.acceptance_events.some(
      (event) =>
        event.note_path === notePath &&
        event.gate_id === gate.gateId &&
        event.model_id === modelId &&
        event.accepted_note_sha === note.sha &&
        event.accepted_gate_sha === gate.sha,
    );

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
      if (findings.some(({ key }) => key === undefined)) {
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
      insertFindings(review, findings);
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

  function waive(entries: readonly AttestedEntry[]): number[] {
    const carried = new Map<string, AttestedEntry["findings"][number]>();
    for (const finding of entries.flatMap(({ findings }) => findings)) {
      const { key, waived } = finding;
      if (key !== undefined && waived && !carried.has(key)) carried.set(key, finding);
    }
    return [...carried].flatMap(([key, { severity: found, waived }]) => {
      const covered = waived?.severity ?? found;
      const severity = worstIn(rows, key);
      const isKnown = rows.waivers.some((row) => row.key === key);
      const isWorse = severity === "fail" && covered === "warn";
      if (!waived || isKnown || severity === undefined || isWorse || isOverAt(waived.until, time()))
        return [];
      const id = rows.waivers.length + 1;
      const { reason, author = null, until: until_date = null } = waived;
      rows.waivers.push({
        id,
        key,
        kind: "waived",
        severity,
        reason,
        author,
        until_date,
        decided_at: time(),
      });
      return [id];
    });
  }

  return {
    attest(entries: readonly AttestedEntry[]) {
      const known = entries.filter(isDecided);
      const judged = entries
        .filter((entry) => !known.includes(entry))
        .map((entry) => ({ entry, problem: problemOf(entry) }));
      const good = judged.filter(({ problem }) => problem === undefined).map(({ entry }) => entry);
      const taken: AttestedEntry[] = [];
      const isTwin = (a: AttestedEntry, b: AttestedEntry) =>
        a.notePath === b.notePath &&
        a.modelId === b.modelId &&
        a.note.sha === b.note.sha &&
        a.gate.gateId === b.gate.gateId &&
        a.gate.sha === b.gate.sha;
      for (const decision of ["fail", "warn", "pass"]) {
        for (const entry of good) {
          if (entry.decision === decision && !taken.some((other) => isTwin(entry, other))) taken.push(entry);
        }
      }
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
      return {
        attested: groups.flatMap(takeIn),
        waived: waive([...known, ...good]),
        refused: judged.flatMap(({ problem }) => problem ?? []),
        known: entries.length - taken.length - (judged.length - good.length),
      };
    },
  };
}
