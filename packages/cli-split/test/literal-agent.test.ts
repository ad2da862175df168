import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { queryLedger } from "@review/test-kit/ledger-rows.ts";
import { binPath, type Ran, runProgram } from "@review/test-kit/run-bin.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";

/** Types command lines into a shell that knows `review-split`, and writes files: all that an agent can do. */
interface Agent {
  type(commandLine: string): Promise<Ran>;
  writeFile(name: string, text: string): string;
}

function startAgent(cwd: string): Agent {
  const folder = scratchFolder();
  const writeFile = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const program = writeFile(
    "review-split",
    `#!/bin/sh\nexec '${process.execPath}' '${binPath("review-split")}' "$@"\n`,
  );
  chmodSync(program, 0o755);
  const environment = { PATH: [folder, process.env.PATH].join(delimiter) };
  return { writeFile, type: (line) => runProgram("/bin/sh", ["-c", line], { cwd, environment }) };
}

/** The command lines that a text shows as code. */
function shownCommands(text: string): string[] {
  return [...text.matchAll(/^ {4,}(review-split .+)$/gm)].map(([, line = ""]) => line);
}

/** A gate review as the text describes it: with the headings and one of the result lines that it names. */
function obey(text: string): string {
  const headings = [...text.matchAll(/`(### (?:Summary|Findings))`/g)].map(([, heading]) => heading);
  const [, nothing] = /Without findings, write `(.+?)`/.exec(text) ?? [];
  const [, result] = /The last line is exactly one of `(.+?)`/.exec(text) ?? [];
  return `${headings[0]}\nI read it.\n\n${headings[1]}\n${nothing}\n\n${result}\n`;
}

/** Notes with the gates below them, as `stale` lists them. */
function readStale(stdout: string): [note: string, gates: string[]][] {
  const found: [string, string[]][] = [];
  for (const line of stdout.split("\n").filter(Boolean)) {
    const [, gate] = /^ {2}\S+ +(.+)$/.exec(line) ?? [];
    if (gate === undefined) found.push([line, []]);
    else found.at(-1)?.[1].push(gate);
  }
  return found;
}

const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

function makeOddTree() {
  return makeKnowledgeBase({
    "kb/notes/A note: $HOME & more.md": "# Odd\n\n## Result: PASS\n",
    "kb/instructions/review-gates/odd lens/it's fine.md": "# Odd\n\nIs it odd?\n",
  });
}

describe("an agent that knows nothing but the instructions", () => {
  it("gets from stale pairs to completed runs", async () => {
    const { root } = makeOddTree();
    const agent = startAgent(root);
    const { stdout: instructions } = await agent.type("review-split instructions");
    const shown = (name: string) => {
      const line = shownCommands(instructions).find((command) => command.split(" ")[1] === name);
      return (line ?? "").replaceAll("MODEL", "gpt-5.4").replaceAll("AGENT", "codex");
    };
    const file = agent.writeFile("review.md", obey(instructions));

    const stale = await agent.type(shown("stale"));
    const notes = readStale(stale.stdout);
    expect(notes.map(([note, gates]) => [note, gates.length])).toEqual([
      ["kb/notes/A note: $HOME & more.md", 4],
      ["kb/notes/a.md", 5],
      ["kb/notes/b.md", 4],
    ]);
    for (const [note, gates] of notes) {
      const names = shown("create").replace("NOTE", () => quote(note));
      const created = await agent.type(names.replace("GATE...", () => gates.map(quote).join(" ")));
      const { runId, next } = JSON.parse(created.stdout);
      let last = created;
      for (const command of next) {
        last = await agent.type(command.replace("FILE", quote(file)));
        expect(last, command).toMatchObject({ exitCode: 0 });
      }
      expect(last.stdout).toBe(`completed ${runId} ${gates.length}\n`);
    }
    expect(await agent.type(`${shown("stale")} --check`)).toMatchObject({ stdout: "", exitCode: 0 });
    expect(
      queryLedger(root, "SELECT count(*) AS n, runner, model_id FROM review_runs GROUP BY runner, model_id"),
    ).toEqual([{ n: 3, runner: "codex", model_id: "gpt-5-4" }]);
  });

  it("can write several reviews at once and give a run up, as shown", async () => {
    const { root } = makeOddTree();
    const agent = startAgent(root);
    const { stdout: instructions } = await agent.type("review-split instructions");
    const [, , write = "", finalize = "", fail = ""] = shownCommands(instructions);
    const file = quote(agent.writeFile("review.md", obey(instructions)));
    const fill = (line: string, id: string) =>
      line
        .replace("--run ID", `--run ${id}`)
        .replace(/FILE2?\b/g, file)
        .replace("GATE2", "prose/brevity")
        .replace("GATE", "prose/clarity");

    const create = "review-split create kb/notes/a.md prose --runner codex --model gpt-5.4";
    expect(await agent.type(create)).toMatchObject({ stdout: "1\n" });
    expect(await agent.type(fill(write, "1"))).toMatchObject({ stdout: "1\n2\n", exitCode: 0 });
    expect(await agent.type(fill(finalize, "1"))).toMatchObject({ stdout: "completed 1 2\n", exitCode: 0 });
    expect(await agent.type(create)).toMatchObject({ stdout: "2\n" });
    expect(await agent.type(fill(fail, "2"))).toMatchObject({ stdout: "failed 2\n", exitCode: 0 });
  });
});

describe("an agent that only ever types what stands after `next:`", () => {
  it("completes a run", async () => {
    const { root } = makeOddTree();
    const agent = startAgent(root);
    const { stdout: instructions } = await agent.type("review-split instructions");
    const file = quote(agent.writeFile("review.md", obey(instructions)));
    const create = "review-split create kb/notes/b.md prose 'odd lens' --runner codex --model gpt-5.4";
    let { stdout, stderr } = await agent.type(create);
    for (let step = 0; step < 8 && !stdout.startsWith("completed"); step += 1) {
      const [, next = "review-split status --run 1"] = /next: (.+)$/m.exec(stderr) ?? [];
      ({ stdout, stderr } = await agent.type(next.replace("FILE", file)));
      expect(stderr).not.toContain("error");
    }
    expect(stdout).toBe("completed 1 3\n");
  });
});
