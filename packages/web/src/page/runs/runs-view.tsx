import type { PageCosts, RunEntry } from "@review/views";
import { describeRunNote } from "@review/views/words";
import { batchesOf } from "../model/batches.ts";
import { hrefOf } from "../model/route.ts";
import { Choice, FilterBar, Search } from "../parts/filter-bar.tsx";
import { Message } from "../parts/message.tsx";
import type { Loaded } from "../parts/use-loaded.ts";
import { VirtualRows } from "../parts/virtual-rows.tsx";
import { amount, plural, time } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";
import { CostTable } from "./cost-table.tsx";
import { LeftOut, useIsLeftOut } from "./left-out.tsx";
import { SharedSweeps } from "./shared-sweeps.tsx";
import { Taken } from "./taken.tsx";
import { useCosts } from "./use-costs.ts";
import { describeRuns, useRuns, type WhichRuns } from "./which-runs.ts";

/** What the command line says, too. */
const NO_RUNS = "There are no runs yet: `review-nested bundle` or `sweep` makes some.";

/** What was run: how long it took, what it cost, and why it failed. */
export function RunsView() {
  const { known } = usePage();
  const { modelIds } = known.value.document;
  const which = useRuns();
  const { runs: shown, isLoading, error, all } = which;
  const ofAll = useCosts();
  const batches = batchesOf(shown);
  // Also those of which every run failed.
  const judges = (ofAll.value?.byModel ?? []).filter(({ runs }) => runs > 0).map(({ name }) => name);
  const models = [...new Set<string>([...modelIds, ...judges])].toSorted();
  return (
    <>
      <h1>{isLoading || error ? "Runs" : describeRuns(which)}</h1>
      <SharedSweeps />
      {which.isNarrowed && !which.costs && !isLoading && (
        <p class="aside">What is told of costs is of all runs, not of those that are chosen.</p>
      )}
      <CostTables costs={which.costs ? { isLoading: false, value: which.costs } : ofAll} />
      <FilterBar>
        <Search label="search runs" />
        <Choice name="status" label="status" none="all" options={["running", "completed", "failed"]} />
        <Choice name="model" label="model" none="all models" options={models} />
      </FilterBar>
      <LeftOut runs={shown} />
      {isLoading && <Message>loading…</Message>}
      {error && <Message kind="bad">{error.message}</Message>}
      {!isLoading && !error && shown.length === 0 && (
        <Message>{all === 0 ? NO_RUNS : <NoneFits which={which} />}</Message>
      )}
      {shown.length > 0 && (
        <VirtualRows
          class="runs-list"
          label="runs"
          count={shown.length}
          columns={7}
          estimate={32}
          roles={{ all: "grid", rows: "rowgroup", row: "row" }}
          keyOf={(index) => `${shown[index]?.id}`}
          head={
            <div class="run-row head" role="row" aria-rowindex={1}>
              {["run", "status", "note", "model", "time", "cost", "started (UTC)"].map((name) => (
                <span role="columnheader" key={name}>
                  {name}
                </span>
              ))}
            </div>
          }
          row={(index) => {
            const run = shown[index];
            return run && <RunRow run={run} batch={batches.get(run.id) ?? []} />;
          }}
        />
      )}
    </>
  );
}

function CostTables({ costs: { value, error } }: { costs: Loaded<PageCosts> }) {
  if (error) return <Message kind="bad">{error.message}</Message>;
  if (!value) return <Message>What all runs took is being added up…</Message>;
  return (
    <>
      <CostTable label="What each model cost" named="model" rows={value.byModel} total={value.total} />
      <details class="pairs">
        <summary>What each gate cost</summary>
        <CostTable label="What each gate cost" named="gate" rows={value.byGate} />
      </details>
    </>
  );
}

function NoneFits({ which: { among, all } }: { which: WhichRuns }) {
  if (among === all) return "No run fits what is chosen above.";
  return (
    <>
      None of the newest {amount(among)} runs, which are here, fits what is chosen above:{" "}
      <code>review-nested ui</code> looks among all {amount(all)}.
    </>
  );
}

function RunRow({ run, batch }: { run: RunEntry; batch: readonly RunEntry[] }) {
  const { id, status, modelId, gateCount, startedAt, failureReason } = run;
  const isLeftOut = useIsLeftOut();
  return (
    <div class={`run-row ${status}`} role="presentation">
      <span role="gridcell">
        <a href={hrefOf({ view: "run", names: [`${id}`] })}>{id}</a>
      </span>
      <span role="gridcell" class={`status ${status}`}>
        {status}
      </span>
      <span role="gridcell" class="long">
        <span title={describeRunNote(run)}>{describeRunNote(run)}</span>{" "}
        <span class="place">
          {plural(gateCount, "gate")}
          {status !== "running" && isLeftOut(id) && ", without its answers"}
        </span>
        {failureReason && <span class="reason">{failureReason}</span>}
      </span>
      <span role="gridcell" class="long">
        {modelId}
      </span>
      <span role="gridcell" class="number" data-column="time">
        <Taken run={run} batch={batch} of="time" />
      </span>
      <span role="gridcell" class="number" data-column="cost">
        <Taken run={run} batch={batch} of="cost" />
      </span>
      <span role="gridcell" class="number">
        {time(startedAt)}
      </span>
    </div>
  );
}
