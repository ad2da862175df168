// Copied into each bundle, with the number from `engines` in place of FLOOR. Read before anything else, by whatever Node there is: ES5 only.
var floor = "FLOOR";
var needed = floor.split(".").map(Number);
var here = process.versions.node.split(".").map(Number);
var isNew = here[0] > needed[0] || (here[0] === needed[0] && here[1] >= needed[1]);
var needs = "error: this needs Node " + floor + " or newer";
if (!isNew) {
  console.error(needs + " (here: " + process.versions.node + "): install a newer one");
  process.exitCode = 3;
}
module.exports = isNew;
