import type { PageNoteDocument } from "@review/views";
import { useMemo } from "preact/hooks";
import { MarkingContext } from "../markdown/leaf.tsx";
import { LinksContext } from "../markdown/links.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { type Segment, toSegments } from "../markdown/segments.ts";
import { SourceText } from "../markdown/source-text.tsx";
import { kindOf, type QueueItem } from "../model/queue-item.ts";
import { hrefOf } from "../model/route.ts";
import { usePage } from "../state/page-state.ts";

interface MarkedTextProps {
  doc: PageNoteDocument;
  items: readonly QueueItem[];
  current: string | undefined;
  isSource?: boolean;
  /** The level of the heading above it. */
  top?: number;
  choose(id: string): void;
}

/** The text of a note, rendered or as it is, with the words marked that findings quote. */
export function MarkedText({
  doc,
  items,
  current,
  isSource = !isMarkdown(doc.notePath),
  choose,
  top = 2,
}: MarkedTextProps) {
  const segments = useMemo(() => segmentsOf(items), [items]);
  const marking = useMemo(() => {
    const kinds = new Map(items.map((item) => [item.id, kindOf(item)] as const));
    return { current, choose, kindOf: (id: string) => kinds.get(id) ?? "waived" };
  }, [items, current, choose]);
  const { noteAt } = usePage().known.value;
  const links = useMemo(
    () =>
      new Map(
        doc.links
          .filter(({ target }) => noteAt.has(target))
          .map(({ written, target }) => [written, hrefOf({ view: "note", names: [target] })] as const),
      ),
    [doc, noteAt],
  );
  return (
    <MarkingContext.Provider value={marking}>
      {isSource ? (
        <SourceText text={doc.text} segments={segments} />
      ) : (
        <LinksContext.Provider value={links}>
          <Markdown text={doc.text} segments={segments} top={top} />
        </LinksContext.Provider>
      )}
    </MarkingContext.Provider>
  );
}

/** Other kinds of notes are shown as they are. */
export const isMarkdown = (notePath: string): boolean => /\.(?:md|markdown|mdx)$/i.test(notePath);

function segmentsOf(items: readonly QueueItem[]): Segment[] {
  return toSegments(
    items.flatMap(({ id, finding }) =>
      finding.quotes.flatMap(({ place, isGone = false }) =>
        place ? [{ start: place.startOffset, end: place.endOffset, id, isGone }] : [],
      ),
    ),
  );
}
