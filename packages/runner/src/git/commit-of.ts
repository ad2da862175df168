import { gitAbove } from "../git-above.ts";
import { askGit, type GitPlace, GitRefError } from "./ask-git.ts";
import { findPipe } from "./find-pipe.ts";

/** What a name stands for, git knows at once, unless it waits for something. */
const TIMEOUT_MS = 10 * 1000;
const NO_COMMIT = "there is no such commit here";
/** Of a ref by the name N, in the order in which git takes them. */
const PLACES_OF_REFS = ["refs/N", "refs/tags/N", "refs/heads/N", "refs/remotes/N", "refs/remotes/N/HEAD"];

/**
 * The id of the commit that a name stands for. Throws GitRefError, also where there is no git or no repository, and where the name is
 * that of several refs: a tag `origin/main` comes before the branch of that remote, and whoever can push one would choose the commit.
 */
export async function commitOf(ref: string, place: GitPlace): Promise<string> {
  if (gitAbove(place.folder) === undefined) throw new GitRefError(ref, "there is no repository");
  const pipe = findPipe(place.folder);
  if (pipe !== undefined) throw new GitRefError(ref, `${pipe} is a pipe or a device`);
  const ask = async (args: readonly string[]) =>
    (await askGit(ref, args, { ...place, timeoutMs: TIMEOUT_MS }, NO_COMMIT)).toString().trim();
  await requireOne(ref, ask);
  return ask(["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
}

/** Throws GitRefError unless a name can mean one thing only. */
async function requireOne(ref: string, ask: (args: readonly string[]) => Promise<string>): Promise<void> {
  const name = ref.replace(/(?:[~^:]|@\{).*/s, "");
  // HEAD and whole ids come before any ref of their name.
  if (["", "@", "HEAD"].includes(name) || /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(name)) return;
  const isWhole = name.startsWith("refs/");
  const places = isWhole ? [name] : PLACES_OF_REFS.map((place) => place.replace("N", () => name));
  const listed = (await ask(["for-each-ref", "--format=%(refname)", "--", ...places])).split("\n");
  const found = places.filter((path) => listed.includes(path));
  // Git would look for `refs/tags/refs/…` then.
  if (isWhole && found.length === 0) throw new GitRefError(ref, NO_COMMIT);
  const [last] = found.slice(-1);
  if (last === undefined) return;
  // Also at the end of what `git describe` writes.
  const short = /^(?:.*-g)?([0-9a-f]{4,64})$/i.exec(name)?.[1];
  const isShortId =
    short !== undefined && (await ask(["rev-parse", `--disambiguate=${short.toLowerCase()}`])) !== "";
  const meant = isShortId ? [...found, "a short id"] : found;
  if (meant.length > 1)
    throw new GitRefError(
      ref,
      `it is ${meant.join(" and ")}; write the one that is meant in full, e.g. ${last}`,
    );
}
