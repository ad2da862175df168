// What asking a model service costs by itself: `node ask-service.cjs URL FILE [LIBRARY]` sends what stands in a file by Node's own
// `fetch`, and does nothing else; LIBRARY is a file that is loaded before.
const { readFileSync } = require("node:fs");

const [url = "", file = "", library] = process.argv.slice(2);

async function ask() {
  if (library !== undefined) require(library);
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: readFileSync(file, "utf8") });
  await response.text();
}

void ask();
