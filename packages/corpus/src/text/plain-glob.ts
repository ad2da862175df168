/** Names of folders, `**` for any more, and at the end a name or the end of one, with any or one of some suffixes or none, or any name with one of some suffixes. */
const PLAIN =
  /^(?<folders>(?:\w[\w-]*\/)*)(?:(?<deep>\*\*\/)?(?:(?<some>\*)?(?<name>[\w-]+)(?:\.(?:(?<anySuffix>\*)|\{(?<namedSuffixes>[a-z]+(?:,[a-z]+)+)\}))?|\*(?:\.(?:(?<suffix>[a-z]+)|\{(?<suffixes>[a-z]+(?:,[a-z]+)+)\}))?)|\*\*)$/i;

const FOLDERS = String.raw`(?:(?!\.)[^/]+/)*`;
const ANY = String.raw`(?!\.)[^/]*`;
const BELOW = String.raw`(?:/(?!\.)[^/]+)*`;

/**
 * What `globMatcher` takes for a glob, where that is as nearly all are: a folder and all below it, a name in any folder, all names with a suffix.
 * It says the same as picomatch, which takes longer to load, and to make its pattern, than all else that is asked of one note. Undefined for any other glob. Without `below`
 * a name is none of a folder.
 */
export function plainGlob(glob: string, { below } = { below: true }): RegExp | undefined {
  const parts = PLAIN.exec(glob)?.groups;
  if (!parts) return undefined;
  const { folders = "", deep, some, name, anySuffix, namedSuffixes, suffix, suffixes = suffix } = parts;
  if (glob.endsWith("**")) {
    return folders === "" ? whole(String.raw`(?!\.)[^/]+${BELOW}`) : whole(folders.slice(0, -1) + BELOW);
  }
  const end = below ? BELOW : "";
  const start = folders + (deep ? FOLDERS : "");
  if (name !== undefined) {
    const suffixed = namedSuffixes === undefined ? end : oneOf(namedSuffixes) + end;
    return whole(start + (some ? ANY : "") + name + (anySuffix ? String.raw`\.[^/]*` : suffixed));
  }
  if (suffixes === undefined) return whole(String.raw`${start}(?!\.)[^/]+`);
  return whole(`${start}${ANY}${oneOf(suffixes)}${end}`);
}

const oneOf = (suffixes: string) => String.raw`\.(?:${suffixes.split(",").map(inAnyCase).join("|")})`;

const whole = (pattern: string) => new RegExp(`^${pattern}$`);

const inAnyCase = (suffix: string) =>
  suffix.replace(/./g, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
