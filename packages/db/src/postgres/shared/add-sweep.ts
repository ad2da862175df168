import type { NewSweep, NewSweepNote } from "../../shared-sweeps.ts";
import type { Snapshot, SweepId } from "../../vocabulary.ts";
import { change } from "../driver/change.ts";
import { toJsonText } from "../driver/nul.ts";
import { inPortions } from "../driver/portions.ts";
import type { Session } from "../driver/session.ts";
import { columnsOf, type Statement, statement } from "../driver/statement.ts";
import { idsIn, insertSnapshots } from "../writes/insert-rows.ts";

// Ids are given one after another. The lock on the ledger is left to the texts, which come last: until then others go on recording.
const ONE_PLANNER = statement("SELECT pg_catalog.pg_advisory_xact_lock(1919252069, 3)");
const LAST = statement("SELECT coalesce(max(id), 0) AS id FROM review.sweeps");
const SWEEP = `INSERT INTO review.sweeps (id, runner, model, model_id, settings_json, asked_json, made_by_json, jobs, tokens_per_minute,
  budget_usd, budget_tokens, max_failures) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;
const SERVICE = `INSERT INTO review.services (runner, model_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`;
const NOTES = `INSERT INTO review.sweep_notes (sweep_id, note_path, note_sha, links_json)
SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[])`;
const GATES = `INSERT INTO review.sweep_gates (sweep_id, gate_id, gate_sha, facts_json)
SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[])`;
const BATCHES = `INSERT INTO review.sweep_batches (sweep_id, batch, pairs, needs_files)
SELECT $1, * FROM unnest($2::integer[], $3::integer[], $4::boolean[])`;
const PAIRS = `INSERT INTO review.sweep_pairs (sweep_id, note_path, gate_id, batch, ordinal, again)
SELECT $1, * FROM unnest($2::text[], $3::text[], $4::integer[], $5::integer[], $6::boolean[])`;

/** Rows of one statement. */
const PORTION = 2_000;
/** Texts of one statement, and no more of them are in memory. */
const TEXTS = 200;

/** See the port. */
export async function addSweep(session: Session, sweep: NewSweep): Promise<SweepId> {
  return change(session, async ({ ask, commit }) => {
    const [, last] = await ask(ONE_PLANNER, LAST);
    const [before = 0] = idsIn(last);
    await ask(...statementsOf(before + 1, sweep));
    for (const portion of inPortions([...sweep.notes, ...sweep.gates], TEXTS))
      await ask(...insertSnapshots(await textsOf(portion)));
    await commit();
    return before + 1;
  });
}

function statementsOf(
  id: SweepId,
  { reviewer, limits, asked, madeBy, notes, gates, batches }: NewSweep,
): Statement[] {
  const { runner, model, modelId, settings } = reviewer;
  const { jobs, tokensPerMinute, budgetUsd, budgetTokens, maxFailures } = limits;
  const numbered = batches.map((batch, index) => ({ ...batch, batch: index + 1 }));
  const pairs = numbered.flatMap(({ batch, pairs }) =>
    pairs.map((pair, ordinal) => ({ ...pair, batch, ordinal })),
  );
  return [
    statement(
      SWEEP,
      ...[id, runner, model, modelId, toJsonText(settings), toJsonText(asked), toJsonText(madeBy)],
      ...[jobs, tokensPerMinute, budgetUsd, budgetTokens, maxFailures],
    ),
    statement(SERVICE, runner, modelId),
    ...portionsOf(notes).map((rows) =>
      statement(
        NOTES,
        id,
        ...columnsOf(
          rows,
          ({ notePath }) => notePath,
          ({ sha }) => sha,
          ({ links }) => toJsonText(links),
        ),
      ),
    ),
    ...portionsOf(gates).map((rows) =>
      statement(
        GATES,
        id,
        ...columnsOf(
          rows,
          ({ gateId }) => gateId,
          ({ sha }) => sha,
          ({ facts }) => toJsonText(facts),
        ),
      ),
    ),
    ...portionsOf(numbered).map((rows) =>
      statement(
        BATCHES,
        id,
        ...columnsOf(
          rows,
          ({ batch }) => batch,
          ({ pairs }) => pairs.length,
          ({ needsFiles }) => needsFiles,
        ),
      ),
    ),
    ...portionsOf(pairs).map((rows) =>
      statement(
        PAIRS,
        id,
        ...columnsOf(
          rows,
          ({ notePath }) => notePath,
          ({ gateId }) => gateId,
          ({ batch }) => batch,
          ({ ordinal }) => ordinal,
          ({ again }) => again,
        ),
      ),
    ),
    statement("SELECT review.analyze_sweeps()"),
  ];
}

const portionsOf = <Row>(rows: readonly Row[]): Row[][] => [...inPortions(rows, PORTION)];

async function textsOf(portion: readonly Pick<NewSweepNote, "sha" | "text">[]): Promise<Snapshot[]> {
  const texts: Snapshot[] = [];
  for (const { sha, text } of portion)
    texts.push({ sha, text: typeof text === "string" ? text : await text() });
  return texts;
}
