import { devNull } from "node:os";

/**
 * Has every git that a client starts find no repository. Clients ask it for the state of the tree when they start, and it runs what the
 * configuration of the repository names: watchers, filters, hooks. There are settings against some of these, and none against filters.
 */
export const WITHOUT_GIT: Readonly<Record<string, string>> = { GIT_DIR: devNull };
