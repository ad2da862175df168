import type { Decided, PageAction, SeenPair } from "../api/page-action.ts";

/**
 * What takes earlier decisions back, once a later one was taken back by `done`: of the same pair another acceptance stands now,
 * which is worth what stood before. Had somebody else decided meanwhile, the later one would not have been taken back.
 */
export function followUndo<Made extends Decided>(earlier: readonly Made[], done: Decided): Made[] {
  const now = done.undo.map(pairOf).find((pair) => pair !== undefined);
  if (!now) return [...earlier];
  const follow = (action: PageAction): PageAction => {
    const pair = pairOf(action);
    return pair && isSame(pair, now) ? ({ ...action, pair: now } as PageAction) : action;
  };
  return earlier.map((each) => ({ ...each, undo: each.undo.map(follow) }));
}

const pairOf = (action: PageAction): SeenPair | undefined => ("pair" in action ? action.pair : undefined);

/** In other versions it is not what was decided about. */
const isSame = (a: SeenPair, b: SeenPair): boolean =>
  a.notePath === b.notePath &&
  a.gateId === b.gateId &&
  a.modelId === b.modelId &&
  a.noteSha === b.noteSha &&
  a.gateSha === b.gateSha;
