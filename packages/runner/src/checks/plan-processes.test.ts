import { expect, it } from "vitest";
import { planProcesses } from "./plan-processes.ts";

const many = { gateId: "many", severity: "warn", check: ["lint", "{notes}"] } as const;
const one = { gateId: "one", severity: "warn", check: ["lint"] } as const;

it("starts one process for many notes where the check takes them", () => {
  const notes = ["a", "b", "c"].map((notePath) => ({
    notePath,
    gates: notePath === "b" ? [one] : [many, one],
  }));
  const planned = planProcesses(notes).map(({ gate, notePaths }) => [gate.gateId, ...notePaths].join(" "));
  expect(planned).toEqual(["many a c", "one a", "one b", "one c"]);
});

it("gives no process more than a command line holds, and leaves out no note", () => {
  const notes = Array.from({ length: 3_000 }, (_, index) => ({
    notePath: `${"ü".repeat(100)}${index}`,
    gates: [many],
  }));
  const processes = planProcesses(notes);
  expect(processes.flatMap(({ notePaths }) => notePaths)).toEqual(notes.map(({ notePath }) => notePath));
  for (const { notePaths } of processes) {
    expect(Buffer.byteLength(notePaths.join(" ./"))).toBeLessThanOrEqual(100_000);
  }
  expect(processes).toHaveLength(7);
  const long = { notePath: "x".repeat(200_000), gates: [many] };
  expect(planProcesses([long, long])).toHaveLength(2);
});

it("gives a name that can be taken for words about another note a process of its own", () => {
  const names = ["a.md", "a.md: more.md", "b.md", "%61.md", "a.md:3:write", "c: d.md", "%.md"];
  const planned = planProcesses(names.map((notePath) => ({ notePath, gates: [many] })));
  expect(planned.map(({ notePaths }) => notePaths)).toEqual([
    ["a.md", "b.md", "c: d.md", "%.md"],
    ["a.md: more.md"],
    ["%61.md"],
    ["a.md:3:write"],
  ]);
});
