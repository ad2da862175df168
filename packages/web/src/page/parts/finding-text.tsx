import type { Finding, FixEntry } from "@review/views";
import { Decision, Tag } from "./badges.tsx";
import { time } from "./words.ts";

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
        {entry?.staleReason && <Tag kind="stale">{entry.staleReason}</Tag>}{" "}
        {entry?.quarantined && <Tag kind="stale">gate quarantined</Tag>} {disputed && <Tag>disputed</Tag>}{" "}
        <span>{message}</span>
      </p>
      {!isShort &&
        quotes.map(({ text, place, wasLine }, at) => (
          <blockquote key={at} class="quote">
            {place && <span class="place">line {place.startLine} </span>}
            {!place && wasLine !== undefined && <span class="place">was line {wasLine} </span>}
            {text}
          </blockquote>
        ))}
      {!isShort && suggestion && (
        <p class="suggestion">
          <b>Suggestion:</b> {suggestion}
        </p>
      )}
      {!isShort && entry?.overrideRemark && (
        <p class="aside">
          <b>Override:</b> {entry.overrideRemark}
        </p>
      )}
      {!isShort && entry?.quarantined && (
        <p class="aside">
          <b>The gate is quarantined:</b> {entry.quarantined}
        </p>
      )}
      {disputed && (
        <Waiver words="Disputed" reason={disputed.reason} author={disputed.modelId} at={disputed.at} />
      )}
      {waived && <Waiver words="Waived" {...waived} />}
      {outgrownWaiver && <Waiver words="Was waived while it was milder" {...outgrownWaiver} />}
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
