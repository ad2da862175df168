import { expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { ENVIRONMENT, makeSweepTree } from "./sweep-tree.ts";

it("gates and bundle say of a note that the configuration leaves out that it does, and do what was asked for", async () => {
  const tree = makeSweepTree({ notes: 1 });
  tree.write("notes/index.md", "# Index\n\nText.\n");
  tree.write("other/x.md", "# X\n\nText.\n");
  const run = (args: readonly string[]) => nestedHere(tree.root, args, { environment: ENVIRONMENT });
  const said = "is left out by the configuration, and reviewed only where it is named: ";
  const bundle = (note: string) =>
    run(["bundle", note, "prose/a", "--runner", "claude-code", "--model", "m", "--dry-run"]);
  for (const note of ["notes/index.md", "other/x.md"]) {
    const gates = await run(["gates", note]);
    expect(gates.stdout).toContain("applies");
    expect(gates.stderr).toContain(`${note} ${said}`);
    const { stdout, stderr, exitCode } = await bundle(note);
    expect([exitCode, stderr.split(said).length]).toEqual([0, 2]);
    expect(stdout).toContain(note);
  }
  expect((await run(["gates", "notes/index.md"])).stderr).toContain('"exclude" (');
  expect((await run(["gates", "other/x.md"])).stderr).toContain('no glob of "notes" (');
  for (const { stderr } of [await run(["gates", "notes/n1.md"]), await bundle("notes/n1.md")])
    expect(stderr).not.toContain(said);
});
