import { useMemo } from "preact/hooks";
import { heatMap } from "../model/heat-map.ts";
import { isOpen } from "../model/queue-item.ts";
import { hrefOf } from "../model/route.ts";
import { Choice, FilterBar, GateChoice, ModelChoice, Search } from "../parts/filter-bar.tsx";
import { Legend } from "../parts/legend.tsx";
import { Message } from "../parts/message.tsx";
import { WordList } from "../parts/word-list.tsx";
import { plural } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";
import { Counts } from "./counts.tsx";
import { Grid } from "./grid.tsx";

/** What is said where nobody has judged anything yet. */
const NOT_REVIEWED = "Nothing was reviewed yet: `review-nested sweep` reviews.";

/** Notes against gates: where something is wrong, and what is not known. */
export function OverviewView() {
  const { known, route } = usePage();
  const map = useMemo(() => heatMap(known.value, route.value), [known.value, route.value]);
  const open = known.value.items.filter(isOpen).length;
  const { notes, gates, problems, goneNotes = [], modelIds, reading } = known.value.document;
  const isReviewed = modelIds.length > 0;
  const folders = [...new Set(notes.flatMap(({ notePath }) => parents(notePath)))].sort();
  return (
    <>
      <h1>
        {plural(notes.length, "note")} against {plural(gates.length, "gate")}
      </h1>
      <p class="under-title">
        <span>
          A gate is one question that notes are reviewed for. Each square is a pair, a note against a gate,
          and leads to it.
        </span>
        {open > 0 ? (
          <a href={hrefOf({ view: "queue" })}>{plural(open, "finding")} to be mended, one by one</a>
        ) : (
          !reading && <span>{isReviewed ? "Nothing that was reviewed is to be mended." : NOT_REVIEWED}</span>
        )}
      </p>
      <Counts counts={map.counts} />
      <FilterBar search={<Search label="search notes" />} folded={["folder", "gate", "model"]}>
        <Choice name="folder" label="folder" none="all folders" options={folders} />
        <GateChoice />
        <ModelChoice />
      </FilterBar>
      {problems.length > 0 && (
        <details class="problems">
          <summary>{plural(problems.length, "note")} could not be read in whole</summary>
          <ul>
            {problems.map(({ path, message }) => (
              <li key={path}>
                <b>{path}</b>: {message}
              </li>
            ))}
          </ul>
        </details>
      )}
      {goneNotes.length > 0 && (
        <details class="problems">
          <summary>
            {plural(goneNotes.length, "note")} that {goneNotes.length === 1 ? "was" : "were"} reviewed{" "}
            {goneNotes.length === 1 ? "is" : "are"} gone
          </summary>
          <ul>
            {goneNotes.map((path) => (
              <li key={path}>
                <a href={hrefOf({ view: "note", names: [path] })}>{path}</a>
              </li>
            ))}
          </ul>
          <p>
            <code>review-nested ack --moved --all</code> carries over what was decided of those that were only
            renamed.
          </p>
        </details>
      )}
      <details class="signs">
        <summary>What the words and signs mean</summary>
        <WordList />
        <Legend />
      </details>
      {map.rows.length === 0 ? <Message>Nothing fits what is chosen above.</Message> : <Grid map={map} />}
    </>
  );
}

/** All folders that a note is in. */
function parents(notePath: string): string[] {
  const names = notePath.split("/").slice(0, -1);
  return names.map((_, at) => names.slice(0, at + 1).join("/"));
}
