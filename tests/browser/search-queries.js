// Asks an index every query of a list, as the page would, and counts those that find their page among the first three.
//
//   node search-queries.js INDEX-FOLDER QUERIES.tsv
//
// A line is a query, a tab, and the pages (addresses end with them) of which one must be found, parted by blanks.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const zlib = require("node:zlib");

const BYTES_PER_QUERY = 100_000;
const SHARE_FOUND = 0.95;

vm.runInThisContext(fs.readFileSync(path.join(__dirname, "../../themes/default/static/search.js"), "utf8"));
const [folder, list] = process.argv.slice(2);

function freshEngine() {
  const loaded = { bytes: 0, gzip: 0, files: 0 };
  const load = async (name) => {
    const script = fs.readFileSync(path.join(folder, name + ".js"));
    loaded.bytes += script.length;
    loaded.gzip += zlib.gzipSync(script).length;
    loaded.files++;
    let content;
    globalThis.docentSearch = (itsName, ...rest) => { content = rest; };
    vm.runInThisContext(script.toString("utf8"));
    return content;
  };
  return { loaded, engine: globalThis.docentSearchEngine(load) };
}

async function ask(line) {
  const [query, pages] = line.split("\t");
  const { loaded, engine } = freshEngine();
  const start = process.cpuUsage().user;
  const { hits, meant } = await engine.search(query);
  const urls = hits.map((hit) => hit.url.replace(/\/$/, "") + (hit.sections[0] ? "#" + hit.sections[0].anchor : ""));
  const wanted = pages.split(" ");
  const rank = urls.findIndex((url) => wanted.some((page) => url.endsWith("/" + page) || url.split("#")[0].endsWith("/" + page)));
  return { query, pages, urls, meant, rank, ...loaded, ms: (process.cpuUsage().user - start) / 1000 };
}

async function main() {
  const lines = fs.readFileSync(list, "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  const answers = [];
  for (const line of lines) answers.push(await ask(line));
  const found = answers.filter(({ rank }) => rank >= 0 && rank < 3);
  for (const { query, pages, urls, rank } of answers) {
    if (rank < 0 || rank > 2) console.log(`missed: ${query} → ${pages}\n   ${urls.slice(0, 4).join("\n   ")}`);
  }
  const heaviest = answers.reduce((a, b) => (a.bytes > b.bytes ? a : b));
  const mean = (key) => Math.round(answers.reduce((sum, answer) => sum + answer[key], 0) / answers.length);
  console.log(`${path.basename(list)}: ${found.length} of ${answers.length} found; a query loads ${mean("bytes")} bytes `
    + `(${mean("gzip")} gzip, ${mean("files")} files, ${mean("ms")} ms), at most ${heaviest.bytes} (${heaviest.query})`);
  process.exitCode = found.length >= SHARE_FOUND * answers.length && heaviest.bytes <= BYTES_PER_QUERY ? 0 : 1;
}

main();
