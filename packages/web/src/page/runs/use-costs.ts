import type { PageCosts } from "@review/views";
import { type Loaded, useLoaded } from "../parts/use-loaded.ts";
import { usePage } from "../state/page-state.ts";

/** What all runs took, which is asked for only where it is shown: of a large ledger it takes a while. */
export function useCosts(): Loaded<PageCosts> {
  const { source, known } = usePage();
  return useLoaded(() => source.costs(), "", known.value);
}
