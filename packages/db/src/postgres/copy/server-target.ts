import { type CellKind, COPIED_TABLES, type CopiedRow, type CopiedTable } from "../../copy/copied-tables.ts";
import { type CopyPlace, type CopyTarget, type LastIds, samePlace } from "../../copy/copy-ends.ts";
import { copyOfAnother, notEmpty } from "../../copy/copy-errors.ts";
import { change, LOCK_LEDGER } from "../driver/change.ts";
import { withPlainNul } from "../driver/nul.ts";
import { question, rowsOf } from "../driver/question.ts";
import { closeSession, type Session } from "../driver/session.ts";
import { type Statement, statement } from "../driver/statement.ts";
import { openPostgres } from "../open-postgres.ts";
import { requireOwner, SEQUENCES } from "./owner.ts";
import { digestRows } from "./read-rows.ts";

const ANEW = "drop the schema review in that database, and make the ledger anew";
const TYPES: Readonly<Record<CellKind, string>> = {
  id: "bigint",
  number: "integer",
  fraction: "double precision",
  text: "text",
  json: "text",
};

const IS_BEGUN = statement(
  `SELECT pg_catalog.to_regclass('review.unfinished_copy') IS NOT NULL AS "isBegun"`,
);
const PLACE = statement("SELECT sha, place FROM review.unfinished_copy");
const IS_FULL = statement(
  `SELECT ${COPIED_TABLES.map(({ name }) => `EXISTS (SELECT 1 FROM review.${name})`).join(" OR ")} AS "isFull"`,
);

const VACUUM = statement("VACUUM review.acceptance_events");

/**
 * An empty ledger in a database, to copy another one into by its owner. As long as there is the table `unfinished_copy`, nobody else opens
 * it. Throws as `openPostgres`, and LedgerUnavailableError for another role.
 */
export async function serverTarget(url: string, now: () => string): Promise<CopyTarget> {
  const session = await openPostgres(url, { readOnly: false, now, isCopying: true });
  await requireOwner(session);
  return {
    url: session.url,
    anew: ANEW,
    begin: (sha) => begin(session, sha),
    write: (table, rows, from, to) => write(session, { table, rows, from, to }),
    digest: () => question(session, digestRows),
    finish: (lastIds) => finish(session, lastIds),
    close: () => closeSession(session),
  };
}

function begin(session: Session, sha: string): Promise<CopyPlace> {
  return change(session, async ({ ask, commit }) => {
    const [, found] = await ask(LOCK_LEDGER, IS_BEGUN);
    if (found?.[0]?.isBegun === true) {
      const [begun] = await ask(PLACE);
      if (begun?.[0]?.sha !== sha) throw copyOfAnother(session.url, ANEW);
      return JSON.parse(String(begun[0].place));
    }
    const [full] = await ask(IS_FULL);
    if (full?.[0]?.isFull !== false) throw notEmpty(session.url);
    const first: CopyPlace = { table: 0 };
    await commit(
      statement("CREATE TABLE review.unfinished_copy (sha text NOT NULL, place text NOT NULL)"),
      statement("INSERT INTO review.unfinished_copy VALUES ($1, $2)", sha, JSON.stringify(first)),
    );
    return first;
  });
}

interface Step {
  table: CopiedTable;
  rows: readonly CopiedRow[];
  from: CopyPlace;
  to: CopyPlace;
}

/**
 * What was true when a row was recorded need not be so of the rows that are there by now, so the triggers, which look at those, are
 * switched off within the transaction; keys and checks hold.
 */
function write(session: Session, { table, rows, from, to }: Step): Promise<CopyPlace> {
  return change(session, async ({ ask, commit }) => {
    const [, found] = await ask(LOCK_LEDGER, PLACE);
    const at: CopyPlace = JSON.parse(String(found?.[0]?.place ?? "null"));
    if (!samePlace(at, from)) return at;
    const { name } = table;
    await commit(
      statement(`ALTER TABLE review.${name} DISABLE TRIGGER USER`),
      insertRows(table, rows),
      statement(`ALTER TABLE review.${name} ENABLE TRIGGER USER`),
      statement("UPDATE review.unfinished_copy SET place = $1", JSON.stringify(to)),
    );
    return to;
  });
}

function insertRows({ name, columns }: CopiedTable, rows: readonly CopiedRow[]): Statement {
  const kinds = Object.values(columns);
  const lists = kinds.map((kind, index) =>
    rows.map((row) => {
      const cell = row[index] ?? null;
      return kind === "json" && typeof cell === "string" ? withPlainNul(cell) : cell;
    }),
  );
  return statement(
    `INSERT INTO review.${name} (${Object.keys(columns)})
SELECT * FROM unnest(${kinds.map((kind, index) => `$${index + 1}::${TYPES[kind]}[]`)})`,
    ...lists,
  );
}

async function finish(session: Session, lastIds: LastIds): Promise<void> {
  await change(session, async ({ ask, commit }) => {
    await ask(LOCK_LEDGER);
    await commit(
      ...SEQUENCES.map(([table, sequence]) => {
        const id = lastIds.get(table) ?? 0;
        return statement(`SELECT setval('review.${sequence}', greatest($1::bigint, 1), $1::bigint > 0)`, id);
      }),
      // Nothing is known yet of what is in them, and questions would be answered the long way.
      ...COPIED_TABLES.map(({ name }) => statement(`ANALYZE review.${name}`)),
      statement("DROP TABLE review.unfinished_copy"),
    );
  });
  // So that freshness is answered from its index alone at once, and not only when the server comes to it by itself. The copy is made:
  // where this fails, it is slower for a while.
  await rowsOf(session, VACUUM).catch(() => {});
}
