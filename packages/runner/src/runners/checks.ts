import { availableParallelism } from "node:os";
import { stripVTControlCharacters } from "node:util";
import { CHECKS_RUNNER } from "@review/corpus";
import { renderBundle } from "@review/protocol";
import pLimit from "p-limit";
import type { Ended, Execution, Failure } from "../execution.ts";
import { toOneLine } from "../one-line.ts";
import { allowedEnvironment } from "../process/environment.ts";
import { interruption } from "../process/interrupted.ts";
import { cannotStart } from "../process/process-ending.ts";
import { createRedactor, type Redactor } from "../process/redact.ts";
import { secretValues, withoutCredentials } from "../process/secrets.ts";
import { type ProcessEnd, runSubprocess } from "../process/subprocess.ts";
import type { ExecuteContext, RequestedGate, ReviewRequest, Runner } from "../runner.ts";
import { describeEnd, hasJudged, reviewOfChangedNote, reviewOfCheck } from "./check-review.ts";
import { lookAtFile } from "./file-on-disk.ts";
import { checkEnvironment, findCheckProgram } from "./find-check-program.ts";

/** What the log keeps of a check that could not judge: the end of what it said. */
const MAX_LOGGED_CHARACTERS = 4_000;

interface CheckOutcome {
  gate: RequestedGate;
  end: ProcessEnd;
  /** Whether note and inputs were in their requested versions, and nothing wrote to them, from before the check until after it. */
  sawRequested: boolean;
}

interface CheckedNote {
  notePath: string;
  outcomes: CheckOutcome[];
}

/**
 * The runner without a model: each gate's own `check` command, started without a shell in the root, with the
 * note's path as last argument. Exit 0 is PASS, 1 is the gate's severity with the output as findings,
 * anything else ERROR, and so is the judgement of a note, or by an input of the gate, that was changed meanwhile. Nothing is checked if a program
 * is not found. Whoever calls it has the user's consent to
 * run the commands that the gates name.
 */
export const checksRunner: Runner = {
  name: CHECKS_RUNNER,
  usesModel: false,
  canJudge: (gate) => gate.check !== undefined,
  preflight: async () => undefined,
  execute: async (request, context) => {
    const missing = await findMissing(request, context);
    if (missing) return { ended: missing, text: "", debugLog: "" };
    const limit = pLimit(availableParallelism());
    const deadline = performance.now() + request.timeoutMs;
    const notes = await Promise.all(
      request.notes.map(async ({ notePath, noteSha, gates }) => ({
        notePath,
        outcomes: await Promise.all(
          gates.map((gate) =>
            limit(async () => {
              const files = [{ path: notePath, sha: noteSha }, ...(gate.inputs ?? [])];
              const look = () => Promise.all(files.map(({ path }) => lookAtFile(request.root, path)));
              const before = await look();
              const end = await runCheck(gate, notePath, request, context, deadline);
              const after = await look();
              const isHeld = ({ sha }: { sha: string }, index: number) =>
                before[index]?.sha === sha && after[index]?.stamp === before[index].stamp;
              return { gate, end, sawRequested: files.every(isHeld) };
            }),
          ),
        ),
      })),
    );
    const redactor = createRedactor(secretValues(context.environment));
    return {
      ended: judgeEnd(notes, request.timeoutMs),
      text: renderOutcomes(notes, request),
      redact: redactor.secrets,
      debugLog: notes.flatMap((note) => describeNote(note, redactor)).join("\n"),
    } satisfies Execution;
  },
};

/** A program that is not there would be missing for every note: nothing of the kind can be judged until it is. */
async function findMissing(
  { notes, root }: ReviewRequest,
  { environment }: ExecuteContext,
): Promise<Failure<"not-installed"> | undefined> {
  const gateOf = new Map<string, string>();
  for (const { gateId, check: [program] = [] } of notes.flatMap(({ gates }) => gates)) {
    if (program !== undefined && !gateOf.has(program)) gateOf.set(program, gateId);
  }
  for (const [program, gateId] of gateOf) {
    if ((await findCheckProgram(program, { root, environment })) === undefined) {
      const message = `the program ${toOneLine(program)} of the check of gate ${gateId} was not found: install it, or mend \`check\` in the gate`;
      return { how: "not-installed", message };
    }
  }
  return undefined;
}

async function runCheck(
  gate: RequestedGate,
  notePath: string,
  { root }: ReviewRequest,
  { environment, signal, forced }: ExecuteContext,
  deadline: number,
): Promise<ProcessEnd> {
  const [program = "", ...args] = gate.check ?? [];
  const timeoutMs = deadline - performance.now();
  if (timeoutMs <= 0) return { cause: "timeout", stdout: "", stderr: "", durationMs: 0 };
  return runSubprocess({
    program,
    // With `./`, a note whose name begins with a dash is no option.
    args: [...args, `./${notePath}`],
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

/**
 * An interruption ends the whole invocation, and so does a machine that can start no more. The timeout, which all checks share, ends it only if no note was
 * checked to the end; else the notes concerned have an ERROR, and a check that hangs does not keep the others
 * from being recorded.
 */
function judgeEnd(notes: readonly CheckedNote[], timeoutMs: number): Ended {
  const hasCheckThat = (cause: ProcessEnd["cause"], { outcomes }: CheckedNote) =>
    outcomes.some(({ end }) => end.cause === cause);
  const checks = notes.flatMap(({ outcomes }) => outcomes);
  const interrupted = checks.find(({ end }) => end.cause === "interrupted");
  if (interrupted) return interruption(interrupted.end.problem);
  for (const { gate, end } of checks) {
    const shortage = end.cause === "cannot-start" && cannotStart(`the check of gate ${gate.gateId}`, end);
    if (shortage) return shortage;
  }
  if (notes.length > 0 && notes.every((note) => hasCheckThat("timeout", note))) {
    const message = `timeout: the checks were not done within ${timeoutMs / 1000} s; raise --timeout`;
    return { how: "timeout", message };
  }
  return { how: "completed" };
}

function renderOutcomes(notes: readonly CheckedNote[], { token, root }: ReviewRequest): string {
  return renderBundle(
    token,
    notes.map(({ notePath, outcomes }) => ({
      notePath,
      reviews: outcomes.map(({ gate, end, sawRequested }) => ({
        gateId: gate.gateId,
        text:
          hasJudged(end) && !sawRequested
            ? reviewOfChangedNote(gate)
            : reviewOfCheck(gate, { notePath, root }, end),
      })),
    })),
  );
}

function describeNote({ notePath, outcomes }: CheckedNote, redactor: Redactor): string[] {
  return outcomes.flatMap(({ gate, end, sawRequested }) => {
    const changed = sawRequested ? "" : ", a file that it depends on was changed meanwhile";
    const line = `${gate.gateId} on ${notePath}: ${describeEnd(gate, end)}${changed}, ${end.durationMs} ms`;
    const said = redactor.everything(
      stripVTControlCharacters(end.stderr.slice(-MAX_LOGGED_CHARACTERS)).trim(),
    );
    return hasJudged(end) || said === "" ? [line] : [line, said];
  });
}
