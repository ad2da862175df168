// The comments of one pull request, by GitHub's REST API ("Issue comments": a pull request is an issue, too).

/** @typedef {{ id: number, body?: string | null, user?: { login: string } | null }} Comment */
/** @typedef {ReturnType<typeof commentsOf>} Comments */

/** As many as GitHub gives on one page. */
const PAGE = 100;
/** For one request, in milliseconds. */
const PATIENCE = 30_000;

/** What the API refused, or that it could not be reached. */
export class CommentError extends Error {
  code = "comment-refused";
}

/** @param {{ api: string, repository: string, pullRequest: number, token: string }} where */
export function commentsOf({ api, repository, pullRequest, token }) {
  const all = `/repos/${repository}/issues/${pullRequest}/comments`;
  const one = (/** @type {number} */ id) => `/repos/${repository}/issues/comments/${id}`;
  /** @type {(method: string, path: string, body?: string) => Promise<Response>} */
  const ask = (method, path, body) =>
    request(`${api}${path}`, {
      method,
      token,
      ...(body !== undefined && { body: JSON.stringify({ body }) }),
    });
  return {
    /** All of them, the oldest first. */
    async list() {
      /** @type {Comment[]} */
      const comments = [];
      for (let page = 1, more = true; more; page += 1) {
        const response = await ask("GET", `${all}?per_page=${PAGE}&page=${page}`);
        comments.push(.../** @type {Comment[]} */ (await response.json()));
        more = /rel="next"/.test(response.headers.get("link") ?? "");
      }
      return comments.sort((a, b) => a.id - b.id);
    },
    /** @type {(body: string) => Promise<void>} */
    async create(body) {
      await ask("POST", all, body);
    },
    /** @type {(id: number, body: string) => Promise<void>} */
    async edit(id, body) {
      await ask("PATCH", one(id), body);
    },
    /** @type {(id: number) => Promise<void>} */
    async remove(id) {
      await ask("DELETE", one(id));
    },
  };
}

/**
 * @param {string} url
 * @param {{ method: string, token: string, body?: string }} what
 */
async function request(url, { method, token, body }) {
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "x-github-api-version": "2022-11-28",
  };
  const response = await fetch(url, {
    method,
    headers,
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(PATIENCE),
  }).catch((error) => {
    throw new CommentError(`the API cannot be reached (${error.cause?.code ?? error.name})`);
  });
  if (response.ok) return response;
  // Two jobs may remove the same duplicate.
  if (method === "DELETE" && response.status === 404) return response;
  throw new CommentError(
    response.status === 401 || response.status === 403
      ? `the token may not do that (${response.status}): a fork's is read-only, others need "pull-requests: write"`
      : `the API answered ${method} with ${response.status}`,
  );
}
