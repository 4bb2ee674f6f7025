// The search of a site that another program indexes. A bundle of three lines stands for Pagefind's: it gives one page
// for every query, in the form that Pagefind 1.6 gives it.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { folder, open, search } from "./reader.mjs";

const BUNDLE = path.join(folder, "pagefind");
const PAGE = {
  url: "/en-us/a/", meta: { title: "Recovery codes" }, filters: { service: ["Sign-in"] },
  sub_results: [
    { title: "Recovery codes", url: "/en-us/a/#top", excerpt: "Recovery codes. Keep <mark>ten</mark> &lt;b&gt;.", weighted_locations: [] },
    { title: "Print them", url: "/en-us/a/#print", excerpt: "Print them. Or <mark>write</mark>.", weighted_locations: [{ balanced_score: 2 }] },
  ],
};

test("without the bundle a reader is told so and led to all pages", async () => {
  fs.rmSync(BUNDLE, { recursive: true, force: true });
  const allowed = ["404", "dynamically imported module"];
  await open("/en-us/a/", { allowed }, async (page) => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("codes");
    await page.locator("#_search-list .search-all").waitFor();
    const said = await page.locator("#_search-list li").allInnerTexts();
    assert.deepEqual(said, ["The search could not be loaded.", "All pages"]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/en-us\/all-pages\/$/);
  });
  await open("/en-us/search/?q=codes", { allowed }, async (page) => {
    await page.locator("#search-results a").waitFor();
    assert.match(await page.locator("#search-results").innerText(), /could not be loaded\. All pages/);
  });
});

test("what a reader has chosen stays chosen when a late answer offers it too", async () => {
  fs.rmSync(BUNDLE, { recursive: true, force: true });
  await open("/en-us/a/", { allowed: ["404", "dynamically imported module"] }, async (page) => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("c");
    await page.locator("#_search-list .search-all").waitFor();

    const asked = new Promise((asks) => page.route("**/pagefind.js", asks));
    await page.keyboard.type("odes");
    const request = await asked;
    await page.keyboard.press("ArrowDown");
    const failed = page.waitForEvent("console", (message) => message.text().includes("dynamically imported"));
    await request.continue();
    await failed;

    assert.equal(await page.locator("#_search-list [aria-selected=true]").innerText(), "All pages");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/en-us\/all-pages\/$/);
  });
});

function writeBundle() {
  fs.mkdirSync(BUNDLE, { recursive: true });
  const answer = `{ results: [{ data: async () => (${JSON.stringify(PAGE)}) }], filters: { service: { "Sign-in": 1 } } }`;
  fs.writeFileSync(path.join(BUNDLE, "pagefind.js"), `export const search = async () => (${answer});\n`);
}

test("a bundle that was lost is asked for again with the next key", async () => {
  writeBundle();
  for (const lost of ["**/pagefind.js", "**/search-pagefind.*.js"]) {
    await open("/en-us/a/", { allowed: ["ERR_FAILED", "dynamically imported module"] }, async (page) => {
      await page.route(lost, (route) => route.abort(), { times: 1 });
      await page.locator("#_search").fill("code");
      await page.locator("#_search-list .search-all").waitFor();
      await page.keyboard.type("s");
      await page.locator("#_search-list .search-page").waitFor();
    });
  }
});

test("the bundle's answers stand in the same list and on the same page", async () => {
  writeBundle();
  await open("/en-us/a/", {}, async (page) => {
    assert.deepEqual(await search(page, "codes"), ["Recovery codes", "Print them\nOr write.", "Show all results"]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/en-us\/a\/#print$/);
  });
  await open("/en-us/search/?q=codes", {}, async (page) => {
    await page.locator(".search-hit").waitFor();
    assert.equal(await page.locator(".search-status").innerText(), "1 result for “codes”");
    assert.deepEqual(await page.locator(".search-hit mark").allInnerTexts(), ["ten", "write"]);
    assert.match(await page.locator(".search-hit").innerText(), /Keep ten <b>\./);
  });
});
