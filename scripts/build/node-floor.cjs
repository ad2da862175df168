// Copied into each bundle, with the number from `engines` in place of FLOOR. Read before anything else, by whatever Node there is: ES5 only.
var floor = "FLOOR";
var needed = floor.split(".");
var here = process.versions.node.split(".");
var ahead = Number(here[0]) - Number(needed[0]);
var isNew = ahead > 0 || (ahead === 0 && Number(here[1]) >= Number(needed[1]));
var needs = "error: this needs Node " + floor + " or newer";
if (!isNew) {
  console.error(needs + " (here: " + process.versions.node + "): install a newer one");
  process.exitCode = 3;
}
module.exports = isNew;
