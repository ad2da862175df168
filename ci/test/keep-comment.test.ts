import { expect, it } from "vitest";
import { commentsOf } from "../github/comments.mjs";
import { keepComment } from "../github/keep-comment.mjs";
import { startFakeForge } from "./fake-forge.ts";

const [marker, author] = ["<!-- review:verify 1 -->", "github-actions[bot]"];
const bodyOf = (text: string) => `${marker}\n${text}`;

async function start(...bodies: string[]) {
  const forge = await startFakeForge(
    bodies.map((body, at) => ({ id: at + 1, body, user: { login: author } })),
  );
  const comments = commentsOf({
    api: forge.api,
    repository: "owner/notes",
    pullRequest: 7,
    token: "job-token",
  });
  const keep = (text: string, mayCreate = true) => keepComment(comments, { marker, author, text, mayCreate });
  return { forge, comments, keep };
}

it("ten pushes make one comment, and nothing new is nothing to write", async () => {
  const { forge, keep } = await start("of somebody else's marker", `quoted: ${marker}`);
  for (let push = 1; push <= 10; push += 1) await keep(`push ${push}`);
  expect(forge.comments.map(({ body }) => body).slice(2)).toEqual([bodyOf("push 10")]);
  forge.takeRequests();
  await keep("push 10");
  expect(forge.takeRequests()).toEqual(["GET"]);
});

it("is not made only to say that all is well", async () => {
  const { forge, keep } = await start();
  await keep("all is well", false);
  expect(forge.comments).toEqual([]);
});

it("of two that are as quick one comment stays, the older", async () => {
  const { forge, comments, keep } = await start();
  // Both have seen that there is none: the other's is made right before ours.
  const late = {
    ...comments,
    create: async (body: string) => {
      await comments.create(bodyOf("the other's"));
      await comments.create(body);
    },
  };
  await keepComment(late, { marker, author, text: "ours", mayCreate: true });
  expect(forge.comments).toMatchObject([{ id: 1_000, body: bodyOf("ours") }]);

  await Promise.all([keep("one"), keep("two")]);
  expect(forge.comments).toHaveLength(1);
});

it("duplicates that were left are gone with the next push", async () => {
  const { forge, keep } = await start(bodyOf("a"), "other", bodyOf("b"), bodyOf("c"));
  await keep("d");
  expect(forge.comments).toMatchObject([
    { id: 1, body: bodyOf("d") },
    { id: 2, body: "other" },
  ]);
});

it.each([
  ["a read-only token", "the token may not do that (403)", true],
  ["a comment that is too long", "the API answered POST with 422", false],
])("%s is told", async (_, message, readOnly) => {
  const { forge, keep } = await start();
  if (readOnly) forge.makeReadOnly();
  await expect(keep("x".repeat(70_000))).rejects.toThrow(message);
});
