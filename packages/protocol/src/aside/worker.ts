// The other thread: answers the one request that it was started with.
import { parentPort, workerData } from "node:worker_threads";
import { answer, type Request } from "./request.ts";

const request: Request = workerData;
parentPort?.postMessage(answer(request));
