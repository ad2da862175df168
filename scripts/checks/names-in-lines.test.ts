import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { rawNamesIn } from "./names-in-lines.mjs";

const packages = fileURLToPath(new URL("../../packages", import.meta.url));

const sources = readdirSync(packages, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
  .map((entry) => relative(packages, join(entry.parentPath, entry.name)).split(sep).join("/"))
  .filter((file) => /^cli-[^/]+\/src\//.test(file))
  .map((file) => ({ file, text: readFileSync(join(packages, file), "utf8") }));

/** What writes to the streams itself: data for programs, texts of many lines, pictures; all else is told or printed line by line. */
const WRITERS = [
  "cli-kit/src/command-line/parse-with-yargs.ts",
  "cli-kit/src/output/choose-output.ts",
  "cli-kit/src/output/print-long-json.ts",
  "cli-kit/src/output/print.ts",
  "cli-kit/src/output/report-error.ts",
  "cli-kit/src/run-cli.ts",
  "cli-nested/src/commands/bundle/plan-bundle.ts",
  "cli-nested/src/commands/ledger/copy.ts",
  "cli-nested/src/commands/ledger/init.ts",
  "cli-nested/src/commands/report.ts",
  "cli-nested/src/commands/show.ts",
  "cli-nested/src/commands/sweep/live-view.ts",
  "cli-nested/src/commands/sweep/report-sweep.ts",
  "cli-nested/src/commands/work.ts",
  "cli-nested/src/reviewing/show-progress.ts",
  "cli-split/src/commands/create.ts",
  "cli-split/src/commands/instructions.ts",
  "cli-split/src/commands/write.ts",
  "cli-split/src/mcp/line-transport.ts",
];

it("names stand in lines as `nameLine` shows them", () => {
  expect(sources.flatMap(({ file, text }) => rawNamesIn(text).map((found) => `${file}:${found}`))).toEqual(
    [],
  );
});

it("what people read is told or printed by the functions that show names", () => {
  const writers = sources
    .filter(({ text }) => /\bstd(?:out|err)\.write\(/.test(text))
    .map(({ file }) => file);
  expect(writers.toSorted()).toEqual(WRITERS.toSorted());
});

it.each([
  [`function f({ notePath }: A): string[] { return [\`of \${notePath}\`]; }`, 1],
  [`function f(a: A): string[] { return a.map(({ b }) => \`of \${b ? b.gateId : a.run?.modelId}\`); }`, 2],
  [`const line = oneLine(note.path);`, 1],
  [`function f({ notePath }: A): string[] { return [\`of \${nameLine(notePath)}\`]; }`, 0],
  [`function f({ notePath }: A): string[] { throw new AError(\`of \${notePath}\`); }`, 0],
  [`function f({ notePath }: A): string[] { tell(io, args, \`of \${notePath}\`); return []; }`, 0],
  [`function f({ notePath }: A): string { return \`of \${notePath}\`; }`, 0],
])("of %s there are %i", (text, amount) => {
  expect(rawNamesIn(text)).toHaveLength(amount);
});
