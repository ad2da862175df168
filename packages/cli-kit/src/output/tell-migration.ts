import type { MigrationProgress } from "@review/db";
import type { GlobalArgs } from "../command-line/command.ts";
import type { Io } from "../process/io.ts";
import { tell } from "./print.ts";
import { slowProgress } from "./slow-progress.ts";
import { describeSize } from "./text.ts";

/** What takes more of the disk takes a second and more of time, too. */
const LARGE_BYTES = 100_000_000;

/** Has a person told, before it begins, that a large ledger is brought to the newest version, and at a terminal how far that is. */
export function tellMigration(
  io: Io,
  args: Pick<GlobalArgs, "quiet">,
  now: () => number = () => performance.now(),
): (progress: MigrationProgress) => void {
  const say = (line: string) => tell(io, args, line);
  let onStep: ReturnType<typeof slowProgress> | undefined;
  return ({ path, from, to, bytes, needs, done, all }) => {
    if (needs < LARGE_BYTES) return;
    if (done > 0) {
      onStep?.(done, all);
      return;
    }
    say(
      `bringing ${path} (${describeSize(bytes)}) from version ${from} to ${to}: that may take a while, and ${describeSize(needs)} more of the disk meanwhile; ${path}.v${from}.bak keeps it as it was`,
    );
    const progress = slowProgress({ now, tell: say }, (steps, of) => `${steps} of ${of} steps are done`);
    onStep = io.stderr.isTTY ? progress : undefined;
  };
}
