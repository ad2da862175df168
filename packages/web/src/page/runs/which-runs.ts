import type { PageCosts, RunEntry, RunsDocument } from "@review/views";
import { isRunAsked, type RunsAsked } from "@review/views/words";
import type { Route } from "../model/route.ts";
import { useLoaded } from "../parts/use-loaded.ts";
import { amount, plural } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";

/** The runs that the address asks for, and how they are among all that there are. */
export interface WhichRuns extends RunsDocument {
  isLoading: boolean;
  error?: Error | undefined;
  isNarrowed: boolean;
  /** How many were looked at: of a report those that are here. */
  among: number;
  /** How many there are in the ledger. */
  all: number;
  /** What they took, where that is known of just them. */
  costs?: PageCosts | undefined;
}

/** The live page asks the ledger; a report has only the newest. */
export function useRuns(): WhichRuns {
  const { source, known, route } = usePage();
  const { runs, allRuns: all } = known.value.document;
  const asked = askedRuns(route.value);
  const isNarrowed = Object.values(asked).some((value) => value !== undefined);
  const isAsking = isNarrowed && source.runs !== undefined;
  const { isLoading, value, error } = useLoaded(
    async () => (isAsking ? source.runs?.(asked) : undefined),
    JSON.stringify(asked),
    known.value,
  );
  if (!isAsking) return { ...ofReport(runs, asked, all), isLoading: false, isNarrowed };
  const { runs: found = [], more = false, costs } = value ?? {};
  return { runs: found, more, costs, isLoading, error, isNarrowed, among: all, all };
}

function ofReport(runs: readonly RunEntry[], asked: RunsAsked, all: number) {
  return { runs: runs.filter(isRunAsked(asked)), more: all > runs.length, among: runs.length, all };
}

const askedRuns = ({ params: { status, model, q } }: Route): RunsAsked => ({
  status,
  modelId: model,
  search: q === "" ? undefined : q,
});

/** How many runs are listed, and of which. */
export function describeRuns({ runs, more, isNarrowed, among, all }: Omit<WhichRuns, "isLoading">): string {
  const some = plural(runs.length, "run");
  if (!isNarrowed) return more ? `The newest ${amount(runs.length)} of ${plural(all, "run")}` : some;
  const whole = `${amount(all)} in the ledger`;
  if (among < all) return `${some} of the newest ${amount(among)} here, of ${whole}`;
  return more ? `The newest ${some} that fit, of ${whole}` : `${some} of ${whole}`;
}
