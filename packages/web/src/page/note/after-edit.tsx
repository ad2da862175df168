import { leftByEdit } from "../model/after-edit.ts";
import type { QueueItem } from "../model/queue-item.ts";
import { plural } from "../parts/words.ts";

/** Of a note that was edited: how many of its findings may be mended by that, and how many hardly are. */
export function AfterEdit({ items }: { items: readonly QueueItem[] }) {
  const left = items.flatMap(({ finding, entry }) => leftByEdit(finding, entry) ?? []);
  if (left.length === 0) return null;
  const told = ([kind, words]: readonly [(typeof left)[number], string]) => {
    const count = left.filter((each) => each === kind).length;
    return count === 0 ? [] : [`${plural(count, "finding")} ${words}`];
  };
  return (
    <p class="after-edit">
      The note was edited after it was reviewed.{" "}
      {(
        [
          ["none", "whose quoted words are gone: mended, perhaps"],
          ["some", "some of whose quoted words are gone"],
          ["all", "whose quoted words still stand"],
          ["unknown", "of which nobody can say whether the edit mended it"],
        ] as const
      )
        .flatMap(told)
        .join("; ")}
      . The next review will tell.
    </p>
  );
}
