// One comment, whatever happens: found by a marker at its beginning, edited in place.

/**
 * Makes the one comment say this. It is made if it is not there and may be, and of several the oldest stays: whoever made
 * one looks again, since another job may have been as quick.
 * @param {import("./comments.mjs").Comments} comments
 * @param {{ marker: string, author: string, text: string, mayCreate: boolean }} wanted
 * @returns {Promise<void>}
 */
export async function keepComment(comments, { marker, author, text, mayCreate }) {
  const body = `${marker}\n${text}`;
  // Anybody can write a marker, and anybody's text may stand further down.
  const listOurs = async () =>
    (await comments.list()).filter(
      (comment) => comment.user?.login === author && comment.body?.startsWith(marker),
    );
  let ours = await listOurs();
  if (ours.length === 0 && mayCreate) {
    await comments.create(body);
    ours = await listOurs();
  }
  const [kept, ...duplicates] = ours;
  for (const { id } of duplicates) await comments.remove(id);
  if (kept && kept.body !== body) await comments.edit(kept.id, body);
}
