import type { Corpus } from "@review/corpus";
import type { Ledger } from "@review/db";
import type { Opened } from "../api/page-action.ts";
import type { PageAssets } from "../report/render-report.ts";

/** A tree as it is configured now, and its ledger. */
export interface PagePlace {
  corpus: Corpus;
  ledger: Ledger;
}

/** What the server has of the command that starts it. */
export interface PageHost {
  toolVersion: string;
  /** What the folder of the root is called. */
  name: string;
  assets: PageAssets;
  /** Nothing can be decided or opened. */
  isReadOnly: boolean;
  now(): Date;
  /** How long a page that is being made is waited for before what was read of it is told, in milliseconds; absent: long enough for most. */
  patienceMs?: number;
  /** Opens what is there to look at, with all that others share, and closes it again. */
  read<Answer>(ask: (place: PagePlace) => Promise<Answer>): Promise<Answer>;
  /** The same, with nothing taken in: for looks that come again and again. */
  glance<Answer>(ask: (place: PagePlace) => Promise<Answer>): Promise<Answer>;
  /** The same, to decide something. */
  change<Answer>(act: (place: PagePlace) => Promise<Answer>): Promise<Answer>;
  /** Yields at once, and then whenever shared sweeps changed or may have, until the signal aborts; absent where no machines share the ledger. */
  sweepNews?(signal: AbortSignal): AsyncIterable<unknown>;
  /** Opens a file (absolute) at a place in an editor. */
  edit(place: { path: string; line: number; column?: number | undefined }): Promise<Opened>;
  /** What is told of an error, and how: the status is that of HTTP. */
  explain(error: unknown): { status: number; code: string; message: string };
}
