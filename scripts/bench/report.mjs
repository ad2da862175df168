// Collects the figures and writes them as a table.
import { readFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import Database from "better-sqlite3";

/** @typedef {{ what: string, than: string, target: number, times: import("./measure.mjs").Comparison }} Compared */
/** @typedef {{ what: string, mib: number, target: number }} Peak */
/** @typedef {{ compared: (row: Compared) => void, peak: (row: Peak) => void, render: () => string }} Report */

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
    compared: ({ what, than, target, times: { ours, floor, ratio } }) =>
      add(what, inMs(ours), than, inMs(floor), inTimes(ratio), `${target}`, verdict(ratio.median, target)),
    peak: ({ what, mib, target }) => {
      const megabytes = mib * 1.048_576;
      add(what, `${megabytes.toFixed(0)} MB`, "–", "–", "–", `${target} MB`, verdict(megabytes, target));
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

function header() {
  const { name, version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const sqlite = new Database(":memory:").prepare("SELECT sqlite_version()").pluck().get();
  const [cpu] = cpus();
  return [
    "# Results",
    "",
    "Written by `pnpm bench`. Times in milliseconds, median (min–max); each ratio is one of neighbours in time.",
    "What the figures mean, and what was tried, is in [docs/performance.md](../docs/performance.md).",
    "",
    `- ${new Date().toISOString().slice(0, 10)}, ${name} ${version}`,
    `- Node ${process.versions.node}, SQLite ${sqlite}`,
    `- ${platform()} ${arch()}, ${cpus().length} × ${cpu?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    "",
    "| what | ms | floor | ms | ratio | at most | |",
    "| --- | --- | --- | --- | --- | --- | --- |",
  ];
}
