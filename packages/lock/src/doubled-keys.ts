const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * A key that an object in a JSON text has twice, of which `JSON.parse` takes the last: a person may have read the first. Undefined if there is none.
 * The text must be JSON.
 */
export function doubledKey(text: string): string | undefined {
  /** Of each object or list that is open: its keys so far. */
  const open: Set<string>[] = [];
  let before = "";
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const key: string = JSON.parse(before);
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
    before = token;
  }
  return undefined;
}
