import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";

/** The oldest Node.js this program runs on: `engines` in package.json. */
const [LEAST_MAJOR, LEAST_MINOR] = [20, 19];

/** Whether a version of Node.js, e.g. `20.19.0`, is new enough. */
export function checkNode(version: string): Diagnosis {
  const { ok, problem } = diagnosesOf("Node");
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isOld = major < LEAST_MAJOR || (major === LEAST_MAJOR && minor < LEAST_MINOR);
  return isOld
    ? problem(`${version} is too old: install ${LEAST_MAJOR}.${LEAST_MINOR} or newer`)
    : ok(version);
}
