import {
  type CommandContext,
  count,
  openLedgerToWrite,
  printJson,
  tell,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import { type Gate, type Note, readNote, resolveGates, resolveNotePath } from "@review/corpus";
import { ACCEPTABLE_DECISIONS } from "@review/db";
import { acknowledge, selectStalePairs } from "@review/lifecycle";
import { choosePartition } from "../pair.ts";
import type { AckArgs } from "./ack-args.ts";

/** Acknowledges pairs of one note by name, or overrides their verdict. */
export async function ackPairs(args: AckArgs, { io }: CommandContext, workspace: Workspace): Promise<number> {
  const { corpus } = workspace;
  const note = await readNote(corpus, await resolveNotePath(corpus, args.note ?? "", io.cwd));
  requireExpectedSha(note, args.expectNoteSha);
  const gates = await resolveGates(corpus, args.gates ?? []);
  const overrideDecision = ACCEPTABLE_DECISIONS.find((decision) => decision === args.override);
  if (overrideDecision && !args.remark?.trim()) {
    throw new UsageError("an override needs a reason: add --remark TEXT");
  }

  await using ledger = await openLedgerToWrite(workspace);
  const modelId = await choosePartition(args, io, corpus, ledger);
  const { remark } = args;
  const stale = await selectStalePairs(ledger, { modelId, notes: [versions(note, gates)] });
  const reasons = new Map(stale.map(({ gateId, reason }) => [gateId, reason]));
  // A fresh pair needs no acknowledgement; an override is about the verdict and not about freshness.
  const chosen = gates.filter(({ id }) => overrideDecision !== undefined || reasons.has(id));
  const acknowledged: { gateId: string; kind: string; eventId?: number | undefined }[] = [];
  for (const kind of ["trivial-change-ack", "gate-migration", "manual-override"] as const) {
    const ofKind = chosen.filter(({ id }) => {
      if (overrideDecision) return kind === "manual-override";
      return kind === (reasons.get(id) === "gate-changed" ? "gate-migration" : "trivial-change-ack");
    });
    if (ofKind.length === 0) continue;
    const ids = await acknowledge(ledger, {
      pairs: ofKind.map((gate) => ({
        notePath: note.path,
        noteSha: note.sha,
        gateId: gate.id,
        gateSha: gate.sha,
      })),
      modelId,
      kind,
      snapshots: [note, ...ofKind].map(({ sha, text }) => ({ sha, text })),
      ...(overrideDecision && { overrideDecision }),
      ...(remark !== undefined && { remark }),
    });
    acknowledged.push(...ofKind.map(({ id }, index) => ({ gateId: id, kind, eventId: ids[index] })));
  }
  if (args.json) printJson(io, { modelId, notePath: note.path, acknowledged });
  else for (const { gateId, kind } of acknowledged) io.stdout.write(`${kind} ${gateId}\n`);
  const fresh = gates.length - chosen.length;
  if (fresh > 0)
    tell(io, args, `${count(fresh, "pair")} of ${note.path} fresh already, nothing to acknowledge`);
  return 0;
}

/** The file must still be what the person looked at. */
function requireExpectedSha(note: Note, expected: string | undefined): void {
  if (expected === undefined) return;
  if (!/^[0-9a-f]{8,64}$/i.test(expected)) {
    throw new UsageError(
      `--expect-note-sha ${expected} is no content sha: give at least its first 8 hex digits (\`why\` shows it)`,
    );
  }
  if (!note.sha.startsWith(expected.toLowerCase())) {
    throw new UsageError(
      `${note.path} has changed since you looked: it is ${note.sha.slice(0, 12)} now; look again with \`review-nested why\``,
    );
  }
}

function versions(note: Note, gates: readonly Gate[]) {
  return {
    notePath: note.path,
    noteSha: note.sha,
    gates: gates.map(({ id, sha }) => ({ gateId: id, gateSha: sha })),
  };
}
