import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type KnowledgeBase, makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import {
  blobId,
  change,
  NOTE,
  type OldTables,
  oldChain,
  oldTime,
  together,
  writeOldFile,
} from "@review/test-kit/old-file.ts";

const GATES = "kb/instructions/review-gates";
const CLARITY = "# Clarity\n\nIs every sentence clear?\n";
const BREVITY = "---\nname: Brevity\n---\nCould a sentence go?\n";
export const NOTE_NOW = "# A\n\nThe note as it is now.\n";
export const NOTE_BEFORE = "# A\n\nThe note as it was.\n";

export interface OldBase extends KnowledgeBase {
  /** The file of the old scripts. */
  old: string;
  /** Makes a text the note's, and commits it. */
  commit(text: string): void;
}

/** Runs git in a folder, with nothing of the configuration of the person who runs the tests. */
function git(folder: string, ...args: string[]): string {
  const identity = [
    "-c",
    "user.name=nobody",
    "-c",
    "user.email=nobody@example.com",
    "-c",
    "core.autocrlf=false",
  ];
  const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", [...identity, ...args], { cwd: folder, env, encoding: "utf8" }).trim();
}

/** A chain of the gates of this tree. */
export function chainHere(chain: Parameters<typeof oldChain>[0]): OldTables {
  const rows = oldChain({ noteText: NOTE_NOW, gates: ["prose/clarity", "prose/brevity"], ...chain });
  const shas = { "prose/clarity": blobId(CLARITY), "prose/brevity": blobId(BREVITY) };
  return Object.entries(shas).reduce(
    (tables, [gateId, sha]) =>
      [
        ["review_run_gates", { gate_sha: sha }] as const,
        ["gate_reviews", { gate_sha: sha }] as const,
        ["acceptance_events", { accepted_gate_sha: sha }] as const,
      ].reduce((all, [table, to]) => change(all, table, to, ({ gate_id: id }) => id === gateId), tables),
    rows,
  );
}

/** A repository with one note in two versions, two gates, and the file of the old scripts beside it. */
export function makeOldBase(tables: OldTables = chainHere({ id: 1 })): OldBase {
  const base = makeKnowledgeBase({
    [NOTE]: NOTE_BEFORE,
    [`${GATES}/prose/clarity.md`]: CLARITY,
    [`${GATES}/prose/brevity.md`]: BREVITY,
  });
  git(base.root, "init", "--quiet");
  const commit = (text: string) => {
    base.write(NOTE, text);
    git(base.root, "add", "--all");
    git(base.root, "commit", "--quiet", "--message", "x");
  };
  commit(NOTE_BEFORE);
  commit(NOTE_NOW);
  return { ...base, commit, old: writeOldFile(join(base.root, "reviews.sqlite"), tables) };
}

/** Months of work with the old scripts, with a little of everything that went wrong. */
export function months(): OldTables {
  const sound = [
    change(chainHere({ id: 1, noteText: NOTE_BEFORE }), "review_runs", {
      telemetry_json: '{"model": "claude-opus-4-8", "reasoning_effort": "high"}',
    }),
    change(chainHere({ id: 2, at: 60 }), "review_runs", {
      telemetry_json: '{"model": "claude-opus-4-8", "reasoning_effort": "high"}',
    }),
    chainHere({ id: 3, at: 90, modelId: "codex" }),
  ];
  const abandoned = change(chainHere({ id: 4, at: 100 }), "review_runs", {
    status: "running",
    completed_at: null,
  });
  const judgedInPart = change(
    chainHere({ id: 5, at: 120, modelId: "sonnet" }),
    "gate_reviews",
    { decision: "error" },
    ({ id }) => id === 51,
  );
  const lost = chainHere({ id: 6, at: 130, modelId: "haiku", noteText: "a draft that was never committed" });
  const loose = {
    gate_reviews: [
      { ...chainHere({ id: 7 }).gate_reviews[0], id: 70, review_run_id: null, model_id: "opus" },
    ],
  };
  return together(...sound, { ...abandoned, acceptance_events: [] }, judgedInPart, lost, loose, {
    acceptance_events: [
      {
        ...chainHere({ id: 3 }).acceptance_events[0],
        id: 99,
        model_id: "codex",
        acceptance_kind: "manual-override",
        accepted_at: oldTime(140),
      },
    ],
  });
}
