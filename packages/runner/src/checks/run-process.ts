import { checkCommand } from "@review/corpus";
import { allowedEnvironment } from "../process/environment.ts";
import { withoutCredentials } from "../process/secrets.ts";
import { type ProcessEnd, runSubprocess } from "../process/subprocess.ts";
import type { ExecuteContext, ReviewRequest } from "../runner.ts";
import { type CheckResult, resultFor, resultForChangedNote } from "./check-result.ts";
import { type FileOnDisk, lookAtFile, readStamp } from "./file-on-disk.ts";
import { checkEnvironment } from "./find-check-program.ts";
import type { CheckProcess } from "./plan-processes.ts";
import { readVerdict, type Verdict } from "./read-verdict.ts";

/** What came of one process of a check. */
export interface CheckOutcome {
  process: CheckProcess;
  end: ProcessEnd;
  verdict: Verdict;
  /** One for each of its notes. */
  results: ReadonlyMap<string, CheckResult>;
  /** Its notes that were changed meanwhile, or that depend on an input that was. */
  changed: readonly string[];
}

/**
 * Runs one process of a check and says what comes of it for each of its notes. What it says of a note counts if note and
 * inputs were in their requested versions, and nothing wrote to them, from before the check until after it.
 */
export async function runProcess(
  process: CheckProcess,
  request: ReviewRequest,
  context: ExecuteContext,
  deadline: number,
): Promise<CheckOutcome> {
  const { gate, notePaths } = process;
  const { root } = request;
  const { inputs = [] } = gate;
  const before = new Map<string, FileOnDisk | undefined>();
  // One after the other: a thousand open files are more than some systems allow.
  for (const path of [...notePaths, ...inputs.map((input) => input.path)]) {
    before.set(path, await lookAtFile(root, path));
  }
  const end = await runCheck(process, request, context, deadline);
  const isHeld = async (path: string, sha: string | undefined) => {
    const file = before.get(path);
    return file !== undefined && file.sha === sha && (await readStamp(root, path)) === file.stamp;
  };
  let inputsHeld = true;
  for (const { path, sha } of inputs) inputsHeld &&= await isHeld(path, sha);

  const asked = new Map(request.notes.map((note) => [note.notePath, note]));
  const textOf = (notePath: string) => asked.get(notePath)?.text ?? "";
  const verdict = await readVerdict(process, end, { root, textOf });
  const results = new Map<string, CheckResult>();
  const changed: string[] = [];
  for (const notePath of notePaths) {
    const result = await resultFor(gate, verdict, { notePath, text: textOf(notePath) });
    const sawRequested = (await isHeld(notePath, asked.get(notePath)?.noteSha)) && inputsHeld;
    if (!sawRequested) changed.push(notePath);
    results.set(notePath, sawRequested || result.decision === "error" ? result : resultForChangedNote(gate));
  }
  return { process, end, verdict, results, changed };
}

async function runCheck(
  { gate, notePaths }: CheckProcess,
  { root }: ReviewRequest,
  { environment, signal, forced }: ExecuteContext,
  deadline: number,
): Promise<ProcessEnd> {
  const [program = "", ...args] = checkCommand(gate.check, notePaths);
  const timeoutMs = deadline - performance.now();
  if (timeoutMs <= 0) return { cause: "timeout", stdout: "", stderr: "", durationMs: 0 };
  return runSubprocess({
    program,
    args,
    cwd: root,
    environment: {
      ...checkEnvironment(allowedEnvironment(withoutCredentials(environment)), root),
      NO_COLOR: "1",
    },
    stdin: "",
    timeoutMs,
    signal,
    forced,
  });
}
