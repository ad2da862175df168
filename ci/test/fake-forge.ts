import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

interface Kept {
  id: number;
  body: string;
  user: { login: string };
}

/** The part of GitHub's API that keeps the comments of issue 7, on loopback, until the test ends. */
export async function startFakeForge(comments: Kept[] = []) {
  const requests: string[] = [];
  let writable = true;
  let nextId = 1_000;
  /** What a request is answered with: status, then body. */
  const answer = async (request: IncomingMessage): Promise<[number, unknown?, string?]> => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://forge");
    if (request.headers.authorization !== "Bearer job-token") return [401];
    if (request.method === "GET" && pathname === "/repos/owner/notes/issues/7/comments") {
      const [size, page] = [Number(searchParams.get("per_page")), Number(searchParams.get("page"))];
      const more = comments.length > size * page ? `<http://forge/next>; rel="next"` : "";
      return [200, comments.slice(size * (page - 1), size * page), more];
    }
    if (!writable) return [403, { message: "Resource not accessible by integration" }];
    const { body } = JSON.parse((await text(request)) || "{}");
    if (request.method === "POST" && pathname === "/repos/owner/notes/issues/7/comments") {
      if (body.length > 65_536) return [422];
      comments.push({ id: nextId, body, user: { login: "github-actions[bot]" } });
      nextId += 1;
      return [201, comments.at(-1)];
    }
    const at = comments.findIndex(({ id }) => pathname === `/repos/owner/notes/issues/comments/${id}`);
    const found = comments[at];
    if (!found) return [404];
    if (request.method === "PATCH") found.body = body;
    else if (request.method === "DELETE") comments.splice(at, 1);
    return [request.method === "PATCH" ? 200 : 204];
  };
  const server = createServer(async (request, response) => {
    requests.push(request.method ?? "");
    const [status, body, link = ""] = await answer(request);
    response.writeHead(status, link === "" ? {} : { link });
    response.end(body === undefined ? "" : JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return {
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    comments,
    /** The method of each request since this was asked last. */
    takeRequests: () => requests.splice(0),
    /** As for a token of a fork. */
    makeReadOnly: () => {
      writable = false;
    },
  };
}
