import {
  type CommandContext,
  count,
  nameWord,
  oneLine,
  optionWords,
  shellWord,
  tell,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import { grouped } from "@review/corpus";
import type { Ledger } from "@review/db";
import { type AcknowledgementKind, acknowledgeAll } from "@review/lifecycle";
import {
  type CarriedEvent,
  countTrivialEdits,
  type FoundMove,
  findMoves,
  findNamedMoves,
  type Move,
  renamed,
  type WhyLeft,
} from "@review/views";
import type { AckArgs } from "./ack-args.ts";
import { earlierInGit, openLedgerToAcknowledge } from "./open-ledger.ts";
import { type Acknowledged, reportAcknowledged } from "./report.ts";

const WHY_LEFT: Readonly<Record<WhyLeft, string>> = {
  there: "there already",
  takenBack: "taken back",
  unreviewed: "accepted without a review",
  otherVersion: "accepted in another version",
  copied: "with findings that its old name has still, and a copy is reviewed itself",
};

/**
 * Carries the acceptances of renamed notes and gates over to their new names, under every partition, where the content is
 * what was accepted: of one name, of all in a folder, or of everything that has the content of something that is gone. What
 * a new name has of its own already, and later, stays as it is. All or nothing.
 */
export async function ackMoved(
  args: AckArgs,
  context: CommandContext,
  workspace: Workspace,
): Promise<number> {
  const { all = false, moved = [] } = args;
  const [from, to] = moved;
  if (moved.length !== (all ? 0 : 2)) {
    throw new UsageError(
      "--moved takes the old and the new name of a note, a gate or a folder of notes, or --all: ack --moved OLD NEW",
    );
  }
  await using ledger = await openLedgerToAcknowledge(
    workspace,
    args,
    earlierInGit(workspace, context.io, { withGone: true }),
  );
  const { corpus } = workspace;
  const { moves: found, ambiguous } =
    from !== undefined && to !== undefined
      ? { moves: await findNamedMoves(corpus, ledger, { from, to, cwd: context.io.cwd }), ambiguous: [] }
      : await findMoves(corpus, ledger);
  for (const { to, from } of ambiguous) {
    const why = `${to} has the text of ${from.join(", ")}, which are gone: say which it was with ack --moved OLD ${to}`;
    tell(context.io, args, `left: ${why}`);
  }
  if (all) for (const { move } of found) tell(context.io, args, `${move.from} -> ${move.to}`);
  const moves = found.map(({ move: { what, from, to } }) => ({ what, from, to }));
  const [only] = moves;
  const done = only && moves.length === 1 ? only.to : count(moves.length, "new name");
  reportAcknowledged(args, context, await carryOver(ledger, found, args), {
    moves,
    ...describeLeft(found),
    done: oneLine(`carried over to ${done}`),
  });
  for (const each of found) {
    if (each.edited.length === 0) continue;
    tell(context.io, args, explainEdited(each, await countTrivialEdits(corpus, ledger, each)));
  }
  return 0;
}

/** How many pairs are left, and how many of them for which reason. */
function describeLeft(found: readonly FoundMove[]): { left: number; why: string } {
  const amounts = (Object.keys(WHY_LEFT) as WhyLeft[]).map((reason) => ({
    words: WHY_LEFT[reason],
    amount: found.reduce((sum, { left }) => sum + left[reason], 0),
  }));
  const told = amounts.filter(({ amount }) => amount > 0);
  return {
    left: told.reduce((sum, { amount }) => sum + amount, 0),
    why: told.map(({ amount, words }) => `${amount} ${words}`).join(", "),
  };
}

/** What is carried over as it was accepted is from then on an edit like others. */
function explainEdited({ move: { what, to }, carried, edited }: FoundMove, trivial: number): string {
  const reason = what === "gate" ? "gate-changed" : "note-changed";
  const which =
    carried.length === 0 ? "its pairs are stale" : "those of its pairs that were accepted before are stale";
  const begin = `${to} was edited, too: ${which} (${reason}); \`stale --diff\` shows what changed, `;
  if (what === "gate")
    return `${begin}\`ack ${optionWords("gate", to).map(shellWord).join(" ")} --reason gate-changed --all\` or \`ack NOTE GATE\` accepts it`;
  const person = `\`ack ${nameWord(to)} GATE\` accepts it where the verdict still holds, and \`sweep\` reviews it again`;
  if (trivial === 0) return `${begin}${person}`;
  if (trivial === edited.length)
    return `${begin}\`ack --trivial\` accepts it: nothing that the gates watch changed`;
  return `${begin}\`ack --trivial\` accepts ${trivial} of ${edited.length}, in which nothing that the gate watches changed; of the others ${person}`;
}

async function carryOver(
  ledger: Ledger,
  found: readonly FoundMove[],
  { remark, dryRun }: AckArgs,
): Promise<Acknowledged[]> {
  const groups = found.flatMap(({ move, carried, edited }) =>
    [
      // The text of another version is in the ledger.
      { some: edited, snapshots: [] },
      { some: carried, snapshots: [move.content] },
    ].flatMap(({ some, snapshots }) =>
      [...grouped<CarriedEvent>(some, decidedAlike).values()].map((events) => ({ move, events, snapshots })),
    ),
  );
  const acknowledgements = groups.flatMap(({ move, events, snapshots }) => {
    const [first] = events;
    if (!first) return [];
    const pairs = events.map((event) => ({
      ...renamed(event, move),
      noteSha: event.acceptedNoteSha,
      gateSha: event.acceptedGateSha,
      movedFrom: { notePath: event.notePath, gateId: event.gateId },
    }));
    const { modelId, hold } = first;
    const why = remark ?? `moved from ${move.from}`;
    const decided = hold ? { overrideDecision: hold.decision, remark: hold.remark } : { remark: why };
    return [{ modelId, kind: kindOf(move, first), ...decided, snapshots, pairs }];
  });
  const ids = dryRun ? [] : await acknowledgeAll(ledger, acknowledgements);
  return groups
    .flatMap(({ move, events }) =>
      events.map((event) => ({ ...renamed(event, move), kind: kindOf(move, event) })),
    )
    .map((pair, index) => ({ ...pair, ...(ids[index] !== undefined && { eventId: ids[index] }) }));
}

function kindOf({ what }: Move, { hold }: CarriedEvent): AcknowledgementKind {
  if (hold) return "manual-override";
  return what === "gate" ? "gate-migration" : "trivial-change-ack";
}

/** What can be acknowledged together: of one partition, and decided in the same way. */
const decidedAlike = ({ modelId, hold }: CarriedEvent) => JSON.stringify([modelId, hold]);
