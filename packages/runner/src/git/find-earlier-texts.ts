import { contentSha, LARGEST } from "@review/corpus";
import { gitAbove } from "../git-above.ts";
import { askGit, type GitPlace, GitRefError } from "./ask-git.ts";
import { findPipe } from "./find-pipe.ts";
import { GitTooMuchError, GitUnreadableError, readGitTexts } from "./git-objects.ts";

/** A text that a file, relative to the folder, may have had: by the SHA-256 of its bytes. */
export interface EarlierText {
  path: string;
  sha: string;
}

/** How much of a history is looked at, whoever wrote it. Our choice: some seconds, and what hundreds of people change in weeks. */
const MOST = { commits: 1_000, paths: 10_000, blobs: 20_000, bytes: 200_000_000, milliseconds: 10_000 };
/** Command lines have an end. */
const PATH_CHARACTERS = 50_000;
/** Texts that are asked for at once, the newest first: most are among the first. */
const AT_ONCE = 100;

/**
 * The texts with these shas, as far as their files had them in the commit that is checked out, or not long before. A text is known by its sha,
 * wherever it stood. Where git cannot be asked, or would take too long, there are fewer: none of that is an error.
 */
export async function findEarlierTexts(
  wanted: readonly EarlierText[],
  place: GitPlace,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const { folder } = place;
  if (wanted.length === 0 || gitAbove(folder) === undefined || findPipe(folder) !== undefined) return found;
  const search = { found, place, until: Date.now() + MOST.milliseconds, bytes: MOST.bytes };
  const isOpen = ({ sha }: EarlierText) => !found.has(sha);
  for (const idsOf of [idsOfHead, idsOfHistory]) {
    const open = wanted.filter(isOpen);
    for (const paths of inCommandLines([...new Set(open.map(({ path }) => path))].slice(0, MOST.paths))) {
      const ofPaths = new Set(paths);
      const shas = new Set(open.filter(({ path }) => ofPaths.has(path)).map(({ sha }) => sha));
      await takeUnlessRefused(async () => takeTexts(await idsOf(paths, search), shas, search));
    }
  }
  return found;
}

interface Search {
  found: Map<string, string>;
  place: GitPlace;
  /** When the time is up. */
  until: number;
  /** How many more are read. */
  bytes: number;
}

async function takeUnlessRefused(take: () => Promise<void>): Promise<void> {
  try {
    await take();
  } catch (error) {
    const isOfGit = [GitRefError, GitTooMuchError, GitUnreadableError].some((each) => error instanceof each);
    if (!isOfGit) throw error;
  }
}

function* inCommandLines(paths: readonly string[]): Generator<string[]> {
  let line: string[] = [];
  let characters = 0;
  for (const path of paths) {
    if (line.length > 0 && characters + path.length > PATH_CHARACTERS) {
      yield line;
      [line, characters] = [[], 0];
    }
    line.push(path);
    characters += path.length;
  }
  if (line.length > 0) yield line;
}

/** What is left of the time; throws GitRefError where nothing is. */
function timeLeft({ until }: Search): number {
  const left = until - Date.now();
  if (left <= 0) throw new GitRefError("HEAD", "the time for it is up");
  return left;
}

const ask = (args: readonly string[], search: Search, stdin = "") =>
  askGit("HEAD", args, { ...search.place, stdin, timeoutMs: timeLeft(search) }, "it says nothing");

async function idsOfHead(paths: readonly string[], search: Search): Promise<string[]> {
  const listed = await ask(["--literal-pathspecs", "ls-tree", "-z", "HEAD", "--", ...paths], search);
  return [...listed.toString().matchAll(/(?:^|\0)100\d+ blob ([0-9a-f]+)\t/g)].map(([, id = ""]) => id);
}

/** The newest first. What reads the commits starts nothing that a configuration names, as `git log` would. */
async function idsOfHistory(paths: readonly string[], search: Search): Promise<string[]> {
  const most = `--max-count=${MOST.commits}`;
  const named = ["--", ...paths];
  const commits = await ask(["--literal-pathspecs", "rev-list", most, "HEAD", ...named], search);
  const raw = [
    "--literal-pathspecs",
    "diff-tree",
    "--stdin",
    "-r",
    "-m",
    "--root",
    "--raw",
    "-z",
    "--no-renames",
  ];
  const changed = await ask([...raw, "--no-abbrev", ...named], search, commits.toString());
  const ids = changed.toString("latin1").matchAll(/:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]\0/g);
  return [...ids].flatMap(([, before = "", after = ""]) => [after, before]);
}

/** Takes those of the texts behind some ids that have one of these shas. */
async function takeTexts(ids: readonly string[], shas: Set<string>, search: Search): Promise<void> {
  const { found, place } = search;
  const all = [...new Set(ids)].filter((id) => !/^0+$/.test(id)).slice(0, MOST.blobs);
  for (let start = 0; start < all.length && shas.size > 0; start += AT_ONCE) {
    const some = all.slice(start, start + AT_ONCE).map((id) => [id, LARGEST.note] as const);
    const limits = { silenceMs: timeLeft(search), most: search.bytes };
    await readGitTexts(new Map(some), { ...place, ...limits }, (_, bytes) => {
      search.bytes -= bytes.length;
      const sha = contentSha(bytes);
      if (shas.delete(sha)) found.set(sha, Buffer.from(bytes).toString("utf8"));
    });
  }
}
