import type { Finding, FixEntry } from "@review/views";
import { describeOutdated } from "@review/views/words";
import { Decision, Tag } from "./badges.tsx";
import { time } from "./words.ts";

const OUTDATED = {
  "note-changed": "The note was edited after this was found: it may be mended already.",
  reopened: "The acceptance was taken back: the next review decides anew.",
} as const;

/** What a finding says, in whole: never read as Markdown or HTML. */
export function FindingText({
  finding,
  entry,
  isShort = false,
}: {
  finding: Finding;
  entry?: FixEntry;
  isShort?: boolean;
}) {
  const { severity, message, suggestion, isNew, waived, outgrownWaiver, disputed, quotes } = finding;
  return (
    <div class="finding-text">
      <p class="message-text">
        <Decision decision={severity} /> {isNew && <Tag kind="new">new</Tag>}{" "}
        {entry?.staleReason && <Tag kind="stale">{describeOutdated(entry.staleReason)}</Tag>}{" "}
        {entry?.quarantined && <Tag kind="stale">gate quarantined</Tag>} {disputed && <Tag>disputed</Tag>}{" "}
        <span>{message}</span>
      </p>
      {!isShort &&
        quotes.map(({ text, place }, at) => (
          <blockquote key={at} class="quote">
            {place && <span class="place">line {place.startLine} </span>}
            {text}
          </blockquote>
        ))}
      {!isShort && suggestion && (
        <p class="suggestion">
          <b>Suggestion:</b> {suggestion}
        </p>
      )}
      {!isShort && entry?.staleReason && <p class="aside">{OUTDATED[entry.staleReason]}</p>}
      {!isShort && entry?.overrideRemark && (
        <p class="aside">
          <b>Decided by a person in the reviewer's place:</b> {entry.overrideRemark}
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

function Waiver({
  words,
  reason,
  author,
  until,
  at,
  line,
}: { words: string } & NonNullable<Finding["waived"]>) {
  const more = [author && `by ${author}`, at && time(at), until && `until ${until}`, line && `line ${line}`];
  return (
    <p class="aside">
      <b>{words}:</b> {reason} ({more.filter(Boolean).join(", ")})
    </p>
  );
}
