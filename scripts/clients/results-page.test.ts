import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { ADAPTERS, forEachClient } from "./client-versions.mjs";
import { readResults, tabulateResults } from "./results.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The tests with real clients, none of which is run, as if each had passed. */
function listTests() {
  const list = ["list", "--config", "vitest.clients.config.ts", "--json"];
  const printed = execFileSync(process.execPath, ["node_modules/vitest/vitest.mjs", ...list], {
    cwd: root,
    encoding: "utf8",
  });
  const assertionResults = (JSON.parse(printed) as { name: string }[]).map(({ name }) => {
    const titles = name.split(" > ");
    return { ancestorTitles: titles.slice(0, -1), title: titles.at(-1) ?? "", status: "passed" };
  });
  return { testResults: [{ name: "all", message: "", assertionResults }] };
}

it("docs/clients.md holds the result of every scenario, passed, with the versions that are called tested", () => {
  const page = readFileSync(`${root}/docs/clients.md`, "utf8");
  // The page has other tables, too.
  const written = /<!-- results: .*?<!-- \/results -->/s.exec(page)?.[0] ?? "";
  const table = written.split("\n").filter((line) => line.startsWith("|"));
  const tests = listTests();
  const results = (["newest", "oldest"] as const).flatMap((which) =>
    readResults(
      tests,
      forEachClient((name) => ({ version: ADAPTERS[name].version.tested[which] })),
    ),
  );
  expect(table.toSorted(), "run pnpm test:clients: it writes the table").toEqual(
    tabulateResults(results).toSorted(),
  );
});
