import type { LinkedCorpus } from "./vaults.ts";

/** The most links of a note that are looked for: each takes a look at the file system or two. Our choice: more than anybody follows. */
const MOST_LINKS = 10_000;

/** The most places that these may mean: a link may mean one in each folder of `linkRoots`. Our choice: about a second's work. */
const MOST_PLACES = 200_000;

/** A longer link counts as several, as each look at it takes longer. Our choice: hardly any is so long. */
const USUAL_LENGTH = 100;

/**
 * Says of the links of one note, each spelling given once, whether there is room to look for it: less where each may mean many
 * places. Always for the first, and never again after it has said no.
 */
export function linkBudget({ config }: LinkedCorpus, most = MOST_LINKS): (written: string) => boolean {
  const folders = Math.max(1, Object.values(config.linkRoots).flat().length);
  let [links, places] = [0, 0];
  return (written) => {
    links += 1;
    places += folders * Math.ceil(written.length / USUAL_LENGTH);
    return links === 1 || (links <= most && places <= MOST_PLACES);
  };
}
