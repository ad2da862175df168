import { count } from "@review/cli-kit";
import { type Corpus, type LinkIssue, lintLinks, listNotePaths } from "@review/corpus";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";
import { limit, type Most } from "./limit.ts";

const note = diagnosesOf("Notes");

const KINDS: Record<LinkIssue["code"], [one: string, many: string]> = {
  "missing-link": ["leads to nothing", "lead to nothing"],
  "unresolved-link": ["is unresolved", "are unresolved"],
  "missing-heading": ["names a heading that is not there", "name headings that are not there"],
  "missing-block": ["names a block that is not there", "name blocks that are not there"],
};

/** How many links the notes have, how many lead nowhere and which notes have too many, and as many of these as are listed. A broken link keeps nothing from being reviewed. */
export async function checkLinks(corpus: Corpus, most: Most): Promise<Diagnosis[]> {
  const { paths } = await listNotePaths(corpus);
  const { links, issues, cut } = await lintLinks(corpus, paths);
  const counts = Object.entries(KINDS).flatMap(([code, [one, many]]) => {
    const amount = issues.filter((issue) => issue.code === code).length;
    return amount === 0 ? [] : [`${amount} ${amount === 1 ? one : many}`];
  });
  const all = count(links, "local link");
  return [
    counts.length === 0
      ? note.ok(links === 0 ? "no local link" : `${all}, and each leads somewhere`)
      : note.note(`${all}: ${counts.join(", ")}`),
    ...limit(
      cut.map(({ path, looked }) =>
        note.note(`${path}: only its first ${count(looked, "different link")} were looked for`),
      ),
      most,
      ["more note with more links", "more notes with more links"],
    ),
    ...limit(
      issues.map((issue) => ({
        ...note.note(`${issue.path}:${issue.line}:${issue.column}: ${issue.link}: ${issue.message}`),
        link: issue,
      })),
      most,
      ["more such link", "more such links"],
    ),
  ];
}
