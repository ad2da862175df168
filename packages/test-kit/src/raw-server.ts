import { type AddressInfo, createServer } from "node:net";
import { onTestFinished } from "vitest";

/** What a server does with whoever connects; a text is what it answers to what it is sent. */
export type RawAnswer = "close" | "silence" | { text: string };

/** A server on loopback that speaks no protocol, closed after the test. Each connection is counted. */
export async function startRawServer(answer: RawAnswer) {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on("error", () => socket.destroy());
    if (answer === "close") socket.destroy();
    if (typeof answer === "object") socket.once("data", () => socket.end(answer.text));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, connections: () => connections };
}

/** What a server says that answers with a status alone. */
export const statusAlone = (status: number): RawAnswer => ({
  text: `HTTP/1.1 ${status} Some Words\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
});
