import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, it, onTestFinished } from "vitest";
import { openLedger } from "../../packages/db/dist/index.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The commands of a section of docs/backups.md. */
function recipe(section: string): string {
  const page = readFileSync(join(root, "docs/backups.md"), "utf8");
  const text = page.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? "";
  return /^```sh\n(.*?)^```$/ms.exec(text)?.[1] ?? "";
}

/** A tree with a gate, and a shell in it that finds the commands. */
function newTree() {
  const folder = mkdtempSync(join(tmpdir(), "review-backup-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = { "review.config.json": "{}", "gates/g.md": "Is it good?\n", "notes/a.md": "# A\n" };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const path = [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
  const sh = (script: string) => execa("sh", ["-ec", script], { cwd: folder, env: { PATH: path } });
  const createRuns = async (amount: number) => {
    for (let i = 0; i < amount; i += 1) {
      // Each with a text of its own, so that it fills pages of its own.
      writeFileSync(join(folder, "notes/a.md"), `# A\n\n${`${Math.random()} `.repeat(400)}\n`);
      await sh("review-split create notes/a.md g --runner me --model m --quiet");
    }
  };
  const countRuns = async () =>
    JSON.parse((await sh("review-nested runs --limit 1000 --json")).stdout).runs.length;
  return { ledger: join(folder, ".review/ledger.sqlite"), sh, createRuns, countRuns };
}

/** Puts a log beside the ledger as a process leaves it that was killed after it had recorded something. */
async function leaveLog({ ledger, createRuns }: Pick<ReturnType<typeof newTree>, "ledger" | "createRuns">) {
  const open = await openLedger(ledger);
  await createRuns(1);
  copyFileSync(`${ledger}-wal`, `${ledger}-wal.kept`);
  await open.close();
  renameSync(`${ledger}-wal.kept`, `${ledger}-wal`);
}

it("a backup is restored as docs/backups.md says, also beside the log of a killed process", async () => {
  const tree = newTree();
  await tree.createRuns(2);
  await tree.sh(recipe("Back up"));
  await tree.createRuns(6);
  await leaveLog(tree);
  const { stdout } = await tree.sh(recipe("Restore"));
  expect(stdout).toContain("2 runs");
  expect(await tree.countRuns()).toBe(2);
}, 60_000);

it("with the side files left where they are it is refused, and kept", async () => {
  const tree = newTree();
  await tree.createRuns(2);
  await tree.sh(recipe("Back up"));
  await tree.createRuns(6);
  await leaveLog(tree);
  const [, ...rest] = recipe("Restore").split("\n");
  const refused = await tree.sh(rest.join("\n")).catch((error) => error);
  expect(refused.exitCode).toBe(3);
  expect(refused.stdout).toContain("move ledger.sqlite-wal and ledger.sqlite-shm away");
  await tree.sh("mv .review/ledger.sqlite-wal .review/ledger.sqlite-shm .");
  expect(await tree.countRuns()).toBe(2);
}, 60_000);
