// What a page weighs on the wire, in bytes after gzip.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { fileOf, open, pages, read } from "./reader.mjs";

const wire = (bytes) => gzipSync(bytes, { level: 9 }).length;
const file = (address) => wire(fs.readFileSync(fileOf(address)));
const ARTICLE = process.env.DOCENT_ARTICLE || "/en-us/articles/two-step-verification/error-messages/";

test("styles and scripts are small, and none is needed to read", async (t) => {
  const html = read(ARTICLE);
  const [style] = html.match(/\/[^"]*\.css(?=")/);
  const [script] = html.match(/(?<=<script defer src=")[^"]*/);
  const [search] = html.match(/(?<=data-script=")[^"]*/);
  const weights = { style: file(style), script: file(script), search: file(search) };
  t.diagnostic(JSON.stringify(weights));
  assert.ok(weights.style <= 10_000 && weights.script <= 8_000 && weights.search <= 12_000, JSON.stringify(weights));
  assert.equal((html.match(/rel="stylesheet"/g) || []).length, 1);
  assert.equal((html.match(/<script(?! defer)(?! type="application\/ld\+json")/g) || []).length, 1);
  const [, inline] = html.match(/<script>(.*?)<\/script>/s);
  assert.ok(inline.length <= 200, "the script that runs before the page is painted");
  await open(ARTICLE, { javaScriptEnabled: false }, async (page) => {
    assert.ok(await page.locator("article").isVisible());
  });
});

test("a page asks for its own parts only, and for the search when it is used", () =>
  open(ARTICLE, {}, async (page) => {
    const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    const before = await loaded();
    assert.deepEqual(before.filter((name) => /search/.test(name)), []);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("code");
    await page.waitForSelector("#_search-list:not([hidden]) li");
    // Pictures further down may come meanwhile; some are missing in a real corpus.
    const more = (await loaded()).filter((name) => !before.includes(name) && /search/.test(name));
    assert.ok(more.length > 1, "script and index");
    const bytes = more.map((name) => fs.readFileSync(fileOf(new URL(name).pathname)).length);
    assert.ok(bytes.reduce((sum, some) => sum + some, 0) <= 100_000 + 40_000, "script and index for one query");
  }));

test("an article weighs little more than its Markdown, whatever the number of pages", (t) => {
  let heaviest = ["", -Infinity];
  for (const address of pages()) {
    const markdown = address.replace(/\/$/, ".md");
    if (!address.endsWith("/") || !fileOf(markdown) || !read(address).includes('data-kind="article"')) continue;
    const over = file(address) - 1.4 * file(markdown);
    if (over > heaviest[1]) heaviest = [address, over];
  }
  t.diagnostic(`heaviest beyond 1.4 × its Markdown: ${heaviest[0]} by ${Math.round(heaviest[1])} bytes`);
  assert.ok(heaviest[1] <= 6_000, heaviest.join(" "));
});
