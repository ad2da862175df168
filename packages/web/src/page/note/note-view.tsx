import { useMemo } from "preact/hooks";
import { isOfGate } from "../model/filter.ts";
import type { KnownPage } from "../model/known-page.ts";
import { isOpen, type QueueItem } from "../model/queue-item.ts";
import { hrefOf, withParams } from "../model/route.ts";
import { Message } from "../parts/message.tsx";
import { NotFound } from "../parts/not-found.tsx";
import { NotHere } from "../parts/not-here.tsx";
import { useFindings } from "../parts/use-findings.ts";
import { useLoaded } from "../parts/use-loaded.ts";
import { FACTS_COLUMN } from "../parts/use-media.ts";
import { shortSha } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";
import { AfterEdit } from "./after-edit.tsx";
import { Beside } from "./beside.tsx";
import { Changes } from "./changes.tsx";
import { isMarkdown } from "./marked-text.tsx";
import { NoteHistory } from "./note-history.tsx";
import { NotePairs } from "./note-pairs.tsx";

/** One note: its text with what was found in it, how its pairs stand, what changed, and what became of it. */
export function NoteView() {
  const { source, known, route } = usePage();
  const { names, params } = route.value;
  const [notePath = ""] = names;
  const { isLoading, value, error } = useLoaded(() => source.note(notePath), notePath, known.value);
  const all = known.value.itemsOfNote.get(notePath);
  const items = useMemo(
    () => inTextOrder(all ?? []).filter(({ entry }) => isOfGate(params.gate, entry.gateId)),
    [all, params.gate],
  );
  const looked = useFindings(items, false);
  const hasRoom = useMemo(() => matchMedia(FACTS_COLUMN).matches, []);
  if (!known.value.noteAt.has(notePath) && !value && !isLoading)
    return <NotFound>{whyNotFound(notePath, known.value)}</NotFound>;
  const isSource = params.view === "source" || !isMarkdown(notePath);
  return (
    <>
      <h1 class="path">{notePath}</h1>
      <p class="under-title">
        {value && <span title={value.noteSha}>version {shortSha(value.noteSha)}</span>}
        {isMarkdown(notePath) && (
          <a href={hrefOf(withParams(route.value, { view: isSource ? undefined : "source" }))}>
            show {isSource ? "as text" : "the source"}
          </a>
        )}
        {params.gate && (
          <a href={hrefOf(withParams(route.value, { gate: undefined, finding: undefined }))}>
            findings of all gates, not only {params.gate}
          </a>
        )}
        {all?.some(isOpen) && (
          <a href={hrefOf({ view: "queue", params: { note: notePath } })}>its findings in the queue</a>
        )}
      </p>
      {value?.isGone && (
        <Message kind="bad">
          This note is gone: here is its text as it was accepted last, and what became of it.
        </Message>
      )}
      {isLoading && <Message>loading…</Message>}
      {error && <Message kind="bad">{error.message}</Message>}
      {!isLoading && !error && !value && <NotHere />}
      <Beside doc={value} items={items} looked={looked} isSource={isSource}>
        <AfterEdit items={items.filter(isOpen)} />
        <NotePairs notePath={notePath} history={value?.history ?? []} isOpen={hasRoom} />
        {value && <Changes changes={value.changes} history={value.history} isOpen={hasRoom} />}
      </Beside>
      {value && <NoteHistory history={value.history} waivers={value.waivers} />}
    </>
  );
}

function whyNotFound(notePath: string, { document: { goneNotes } }: KnownPage): string {
  if (!goneNotes?.includes(notePath)) return `There is no note ${notePath}.`;
  return `${notePath} is gone: \`review-nested history\` and \`ui\` tell what became of it.`;
}

function inTextOrder(items: readonly QueueItem[]): QueueItem[] {
  const start = ({ finding }: QueueItem) =>
    finding.quotes.find(({ place }) => place)?.place?.startOffset ?? -1;
  return items.toSorted((a, b) => start(a) - start(b));
}
