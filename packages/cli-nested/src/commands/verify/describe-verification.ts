import { count, explainHidden, nameLine, shorten } from "@review/cli-kit";
import { grouped, isHidden } from "@review/corpus";
import { type IdleAllowance, UNMET_KINDS, type VerifyDocument, withCommas } from "@review/views";
import { explainPlaceholders } from "../../reviewing/proposed-reviewer.ts";
import { nextCommands, type Reviewer } from "./next-commands.ts";

/** How it stands as a whole, what to look at, and how to go on. */
export function describeVerification(document: VerifyDocument, reviewer: Reviewer): string[] {
  const { acceptedStale, quarantined, idleAllowances, orphans, refused, skipped, unmet, unreadable, source } =
    document;
  const next = nextCommands(unmet, reviewer);
  const hidden = skipped.filter(isHidden).length;
  const said = [
    ...some(
      skipped.filter((each) => !isHidden(each)).map(({ path, reason }) => `${nameLine(path)} ${reason}`),
      PASSED_OVER,
      "paths passed over lead to notes that are looked at: `review-nested doctor --notes` lists all",
    ),
    ...some(refused, OF_LOCK, "of the lock do not count: `--json` lists all"),
    ...some(
      orphans.files.map((path) => `${nameLine(path)} is of a note that is gone`),
      OF_LOCK,
      "of the lock are of notes that are gone: `review-nested lock` removes them",
    ),
    ...orphans.entries.map(
      ({ path, gateIds }) =>
        `warning: ${nameLine(path)} has entries of gates that are gone: ${describeGone(gateIds)}`,
    ),
    ...acceptedStale.map(
      ({ notePath, gateId, reason, until }) =>
        `accepted until the end of ${until}: ${nameLine(notePath)} ${nameLine(gateId)}: ${reason}`,
    ),
    ...describeQuarantined(quarantined),
    ...idleAllowances.map(describeIdle),
    ...describeSettled(document.counts),
    ...(unreadable.length > 0 ? [`${count(unreadable.length, "note")} cannot be read`] : []),
    ...(hidden > 0 ? [explainHidden(hidden)] : []),
    summarize(document),
  ];
  return [
    ...said.map(nameLine),
    ...next.map((command, index) => `${index === 0 ? "next: " : "      "}${command}`),
    ...explainPlaceholders(next),
    ...(source === "lock" && next.includes("review-nested lock") ? [UNLOCKED] : []),
  ];
}

/** One line for each gate and reason: of all its notes only how many there are, and how they are. */
function describeQuarantined(quarantined: VerifyDocument["quarantined"]): string[] {
  const groups = grouped(quarantined, ({ gateId, quarantine }) => `${nameLine(gateId)}: ${quarantine}`);
  return [...groups].map(([why, pairs]) => {
    const kinds = grouped(pairs, ({ kind }) => kind);
    const told = [...kinds].map(([kind, some]) => `${some.length} ${kind}`);
    return `quarantined, so that ${told.join(", ")} may pass: ${why}`;
  });
}

/** That pairs hold in spite of what was found, which somebody who reads the note alone may not know. */
function describeSettled({ waived, settledInNotes }: VerifyDocument["counts"]): string[] {
  const all = waived + settledInNotes;
  if (all === 0) return [];
  const how = [
    ...(settledInNotes > 0 ? [`${settledInNotes} settled by comments in notes`] : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
  ];
  return [
    `${count(all, "finding")} ${all === 1 ? "does" : "do"} not count where a pair holds: ${how.join(", ")} (\`review-nested warns --waived\`)`,
  ];
}

/** The first of some warnings of a kind, and how many there are beside: the document has them all. */
function some(lines: readonly string[], most: number, rest: string): string[] {
  const more = lines.length - most;
  return [
    ...lines.slice(0, most).map((line) => `warning: ${line}`),
    ...(more > 0 ? [`warning: ${more} more ${rest}`] : []),
  ];
}

/** A few of the names, and as much of each as tells which it is: whoever wrote the lock chose them. */
function describeGone(gateIds: readonly string[]): string {
  const named = gateIds.slice(0, NAMED).map((gateId) => shorten(nameLine(gateId), NAME_WIDTH));
  return [...named, ...(gateIds.length > NAMED ? [`and ${gateIds.length - NAMED} more`] : [])].join(", ");
}

const PASSED_OVER = 3;
const OF_LOCK = 20;
const NAMED = 10;
const NAME_WIDTH = 100;

const UNLOCKED = "what a ledger has already accepted, `review-nested lock` alone writes into the lock";

function describeIdle({ note, gate, until, why }: IdleAllowance): string {
  const reasons = {
    past: `ended with ${until}`,
    "not-needed": "is not needed: the pair is neither stale nor missing",
    "no-pair": "is about no pair there is",
  };
  return `warning: verify.acceptStale: the entry of ${note} ${gate} ${reasons[why]}; remove it`;
}

function summarize({ counts, holds }: VerifyDocument): string {
  const { pairs, holding, acceptedStale, quarantined } = counts;
  const amount = (of: number, what: string) => `${withCommas(of)} ${what}`;
  const kinds = UNMET_KINDS.filter((kind) => counts[kind] > 0).map((kind) => amount(counts[kind], kind));
  const waiting = acceptedStale > 0 ? `, ${withCommas(acceptedStale)} may wait` : "";
  const apart = quarantined > 0 ? `, ${withCommas(quarantined)} of gates in quarantine` : "";
  const sampled = counts.bySample > 0 ? ` (${withCommas(counts.bySample)} acknowledged by sample)` : "";
  const hold = `${withCommas(holding)} ${holding === 1 ? "pair holds" : "pairs hold"}${sampled}${waiting}${apart}`;
  if (pairs === 0) return holds ? "there is no pair to look at" : "nothing else was looked at";
  const unmet = pairs - holding - acceptedStale - quarantined;
  if (unmet === 0) return hold;
  return `${hold}, ${withCommas(unmet)} ${unmet === 1 ? "does" : "do"} not: ${kinds.join(", ")}`;
}
