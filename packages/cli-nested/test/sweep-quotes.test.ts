import { readFileSync } from "node:fs";
import { join } from "node:path";
import { queryLedger } from "@review/test-kit/ledger-rows.ts";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { ENVIRONMENT, makeSweepTree, readEvents, type SweepTree, sweepTree } from "./sweep-tree.ts";

const tree = () => makeSweepTree({ notes: 100 });
const sweepAll = (base: SweepTree, runner: string, ...more: string[]) =>
  sweepTree(base, runner, "--json", "--batch-size", "20", "--jobs", "4", ...more);

/** Every finding of `warns`, at the place that it names in its note. */
async function placesIn({ root }: SweepTree) {
  const { stdout } = await nestedHere(root, ["warns", "--json"], { environment: ENVIRONMENT });
  const { warns } = JSON.parse(stdout) as {
    warns: {
      notePath: string;
      findings: {
        severity: string;
        quotes: { text: string; place: { startLine: number; startColumn: number } }[];
      }[];
    }[];
  };
  return warns.flatMap(({ notePath, findings }) => {
    const lines = readFileSync(join(root, notePath), "utf8").split("\n");
    return findings.flatMap(({ severity, quotes }) =>
      quotes.map(({ text, place }) => ({
        severity,
        text,
        there: lines[place.startLine - 1]?.slice(place.startColumn - 1, place.startColumn - 1 + text.length),
      })),
    );
  });
}

const invented = ({ root }: SweepTree) =>
  queryLedger(root, "SELECT * FROM finding_quotes WHERE exact LIKE '%nobody has written%'");

describe("a sweep of 200 pairs by a reviewer that invents every third quote", () => {
  it("records none of the invented ones, and each other one at its place", async () => {
    const base = tree();
    const { stdout, exitCode } = await sweepAll(base, "inventing", "--repair", "0");
    expect(exitCode).toBe(1);
    // Seven of each batch of twenty.
    expect(readEvents(stdout).at(-1)).toMatchObject({ selected: 200, reviewed: 130, failed: 70 });
    expect(base.book()).toEqual(Array(10).fill("first 20"));
    expect(invented(base)).toEqual([]);
    const places = await placesIn(base);
    expect(places).toHaveLength(130);
    for (const { text, there, severity } of places) {
      expect(there).toBe(text);
      expect(severity).toBe("fail");
    }
  });

  it("has all of them once the wrong ones were asked for again", async () => {
    const base = tree();
    const { stdout } = await sweepAll(base, "mending");
    const events = readEvents(stdout);
    expect(events.at(-1)).toMatchObject({ reviewed: 200, failed: 0, invocations: 20 });
    expect(events.filter(({ event }) => event === "repair-started")).toMatchObject(
      Array(10).fill({ pairs: 7 }),
    );
    expect(base.book().toSorted()).toEqual([...Array(10).fill("again 7"), ...Array(10).fill("first 20")]);
    expect(invented(base)).toEqual([]);
    expect(await placesIn(base)).toHaveLength(200);
  });
});
