import { defineCommand, option } from "@review/cli-kit";

export const verifyCommand = defineCommand({
  usage: ["verify [gates..]"],
  describe: "say whether all pairs hold by the policy: accepted as they are, and nothing stands against them",
  examples: [
    ["verify --frozen", "from the tree and the lock alone: no ledger, no model, no network"],
    ["verify prose --note 'notes/guides/**' --fail-on warn", "some pairs, where a warning is too much, too"],
    [
      "verify --frozen --policy-from refs/remotes/origin/main",
      "by the policy of another commit, which a change cannot loosen",
    ],
    [
      "verify --frozen --changed-since refs/remotes/origin/main --allow-empty",
      "only pairs of which anything changed on a branch",
    ],
    [
      "verify --frozen --format junit --output review.xml",
      "for a CI server; docs/formats.md has every format",
    ],
  ],
  build: (parser) =>
    parser.positional("gates", option.gatesArgument).options({
      "all-gates": { ...option.allGates, describe: "every gate there is (the default)" },
      note: option.note,
      where: option.where,
      frozen: { ...option.flag("believe the lock alone, and open no ledger"), alias: "locked" },
      model: option.texts(
        "only what this model, or one of several (a,b), accepted counts (may be repeated; default: verify.models)",
      ),
      require: option.choice(
        "require",
        "count no judgement that is only declared (default: verify.require)",
        ["observed"],
      ),
      "fail-on": option.choice("fail-on", "the mildest finding that counts (default: verify.failOn, fail)", [
        "warn",
        "fail",
      ]),
      "changed-since": option.text("changed-since", "only pairs of which anything changed since a commit"),
      "policy-from": option.text("policy-from", "take the policy from the configuration of a commit"),
      summary: { ...option.summary, describe: `${option.summary.describe}, by kind, gate and folder` },
      by: option.by,
      limit: { ...option.limit, describe: `${option.limit.describe}; a report has all` },
      ...option.report,
      "allow-empty": option.allowEmpty,
    }),
  load: async () => (await import("../commands/verify.ts")).runVerify,
});
