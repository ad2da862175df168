import type { Decided } from "../../api/page-action.ts";
import { isShown } from "../model/filter.ts";
import { hrefOf } from "../model/route.ts";
import { unknownChoices } from "../model/unknown-choices.ts";
import { Message } from "../parts/message.tsx";
import { amount, plural } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";
import { useTriage } from "../triage/triage.ts";

/** Why the queue is empty: all is done, or a filter leaves everything out. */
export function NothingLeft() {
  const { known, route } = usePage();
  const made = useTriage()?.made.value ?? [];
  const { items, document } = known.value;
  const { show } = route.value.params;
  const left = items.filter((item) => isShown(item, show)).length;
  if (left > 0) {
    const params: Record<string, string> = show === undefined ? {} : { show };
    return (
      <Message>
        {unknownChoices(known.value, route.value).map((words) => `${words} `)}
        {plural(left, "finding")} {left === 1 ? "is" : "are"} here, and none fits what is chosen above.{" "}
        <a href={hrefOf({ view: "queue", params })}>show all</a>
      </Message>
    );
  }
  if (show === "waived") return <Message>Nothing is waived.</Message>;
  if (show === "disputed") return <Message>Nothing is disputed.</Message>;
  if (show === "gate-changed") return <Message>Nothing was found before a gate changed.</Message>;
  if (document.reading) return <Message>Nothing to be mended was read so far.</Message>;
  const waived = items.filter((item) => item.isWaived).length;
  const stale = document.pairs.filter(({ state }) => state !== "fresh").length;
  return (
    <Message>
      {made.length > 0
        ? "All findings are decided: nothing is left to be mended."
        : document.modelIds.length === 0
          ? "Nothing was reviewed yet, so there are no findings."
          : "Nothing is to be mended."}{" "}
      {made.length > 0 && `Decided here: ${countKinds(made)}. `}
      {waived > 0 && (
        <>
          <a href={hrefOf({ view: "queue", params: { show: "waived" } })}>
            {plural(waived, "finding")} waived
          </a>{" "}
        </>
      )}
      {stale > 0 && (
        <a href={hrefOf({ view: "overview", params: { is: "stale" } })}>
          {amount(stale)} to be reviewed: never reviewed, or changed since
        </a>
      )}
    </Message>
  );
}

const DONE = {
  accept: "accepted",
  override: "overridden",
  reopen: "reopened",
  waive: "waived",
  unwaive: "counted again",
} as const;

function countKinds(made: readonly Decided[]): string {
  const counts = Object.entries(DONE).map(([kind, words]) => ({
    words,
    count: made.filter(({ action }) => action.kind === kind).length,
  }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ words, count }) => `${count} ${words}`)
    .join(", ");
}
