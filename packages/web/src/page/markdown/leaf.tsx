import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { cutPieces, type Segment } from "./segments.ts";

/** Which finding is looked at, and what happens when its words are clicked. */
export interface Marking {
  current: string | undefined;
  kindOf(id: string): "fail" | "warn" | "waived";
  choose(id: string): void;
}

export const MarkingContext = createContext<Marking | undefined>(undefined);

/** A text, with the words that findings quote marked. */
export function Leaf({
  text,
  offsetOf,
  segments,
}: {
  text: string;
  offsetOf: (at: number) => number;
  segments: readonly Segment[];
}) {
  const marking = useContext(MarkingContext);
  const pieces = cutPieces(text, offsetOf, segments);
  return pieces.map(({ text: part, ids, isGone, begins, ends }, at) => {
    const [first] = ids;
    if (!marking || first === undefined) return part;
    const isCurrent = marking.current !== undefined && ids.includes(marking.current);
    const kinds = ids.map((id) => marking.kindOf(id));
    const worst = (["fail", "warn"] as const).find((kind) => kinds.includes(kind)) ?? "waived";
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the finding beside it has a button that does the same.
      <mark
        key={at}
        data-findings={ids.join(" ")}
        title={isGone ? "the words that were quoted are gone: they stood about here" : undefined}
        class={[isGone ? "gone" : worst, isCurrent && "current", begins && "begins", ends && "ends"]
          .filter(Boolean)
          .join(" ")}
        onClick={(event) => {
          // A link in it can be followed once its finding is looked at.
          if (isCurrent) return;
          event.preventDefault();
          marking.choose(first);
        }}
      >
        {part}
      </mark>
    );
  });
}
