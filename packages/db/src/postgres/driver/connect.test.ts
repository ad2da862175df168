import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { connectionsTo } from "./connect.ts";

/** What a server says that wants a proof of who is there: kind, length, "by SASL", the only way that it takes. */
const ASKS_FOR_PROOF = Buffer.from("R\0\0\0\x0f\0\0\0\x0aOTHER\0\0", "latin1");

it("a connection that the driver gives up is closed", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const pool = await connectionsTo(`postgres://me@127.0.0.1:${port}/db`);
  const refused = expect(pool.connect()).rejects.toThrow(/SASL/);
  const [socket] = (await once(server, "connection")) as [Socket];
  socket.once("data", () => socket.write(ASKS_FOR_PROOF));
  await refused;
  await once(socket, "close");
});
