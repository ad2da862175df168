import type { CopySource, LastIds } from "../../copy/copy-ends.ts";
import { question } from "../driver/question.ts";
import { closeSession } from "../driver/session.ts";
import { statement } from "../driver/statement.ts";
import { openPostgres } from "../open-postgres.ts";
import { requireOwner, SEQUENCES } from "./owner.ts";
import { digestRows, readPortion } from "./read-rows.ts";

const LAST_IDS = SEQUENCES.map(
  ([table, sequence]) =>
    `SELECT '${table}' AS name, CASE WHEN is_called THEN last_value ELSE 0 END AS id FROM review.${sequence}`,
).join(" UNION ALL ");

/** The ledger in a database, to be copied by its owner. Throws as `openPostgres`, and LedgerUnavailableError for another role. */
export async function serverSource(url: string, now: () => string): Promise<CopySource> {
  const session = await openPostgres(url, { readOnly: true, now });
  await requireOwner(session);
  return {
    url: session.url,
    digest: () => question(session, digestRows),
    portion: (table, after) => question(session, (ask) => readPortion(ask, table, after)),
    lastIds: () =>
      question(session, async (ask): Promise<LastIds> => {
        const [rows = []] = await ask(statement(LAST_IDS));
        return new Map(rows.map(({ name, id }) => [String(name), Number(id)]));
      }),
    close: () => closeSession(session),
  };
}
