import type {
  ComparisonDocument,
  GateCard,
  GateTest,
  PageCosts,
  PageDocument,
  PageNoteDocument,
  PageRunDocument,
  PageRunsDocument,
} from "@review/views";
import type { RunsAsked } from "@review/views/words";
import type { Made, Opened, OpenRequest, PageAction } from "../../api/page-action.ts";
import type { PageEvent } from "../../api/page-source.ts";

/** Where the page has what it shows from. What is `undefined` is not in a report. */
export interface PageSource {
  /** The same object for as long as nothing has changed. */
  page(): Promise<PageDocument>;
  /** What all runs took. */
  costs(): Promise<PageCosts>;
  note(notePath: string): Promise<PageNoteDocument | undefined>;
  run(runId: number): Promise<PageRunDocument | undefined>;
  /** Only of the live page: the newest of all runs that are looked for, and what all of these took. */
  runs?(asked: RunsAsked): Promise<PageRunsDocument>;
  /** Only of a report: whether it has what a run answered. */
  holdsRun?(runId: number): boolean;
  /** What a gate did under each partition. */
  cards(gateId: string): Promise<GateCard[]>;
  /** What a gate made of its fixtures, under each partition. */
  tests(gateId: string): Promise<GateTest[]>;
  comparison(first: string, second: string): Promise<ComparisonDocument | undefined>;
  /** Only of the live page. */
  listen?(onEvent: (event: SourceEvent) => void): () => void;
  /** Only of the live page that is not read-only. */
  deciding?: Deciding;
}

/** What the program that serves the page tells, and whether it can be heard at all. */
export type SourceEvent = PageEvent | { kind: "connection"; isConnected: boolean };

/** What a person can do at the page. Throws RefusedError. */
export interface Deciding {
  /** Decides, looking at the finding with the key `at`. */
  decide(action: PageAction, at?: string): Promise<Made>;
  /** What this tab decided and can take back, oldest first, also before the page was loaded again. */
  made(): Promise<Made[]>;
  /** Takes the last of it back, which is `id`; what can be taken back then. */
  undo(id: number): Promise<Made[]>;
  open(place: OpenRequest): Promise<Opened>;
}

/** The server's answer was no. */
export class RefusedError extends Error {
  readonly status: number;
  /** What kind of problem it is; "" where nobody says. */
  readonly code: string;

  constructor(status: number, message: string, code = "") {
    super(message);
    this.name = "RefusedError";
    this.status = status;
    this.code = code;
  }

  /** Something is otherwise than whoever decided has seen it. */
  get isConflict(): boolean {
    return this.status === 409;
  }
}
