import { count } from "@review/cli-kit";
import type { LeftOutTexts, ProposedSetup } from "@review/corpus";

/** How the notes are written, and what was not taken for one, in a line each. */
export function describeNotes({ frontMatter, leftOut, links, config }: ProposedSetup): string[] {
  const { yaml, toml, json, none, broken } = frontMatter;
  const ways = { YAML: yaml, TOML: toml, JSON: json, none };
  const said = Object.entries(ways).flatMap(([way, notes]) => (notes > 0 ? [`${way} in ${notes}`] : []));
  if (broken > 0) said.push(`unreadable in ${broken} (\`doctor\` says why)`);
  return [
    ...(yaml + toml + json + broken > 0 ? [`front matter: ${said.join(", ")}`] : []),
    ...(links
      ? [`links: ${describeLinkRoots(config)} (so ${links.found} of ${links.links} were found)`]
      : []),
    ...leftOut.map((each) => `left out: ${describe(each)}`),
  ];
}

function describeLinkRoots({ linkRoots = {} }: Pick<ProposedSetup["config"], "linkRoots">): string {
  const said = Object.entries(linkRoots).map(([prefix, folders]) => `${prefix} is ${folders.join(", ")}`);
  const more = said.length - LISTED_ROOTS;
  return [...said.slice(0, LISTED_ROOTS), ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

/** There can be one for each language. */
const LISTED_ROOTS = 2;
/** Names that are listed before the rest is only hinted at. */
const LISTED = 4;

const wordOf = (name: string) => (name === "." ? "the root itself" : name);

function describe({ why, names, files }: LeftOutTexts): string {
  const listed = names.slice(0, LISTED).map(wordOf).join(", ") + (names.length > LISTED ? ", …" : "");
  if (why === "elsewhere")
    return `${count(files, "file")} in all, as few lie there beside the folders that are taken (${listed})`;
  if (why === "another kind") return `${count(files, "file")} of another kind (${listed})`;
  return `${count(files, "file")}, ${why} (${listed})`;
}
