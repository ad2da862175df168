import { expect } from "vitest";
import { allRows } from "./ledger-rows.ts";
import type { Ran, RunOptions } from "./run-bin.ts";

export interface Refusal {
  exitCode: 2 | 3 | 4;
  code: string;
  /** What the one line on stderr says after `error: `. */
  message: string | RegExp;
}

type Run = (cwd: string, args: readonly string[], options?: Omit<RunOptions, "cwd">) => Promise<Ran>;

/** Expects a command to be refused in one line, said twice with `--json`, and to leave the ledger of `root` as it was. */
export async function expectRefusal(
  run: Run,
  root: string,
  args: readonly string[],
  { exitCode, code, message }: Refusal,
  options: Omit<RunOptions, "cwd"> = {},
): Promise<void> {
  const before = allRows(root);
  const ran = await run(root, ["--json", ...args], options);
  expect(ran.stderr).toMatch(/^error: [^\n]+\n$/);
  const said = ran.stderr.slice("error: ".length, -1);
  if (typeof message === "string") expect(said).toBe(message);
  else expect(said).toMatch(message);
  expect(ran.exitCode).toBe(exitCode);
  expect(JSON.parse(ran.stdout)).toEqual({ schema: 1, error: { code, message: said } });
  expect(allRows(root)).toEqual(before);
}
