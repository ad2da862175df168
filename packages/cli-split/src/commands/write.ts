import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  type CommandRun,
  count,
  type Io,
  openLedgerToWrite,
  openWorkspace,
  printJson,
  tell,
  UsageError,
} from "@review/cli-kit";
import { getRun } from "@review/db";
import { type WriteInput, writeGateReviews } from "@review/lifecycle";
import { parseGateReview } from "@review/protocol";

export interface WriteArgs {
  run?: number | undefined;
  gate: readonly string[];
  file: readonly string[];
  replace: boolean;
}

/** Records gate reviews: the inside of one block each, checked by the grammar at once. */
export const runWrite: CommandRun<WriteArgs> = async (args, { io }) => {
  const runId = Number(args.run);
  if (args.gate.length !== args.file.length) {
    throw new UsageError(
      `${count(args.gate.length, "--gate")} and ${count(args.file.length, "--file")}: give each gate its file`,
    );
  }
  if (args.file.filter((file) => file === "-").length > 1) {
    throw new UsageError("--file - can be given once: standard input holds one review");
  }
  const reviews: WriteInput[] = [];
  for (const [index, gateId] of args.gate.entries()) {
    reviews.push({ ...(await readReview(gateId, args.file[index] ?? "", io)), replace: args.replace });
  }

  await using ledger = await openLedgerToWrite(await openWorkspace(args, io));
  const ids = await writeGateReviews(ledger, { runId, gateReviews: reviews });
  const { gates, gateReviews } = await getRun(ledger, runId);
  const written = new Set(gateReviews.map((review) => review.gateId));
  const missing = gates.map(({ gateId }) => gateId).filter((gateId) => !written.has(gateId));
  if (args.json) {
    const recorded = reviews.map(({ gateId, decision }, index) => ({
      gateReviewId: ids[index],
      gateId,
      decision,
    }));
    printJson(io, { runId, written: recorded, missing });
  } else {
    io.stdout.write(ids.map((id) => `${id}\n`).join(""));
  }
  for (const { gateId, decision } of reviews) {
    if (decision === "error") tell(io, args, `warning: ${gateId} has ERROR: the run cannot complete with it`);
  }
  tell(
    io,
    args,
    missing.length === 0
      ? `run ${runId}: all gates are reviewed; next: review-split finalize --run ${runId}`
      : `run ${runId}: missing ${missing.join(", ")}`,
  );
  return 0;
};

async function readReview(gateId: string, file: string, io: Io): Promise<Omit<WriteInput, "replace">> {
  const name = file === "-" ? "standard input" : file;
  const bytes = file === "-" ? await io.readStdin() : await readBytes(resolve(io.cwd, file), name);
  const parsed = parseGateReview(decode(bytes, name));
  if (!parsed.ok) throw new UsageError(`${name} is no review of ${gateId}: ${parsed.problem.message}`);
  return { gateId, decision: parsed.decision, rationaleMarkdown: parsed.rationaleMarkdown };
}

async function readBytes(path: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UsageError(`${name} cannot be read (${code}): name the file with the review`, { cause: error });
  }
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UsageError(`${name} is not UTF-8: save it as UTF-8`, { cause: error });
  }
}
