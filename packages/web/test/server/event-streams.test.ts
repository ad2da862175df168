import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { makeEventStreams } from "../../src/server/event-streams.ts";

it("tells nobody anything once they have ended, as where a look was under way then", async () => {
  const streams = makeEventStreams(
    () => {},
    () => {},
  );
  const problems: Error[] = [];
  const server = createServer((_, response) => {
    response.on("error", (error) => problems.push(error));
    streams.add(response);
    streams.changed();
    streams.end();
    streams.changed();
  }).listen(0, "127.0.0.1");
  const said = await new Promise<string>((resolve, reject) => {
    server.once("listening", () => {
      const { port } = server.address() as AddressInfo;
      get({ host: "127.0.0.1", port }, (response) => {
        let text = "";
        response.on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () => resolve(text));
      }).on("error", reject);
    });
  });
  await new Promise((resolve) => server.close(resolve));
  expect(said.match(/"changed"/g)).toHaveLength(1);
  expect(problems).toEqual([]);
});
