import type { Finding, PageEntry } from "@review/views";
import { describeOutdated, describeWaiverTerms } from "@review/views/words";
import { leftByEdit } from "../model/after-edit.ts";
import { lineWords } from "../model/queue-item.ts";
import { Decision, Tag } from "./badges.tsx";
import { Guard } from "./guard.tsx";
import { Message } from "./message.tsx";
import { time } from "./words.ts";

const LEFT = {
  all: "The note was edited after this was found; the words that it quotes still stand.",
  some: "The note was edited after this was found; some of the words that it quotes are gone.",
  none: "The note was edited after this was found, and the words that it quotes are gone: it may be mended already.",
  unknown: "The note was edited after this was found: it may be mended already.",
} as const;
const STALE = {
  reopened: "It was reopened, or a decision was taken back: the next review decides anew.",
  "gate-changed":
    "The gate was changed after this was found, so it does not count: accept it if it holds for what the gate asks now.",
} as const;

interface FindingTextProps {
  finding: Finding;
  entry?: PageEntry;
  isShort?: boolean;
}

/** What a finding says, in whole: never read as Markdown or HTML. */
export function FindingText(props: FindingTextProps) {
  const { message } = props.finding;
  const instead = (why: string) => (
    <>
      <Message kind="bad">{`This finding could not be shown in whole: ${why}`}</Message>
      <p class="message-text">{message}</p>
    </>
  );
  return (
    <Guard key={message} instead={instead}>
      <WholeFinding {...props} />
    </Guard>
  );
}

function WholeFinding({ finding, entry, isShort = false }: FindingTextProps) {
  const { severity, message, suggestion, isNew, waived, outgrownWaiver, disputed, quotes } = finding;
  const override = overrideWords(finding, entry);
  const left = leftByEdit(finding, entry);
  return (
    <div class="finding-text">
      <p class={`message-text${override !== undefined && !finding.isRemark ? " overruled" : ""}`}>
        <Decision decision={severity} /> {override && <Tag>{override}</Tag>}{" "}
        {isNew && <Tag kind="new">new</Tag>}{" "}
        {entry?.staleReason && <Tag kind="stale">{describeOutdated(entry.staleReason, entry.isBoth)}</Tag>}{" "}
        {left === "none" && <Tag kind="stale">its words are gone</Tag>}{" "}
        {entry?.quarantined && <Tag kind="stale">gate quarantined</Tag>} {disputed && <Tag>disputed</Tag>}{" "}
        <span>{message}</span>
      </p>
      {!isShort &&
        quotes.map((quote, at) => (
          <blockquote key={at} class="quote">
            {lineWords(quote) && <span class="place">{lineWords(quote)} </span>}
            {quote.text}
          </blockquote>
        ))}
      {!isShort && suggestion && (
        <p class="suggestion">
          <b>Suggestion:</b> {suggestion}
        </p>
      )}
      {!isShort && entry?.staleReason && <p class="aside">{asideOf(entry.staleReason, left)}</p>}
      {!isShort && !finding.isRemark && entry?.overrideRemark && (
        <p class="aside">
          <b>Decided by a person in the reviewer's place, {entry.decision}:</b> {entry.overrideRemark}
        </p>
      )}
      {!isShort && entry?.quarantined && (
        <p class="aside">
          <b>The gate is quarantined</b> (its own tests fail, so that what it finds makes no check fail):{" "}
          {entry.quarantined}
        </p>
      )}
      {disputed && (
        <Waiver
          words={
            isShort ? "Disputed" : "Disputed (another model says that it does not hold, so it does not count)"
          }
          reason={disputed.reason}
          author={disputed.modelId}
          at={disputed.at}
        />
      )}
      {waived && (
        <Waiver
          words={isShort ? "Waived" : "Waived (a person lets it stand, so it does not count)"}
          {...waived}
        />
      )}
      {outgrownWaiver && (
        <Waiver words="Was waived while it was milder (it is worse now, so it counts)" {...outgrownWaiver} />
      )}
    </div>
  );
}

function asideOf(reason: NonNullable<PageEntry["staleReason"]>, left: ReturnType<typeof leftByEdit>): string {
  if (reason === "note-changed") return LEFT[left ?? "unknown"];
  return left === undefined ? STALE[reason] : `${STALE[reason]} ${LEFT[left]}`;
}

/** Whose decision stands for the pair, where it is a person's. */
function overrideWords({ isRemark }: Finding, entry: PageEntry | undefined): string | undefined {
  if (isRemark) return "decided by a person";
  return entry?.overrideRemark === undefined ? undefined : `a person decided ${entry.decision}`;
}

function Waiver({
  words,
  reason,
  author,
  until,
  at,
  line,
}: { words: string } & NonNullable<Finding["waived"]>) {
  const more = [
    describeWaiverTerms({ author }),
    at && time(at),
    describeWaiverTerms({ until }),
    line && `line ${line}`,
  ];
  return (
    <p class="aside">
      <b>{words}:</b> {reason} ({more.filter(Boolean).join(", ")})
    </p>
  );
}
