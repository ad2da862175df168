/** What is asked of a service is no model's name: in an address, where some services have it, it would lead elsewhere. */
export class ModelNameError extends Error {
  override readonly name = "ModelNameError";
  readonly code = "model-name";
}

/** What ends a path, is decoded in one, or is dropped from one. */
const LEADS_ELSEWHERE = /[?#%\p{Cc}]/u;

/**
 * Why a text is no name of a model that a service may be asked for; undefined if it is one. With `/`, `:`, `@`, dots, spaces and all else there are
 * names: `org/model:tag`, `@cf/meta/llama-3`, `accounts/x/models/y`, a file.
 */
export function whyNoModelName(model: string): string | undefined {
  const [wrong] = LEADS_ELSEWHERE.exec(model) ?? model.split(/[\\/]/).filter((part) => part.trim() === "..");
  if (wrong === undefined) return undefined;
  return `${JSON.stringify(model)} is no name of a model, as it has ${JSON.stringify(wrong)} in it`;
}

/** The name of a model. Throws ModelNameError. */
export function requireModelName(model: string): string {
  const why = whyNoModelName(model);
  if (why !== undefined) throw new ModelNameError(`${why}: write it as the service does`);
  return model;
}
