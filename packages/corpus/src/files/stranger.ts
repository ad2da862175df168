import { type Stats, statSync } from "node:fs";

/**
 * Why a file or folder must not decide what is done for the user `userId`: somebody else could have put it there.
 * Undefined if it is the user's own or the administrator's (uid 0) and not open to everybody, and where the system
 * has no user ids.
 */
export function describeStranger(
  { uid, mode }: Pick<Stats, "uid" | "mode">,
  userId: number | undefined,
): string | undefined {
  if (userId === undefined) return undefined;
  if (uid !== userId && uid !== 0) return `belongs to another user (uid ${uid})`;
  return (mode & 0o002) === 0 ? undefined : "can be written by everybody";
}

/** The same for what a path leads to; what is not there, or not any more, decides nothing. */
export function findStranger(path: string, userId: number | undefined): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && describeStranger(found, userId);
}
