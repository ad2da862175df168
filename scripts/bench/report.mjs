// Collects the figures and writes them as a table.
import { readFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import Database from "better-sqlite3";

/**
 * @typedef {{ what: string, than: string, target: number, times: import("./measure.mjs").Comparison,
 *   older?: string }} Compared `older`: what the older tool took, see `OLDER_TOOL`
 */
/** @typedef {{ what: string, mib: number, target: number, older?: string }} Peak */
/** @typedef {{ what: string, ms: import("./measure.mjs").Spread, target: number }} Timed a time by itself */
/** @typedef {{ what: string, ours: number, than: string, theirs: number, target: number }} Counted the more, the better */
/** @typedef {{ counted: (row: Counted) => void, compared: (row: Compared) => void, timed: (row: Timed) => void, peak: (row: Peak) => void, render: () => string }} Report */

/** Tells each figure at once, too, by `say`. @param {(line: string) => void} say @returns {Report} */
export function startReport(say) {
  /** @type {string[]} */
  const rows = [];
  const add = (/** @type {readonly string[]} */ ...cells) => {
    const row = `| ${cells.join(" | ")} |`;
    rows.push(row);
    say(row);
  };
  return {
    compared: ({ what, than, target, times: { ours, floor, ratio }, older = "–" }) =>
      add(
        what,
        inMs(ours),
        than,
        inMs(floor),
        inTimes(ratio),
        `${target}`,
        verdict(ratio.median, target),
        older,
      ),
    timed: ({ what, ms, target }) =>
      add(what, inMs(ms), "–", "–", "–", `${target} ms`, verdict(ms.median, target), "–"),
    peak: ({ what, mib, target, older = "–" }) => {
      const megabytes = mib * 1.048_576;
      const met = verdict(megabytes, target);
      add(what, `${megabytes.toFixed(0)} MB`, "–", "–", "–", `${target} MB`, met, older);
    },
    counted: ({ what, ours, than, theirs, target }) => {
      const times = ours / Math.max(theirs, 1);
      const met = times >= target ? "met" : "**not met**";
      add(what, `${ours}`, than, `${theirs}`, `**${times.toFixed(2)}**`, `at least ${target}`, met, "–");
    },
    render: () => `${[...header(), ...rows].join("\n")}\n`,
  };
}

/** @typedef {import("./measure.mjs").Spread} Spread */

const inMs = (/** @type {Spread} */ { median, min, max }) => {
  const digits = median < 10 ? 2 : 0;
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
};
const inTimes = (/** @type {Spread} */ { median, min, max }) =>
  `**${median.toFixed(2)}** (${min.toFixed(2)}–${max.toFixed(2)})`;

const verdict = (/** @type {number} */ figure, /** @type {number} */ target) =>
  figure <= target ? "met" : "**not met**";

/** Its figures are constants beside the rows they belong to: it is in no repository of ours to be measured anew. */
const OLDER_TOOL = [
  "",
  "The last column is an older tool in another language at the same job, measured on another day on the same kind of",
  "machine with its own sizes: it shows the order of magnitude, no ratio. Where it has no such job there is a dash.",
];

function header() {
  const { name, version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const sqlite = new Database(":memory:").prepare("SELECT sqlite_version()").pluck().get();
  const [cpu] = cpus();
  return [
    "# Results",
    "",
    "Written by `pnpm bench`. Times in milliseconds, median (min–max); each ratio is one of neighbours in time.",
    "What the figures mean, and what was tried, is in [docs/performance.md](../docs/performance.md).",
    ...OLDER_TOOL,
    "",
    `- ${new Date().toISOString().slice(0, 10)}, ${name} ${version}`,
    `- Node ${process.versions.node}, SQLite ${sqlite}`,
    `- ${platform()} ${arch()}, ${cpus().length} × ${cpu?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    "",
    "| what | ms | floor | ms | ratio | at most | | older tool |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
  ];
}
