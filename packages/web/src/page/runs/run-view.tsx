import type { PageRunDocument } from "@review/views";
import { batchesOf } from "../model/batches.ts";
import { hrefOf } from "../model/route.ts";
import { Decision } from "../parts/badges.tsx";
import { Figures } from "../parts/figures.tsx";
import { FindingText } from "../parts/finding-text.tsx";
import { Message } from "../parts/message.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { amount, dollars, duration, plural, time } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";

/** One run: what was asked and answered, and the reviewer's own words. */
export function RunView() {
  const { source, known, route } = usePage();
  const id = Number(route.value.names[0]);
  const { isLoading, value, error } = useLoaded(() => source.run(id), `${id}`, known.value);
  const entry = known.value.document.runs.find((run) => run.id === id);
  const run = value ?? entry;
  return (
    <>
      <h1>Run {id}</h1>
      {run && <RunFacts run={run} />}
      {isLoading && <Message>loading…</Message>}
      {error && <Message kind="bad">{error.message}</Message>}
      {!isLoading && !error && !value && (
        <Message>
          {entry ? "The answers of this run are" : "This run is"} not in this report:{" "}
          <code>review-nested ui</code> shows
          {entry ? " them." : " it."}
        </Message>
      )}
      {value && <Reviews run={value} />}
      {value?.rawBundleMarkdown && (
        <section>
          <h2>The answer, word for word</h2>
          <pre class="raw">{value.rawBundleMarkdown}</pre>
        </section>
      )}
      {value?.hasDebugLog && value.debugLog === undefined && source.holdsRun && (
        <Message>
          The debug log is not in this report: <code>review-nested ui</code> shows it.
        </Message>
      )}
      {value?.debugLog && (
        <details>
          <summary>What the program that was asked wrote besides</summary>
          <pre class="raw">{value.debugLog}</pre>
        </details>
      )}
    </>
  );
}

function RunFacts({ run }: { run: Omit<PageRunDocument, "gates" | "hasRawBundle" | "hasDebugLog"> }) {
  const { notePath, fixture, modelId, runner, status, startedAt, completedAt, failureReason, telemetry } =
    run;
  const { runs } = usePage().known.value.document;
  const others = (batchesOf(runs).get(run.id) ?? []).filter(({ id }) => id !== run.id);
  const facts: [string, string | undefined][] = [
    ["model", modelId],
    ["runner", runner],
    ["status", status],
    ["started (UTC)", time(startedAt)],
    ["ended (UTC)", completedAt && time(completedAt)],
    ["model asked for", telemetry?.requestedModelId],
    ["took", telemetry?.durationMs === undefined ? undefined : duration(telemetry.durationMs)],
    ["cost", telemetry?.costUsd === undefined ? undefined : dollars(telemetry.costUsd)],
    ["tokens in", numberOf(telemetry?.usage?.inputTokens)],
    ["tokens out", numberOf(telemetry?.usage?.outputTokens)],
  ];
  return (
    <>
      <p>
        {fixture ? (
          <>
            a fixture (a small note that tests a gate) of{" "}
            <a href={hrefOf({ view: "gate", names: [fixture.gateId] })}>{fixture.gateId}</a>:{" "}
            {fixture.path ?? "it is gone"}
          </>
        ) : (
          <a href={hrefOf({ view: "note", names: [notePath] })}>{notePath}</a>
        )}
      </p>
      {failureReason && <p class="message bad">{failureReason}</p>}
      {others.length > 0 && (
        <p class="aside">
          One call of the reviewer was for this run and {plural(others.length, "other")}:{" "}
          {others.map(({ id }, at) => (
            <>
              {at > 0 && ", "}
              <a key={id} href={hrefOf({ view: "run", names: [`${id}`] })}>
                run {id}
              </a>
            </>
          ))}
          . Time, cost and tokens are those of the whole call.
        </p>
      )}
      <Figures all={facts} />
    </>
  );
}

const numberOf = (value: number | undefined) => (value === undefined ? undefined : amount(value));

function Reviews({ run }: { run: PageRunDocument }) {
  const hasOld = run.gates.some(({ findings = [] }) => findings.some(({ isNew }) => !isNew));
  return (
    <section>
      <h2>What was decided, gate by gate</h2>
      {run.gates.map(({ gateId, decision, findings = [], rationaleMarkdown }) => (
        <details key={gateId} open={findings.length > 0}>
          <summary>
            <Decision decision={decision} /> {gateId}
          </summary>
          {findings.map((finding, at) => (
            <FindingText key={at} finding={hasOld ? finding : { ...finding, isNew: false }} />
          ))}
          {rationaleMarkdown && <pre class="raw">{rationaleMarkdown}</pre>}
        </details>
      ))}
    </section>
  );
}
