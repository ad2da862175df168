import type { Route } from "./route.ts";

export const foldKey = (kind: "folder" | "lens", name: string): string => `${kind} ${name}`;

/** The folders and lenses that are folded by an address, by `foldKey`. */
export function foldsOf({ params: { folded = "" } }: Pick<Route, "params">): ReadonlySet<string> {
  return new Set(folded.split(",").filter(Boolean).map(decode));
}

/** What an address says under `folded` once a folder or lens is folded or unfolded. */
export function toggleFold(route: Pick<Route, "params">, key: string): string {
  const folds = new Set(foldsOf(route));
  if (!folds.delete(key)) folds.add(key);
  return [...folds].map((each) => each.replace(/[%,]/g, encodeURIComponent)).join(",");
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
