import type { SURROUNDINGS } from "./execution.ts";
import type { UnknownRunnerError } from "./find-runner.ts";
import type { GitRefError } from "./git/ask-git.ts";
import type { GitTooMuchError, GitUnreadableError } from "./git/git-objects.ts";
import type { UnknownProviderError } from "./services/api-runner.ts";
import type { ModelNameError } from "./services/model-name.ts";

/** The stable codes of the errors this package throws, and of the failures for which a command ends at once. */
export type RunnerErrorCode =
  | UnknownRunnerError["code"]
  | UnknownProviderError["code"]
  | ModelNameError["code"]
  | GitTooMuchError["code"]
  | GitUnreadableError["code"]
  | GitRefError["code"]
  | (typeof SURROUNDINGS)[number];
