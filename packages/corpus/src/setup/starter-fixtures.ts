/** For each starter gate a note with its failure and one that looks like it and is good, by their paths from the folder of gates. */
export const STARTER_FIXTURES: readonly { path: string; text: string }[] = [
  {
    path: "clarity/stands-alone.tests/names-nobody-explains.md",
    text: `---
expect: warn
expect_quote: After the incident
---
# Nightly copies

After the incident we moved the sync to Harbor. It runs at two, and Mara gets a message if it does not.
`,
  },
  {
    path: "clarity/stands-alone.tests/names-with-half-a-sentence.md",
    text: `---
expect: pass
---
# Nightly copies

After the outage of 3 March, in which a day of orders was lost, we moved the nightly copy of orders to Harbor, our queue for slow jobs. It runs at two, and whoever is on call gets a message if it does not.
`,
  },
  {
    path: "claims/confidence-fits-evidence.tests/numbers-from-nowhere.md",
    text: `---
expect: fail
expect_quote: twice as fast
---
# Reviewed notes save time

Teams that review each other's notes are twice as fast. So begin with it this week, in every team.
`,
  },
  {
    path: "claims/confidence-fits-evidence.tests/numbers-with-their-source.md",
    text: `---
expect: pass
---
# Reviewed notes may save time

In the two teams that we asked, people found a reviewed note sooner: 4 minutes instead of 7, over 31 searches in May. We do not know whether that holds elsewhere, and think that a trial of a month is worth it.
`,
  },
  {
    path: "structure/keeps-the-titles-promise.tests/another-answer.md",
    text: `---
expect: fail
---
# How we roll back a release

The release tool was written in 2019 by two people of the platform team. It replaced a script, and that replaced a wiki page. In 2022 it learned to build for two regions, and since then nobody has had to touch it.
`,
  },
  {
    path: "structure/keeps-the-titles-promise.tests/the-answer-and-a-word-more.md",
    text: `---
expect: pass
---
# How we roll back a release

Whoever is on call may roll back without asking. Name the release before, wait until both regions report it, and look whether the error rate is back to what it was. The tool that does this is older than most of us, but it works.
`,
  },
];
