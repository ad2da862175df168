import { expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { ENVIRONMENT, makeSweepTree, runsOf } from "./sweep-tree.ts";

const SAID =
  "OPENAI_COMPATIBLE_BASE_URL is 127.0.0.1:4999, without http:// or https://: write http://127.0.0.1:4999";

it("an address without http:// is told by all that look at it, before anything is sent or recorded", async () => {
  const { root } = makeSweepTree({ notes: 1 });
  const environment = {
    ...ENVIRONMENT,
    OPENAI_COMPATIBLE_BASE_URL: "127.0.0.1:4999",
    OPENAI_COMPATIBLE_API_KEY: "dummy",
  };
  const api = ["--runner", "api", "--model", "openai-compatible/toy"];
  for (const command of [
    ["sweep", "--all-gates", ...api],
    ["bundle", "notes/n1.md", "prose/a", ...api],
  ]) {
    const { exitCode, stderr } = await nestedHere(root, command, { environment });
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining(`error: ${SAID}\n`)]);
  }
  expect(runsOf(root)).toEqual([]);
  const doctor = await nestedHere(root, ["doctor"], { environment });
  expect(doctor.stdout).toContain(`openai-compatible: ${SAID}`);
  expect(doctor.stdout).not.toContain("a key is set in OPENAI_COMPATIBLE_API_KEY");
  const listed = await nestedHere(root, ["runners"], { environment, columns: 200 });
  expect(listed.stdout).toContain(SAID);
  expect(listed.stdout).toMatch(/^api +\S*cannot be asked/m);
});

it("a login in an address is refused, and shown by nobody", async () => {
  const tree = makeSweepTree({ notes: 1 });
  const login = "somebody:secret";
  const environment = {
    ...ENVIRONMENT,
    OPENAI_BASE_URL: `http://${login}@127.0.0.1:4999/v1`,
    OPENAI_API_KEY: "k",
  };
  const commands = [
    ["sweep", "--all-gates", "--runner", "api", "--model", "openai/toy"],
    ["doctor"],
    ["runners"],
    ["runners", "--json"],
  ];
  for (const command of commands) {
    const { stdout, stderr, exitCode } = await nestedHere(tree.root, command, { environment, columns: 300 });
    expect(stdout + stderr).toContain("OPENAI_BASE_URL holds a login");
    expect(stdout + stderr).not.toMatch(/secret|somebody/);
    if (command[0] === "sweep") expect(exitCode).toBe(3);
  }
  expect(runsOf(tree.root)).toEqual([]);
  const api = { provider: "openai", baseURL: `http://${login}@127.0.0.1:4999/v1` };
  tree.write("review.config.json", JSON.stringify({ runners: { mine: { api } } }));
  for (const command of [...commands, ["config"]]) {
    const { stdout, stderr } = await nestedHere(tree.root, command, { environment: ENVIRONMENT });
    expect(stdout + stderr).toContain("without a login");
    expect(stdout + stderr).not.toMatch(/secret|somebody/);
  }
});

it("so is one of the configuration", async () => {
  const tree = makeSweepTree({ notes: 1 });
  const api = { provider: "openai-compatible", baseURL: "127.0.0.1:4999" };
  tree.write("review.config.json", JSON.stringify({ runners: { mine: { api } } }));
  for (const command of [["doctor"], ["sweep", "--all-gates", "--runner", "mine", "--model", "toy"]]) {
    const { stdout, stderr } = await nestedHere(tree.root, command, { environment: ENVIRONMENT });
    expect(stdout + stderr).toMatch(/runners\.mine\.api\.baseURL .*http:\/\/ or https:\/\//);
  }
});
