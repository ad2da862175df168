export type { Decided, OpenRequest, PageAction, SeenPair } from "./api/page-action.ts";
export type { EmbeddedPage, PageComparison, PageError, PageEvent } from "./api/page-source.ts";
