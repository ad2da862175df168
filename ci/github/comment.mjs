// The second step of action.yml: one comment in the pull request says how it stands. It decides nothing: where it cannot be
// written, one line of the log says so, and the job goes on.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { CommentError, commentsOf } from "./comments.mjs";
import { keepComment } from "./keep-comment.mjs";

/** Whom GitHub names as the author of what a job's own token writes. */
const AUTHOR = "github-actions[bot]";
/** GitHub refuses a comment of more than 65,536 characters; some are left for what stands around the report. */
const LONGEST = 65_000;

const {
  GITHUB_API_URL = "",
  GITHUB_REPOSITORY = "",
  GITHUB_EVENT_PATH = "",
  GITHUB_TOKEN = "",
} = process.env;
const { pull_request: pullRequest } = JSON.parse(readFileSync(GITHUB_EVENT_PATH, "utf8"));

if (!pullRequest) console.log("no comment: this job is not about a pull request");
else if (GITHUB_TOKEN === "") console.log("no comment: there is no token");
else {
  const where = { api: GITHUB_API_URL, repository: GITHUB_REPOSITORY, pullRequest: pullRequest.number };
  const { text, mayCreate } = describe();
  await keepComment(commentsOf({ ...where, token: GITHUB_TOKEN }), {
    ...{ marker: `<!-- review:verify ${key()} -->`, author: AUTHOR, mayCreate },
    text: `${text}\n\nAs of ${pullRequest.head.sha}.\n`,
  }).catch((error) => {
    if (!(error instanceof CommentError)) throw error;
    console.log(`no comment: ${error.message}`);
  });
}

/** What to say, and whether it is worth a new comment. */
function describe() {
  const { REVIEW_EXIT_CODE, REVIEW_REPORT = "" } = process.env;
  if (REVIEW_EXIT_CODE === "0")
    return { text: "## Review\n\nAll that was looked at holds.", mayCreate: false };
  if (REVIEW_EXIT_CODE === "1" && REVIEW_REPORT !== "")
    return { text: shorten(readFileSync(REVIEW_REPORT, "utf8")), mayCreate: true };
  return {
    text: "## Review\n\nIt could not be told what holds: the log of the job says why.",
    mayCreate: false,
  };
}

/**
 * Whole lines only, since each is safe to show by itself.
 * @param {string} report
 */
function shorten(report) {
  if (report.length <= LONGEST) return report.trimEnd();
  const kept = report.slice(0, report.lastIndexOf("\n", LONGEST));
  return `${kept}\n\nThe rest is in the summary of the job.`;
}

/** The same for each push, another for each job that looks at something else. */
function key() {
  const { GITHUB_WORKFLOW = "", GITHUB_JOB = "", REVIEW_GATES = "" } = process.env;
  const what = JSON.stringify([GITHUB_WORKFLOW, GITHUB_JOB, REVIEW_GATES]);
  return createHash("sha256").update(what).digest("hex").slice(0, 16);
}
