/*
 * When two spellings are one name. Models, shells and file systems respell what they copy: `é` as `e` with an accent of
 * its own or the other way round, a no-break space as a space, `’` as `'`. Nothing else is folded: letter case, digits,
 * ligatures, superscripts and invisible characters tell files apart. So the normal form is NFC, which folds only what
 * Unicode calls canonically equivalent, and not NFKC, which makes `x²` the same as `x2`.
 */

/** Unicode's quotation marks, and what stands for one: the letters ʻ and ʼ, grave, acute, prime and double prime. */
const QUOTE_MARK = /[\p{Quotation_Mark}\u02BB\u02BC\u0060\u00B4\u2032\u2033]/gu;
const SPACE = /\p{White_Space}/gu;

/**
 * More marks on one letter than any text has (UAX #15 D4, Stream-Safe Text Format). Such a name has one spelling only:
 * to order the marks takes time that grows with the square of their number, minutes for a megabyte.
 */
const ENDLESS_MARKS = /\p{M}{31}/u;

/** A name without what tells its spellings apart: two names with the same result differ only in their spelling. */
export function foldName(name: string): string {
  const composed = ENDLESS_MARKS.test(name) ? name : name.normalize("NFC");
  return composed.replace(SPACE, " ").replace(QUOTE_MARK, "'");
}

/**
 * Looks names up among those given. The result holds what is called exactly by one of the names (the first that is
 * known), else what is called by another spelling of one. Several values: the name could mean each of them.
 */
export function nameFinder<T>(
  named: readonly (readonly [name: string, value: T])[],
): (...names: readonly string[]) => readonly T[] {
  const exact = groupBy(named, (name) => name);
  let folded: ReadonlyMap<string, readonly T[]> | undefined;
  return (...names) => {
    const known = names.find((name) => exact.has(name));
    if (known !== undefined) return exact.get(known) ?? [];
    folded ??= groupBy(named, foldName);
    for (const name of names) {
      const values = folded.get(foldName(name));
      if (values !== undefined) return values;
    }
    return [];
  };
}

function groupBy<T>(
  named: readonly (readonly [name: string, value: T])[],
  keyOf: (name: string) => string,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [name, value] of named) {
    const key = keyOf(name);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
