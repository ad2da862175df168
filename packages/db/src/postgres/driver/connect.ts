import type { ClientConfig, Pool, PoolClient } from "pg";
import { fromKeptText } from "./nul.ts";

/** A process asks the server little at once; a server has few connections for many processes. */
const CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_MS = 30_000;

// The types of the server, by their number in its catalogue.
const [INT8, TEXT, VARCHAR, TEXT_ARRAY] = [20, 25, 1043, 1009] as const;

/** A connection that takes statements while others are under way. */
export type Client = PoolClient;

/** The driver's own idea of `sslmode` is another one than that of all other programs, unless it is told. */
const asLibpqDoes = (url: string) => `${url}${url.includes("?") ? "&" : "?"}uselibpqcompat=true`;

/** Connections to a server, none of them made yet. What the driver is, is loaded now, and only for a URL of a server. */
export async function connectionsTo(url: string): Promise<Pool> {
  const { default: pg } = await import("pg");
  const { getTypeParser } = pg.types;
  const parseTexts = getTypeParser(TEXT_ARRAY as never) as (text: string) => (string | null)[];
  const parsers = new Map<number, (text: string) => unknown>([
    // An id, which is less than 2^53.
    [INT8, Number],
    [TEXT, fromKeptText],
    [VARCHAR, fromKeptText],
    [TEXT_ARRAY, (text) => parseTexts(text).map((each) => (each === null ? null : fromKeptText(each)))],
  ]);
  const pool = new pg.Pool({
    connectionString: asLibpqDoes(url),
    Client: class extends pg.Client {
      constructor(config?: string | ClientConfig) {
        super(config);
        // Where it has no password, say, the driver gives up and leaves the connection open; the server would wait a minute for the rest.
        this.connection.on("error", () => this.connection.stream.destroy());
      }
    },
    pipeline: true,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_MS,
    allowExitOnIdle: true,
    keepAlive: true,
    fallback_application_name: "review",
    types: {
      getTypeParser: ((oid: number, format?: "text" | "binary") =>
        parsers.get(oid) ?? getTypeParser(oid as never, format as never)) as never,
    },
  } as ConstructorParameters<typeof pg.Pool>[0]);
  // A connection that is lost while nothing is asked: the next question makes another one.
  pool.on("error", () => {});
  return pool;
}
