/** The views that have an address. */
export const VIEWS = ["overview", "queue", "note", "gate", "runs", "run", "compare"] as const;
export type View = (typeof VIEWS)[number];

/** An address within the page: a view, what it shows, and what it is narrowed to. */
export interface Route {
  view: View;
  /** The path of a note, the id of a gate or a run, two partitions. */
  names: string[];
  /** Filters and choices, by name; none is empty. */
  params: Readonly<Record<string, string>>;
  /** What the address says, where it is none of ours; then the view is the overview's. */
  unknown?: string;
}

/** Reads the part of the address behind `#`. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split(/\?(.*)/s, 2);
  const [first = "", ...rest] = path.split("/");
  const view = first === "" ? "overview" : VIEWS.find((known) => known === first);
  const params = Object.fromEntries([...new URLSearchParams(query)].filter(([, value]) => value !== ""));
  const names = rest.map(decode);
  if (view === undefined || !isNamed(view, names))
    return { view: "overview", names: [], params, unknown: path };
  return { view, names: view === "note" || view === "gate" ? [names.join("/")] : names, params };
}

/** Whether a view is given what it shows, and nothing that it knows nothing of. */
function isNamed(view: View, names: readonly string[]): boolean {
  const [first = "", ...more] = names;
  if (view === "note" || view === "gate") return names.some((name) => name !== "");
  if (view === "run") return /^[1-9]\d{0,14}$/.test(first) && more.length === 0;
  return names.length <= (view === "compare" ? 2 : 0);
}

/** The address of a route: `parseRoute` reads it back. */
export function hrefOf({ view, names = [], params = {} }: { view: View } & Partial<Route>): string {
  const isPath = view === "note" || view === "gate";
  const encoded = names.map((name) =>
    isPath ? name.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(name),
  );
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== "")).toString();
  return `#/${[view === "overview" ? "" : view, ...encoded].join("/")}${query && `?${query}`}`;
}

/** The same place, with some choices changed; `undefined` takes one away. */
export function withParams(route: Route, changes: Record<string, string | undefined>): Route {
  const merged = Object.entries({ ...route.params, ...changes });
  const kept = merged.flatMap(([key, value]) => (value ? [[key, value] as const] : []));
  return { ...route, params: Object.fromEntries(kept) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
