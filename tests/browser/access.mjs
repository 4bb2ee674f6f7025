// No barrier that axe-core knows (WCAG 2.2, A and AA) on any kind of page, light and dark, from left and from right.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { edited, kinds, modules, open } from "./reader.mjs";

const AXE = fs.readFileSync(modules.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const STEPS = "articles/two-step-verification/";
// Beside one page of each kind: selectors and images, code and tables, a text in another language, callouts.
const ARTICLES = ["approval-requests-ios", "error-messages", "administrators", "how-it-works", "lost-phone"]
  .map((name) => `${STEPS}${name}/`).concat("articles/handbook/configuration/");

async function barriers(page) {
  const { violations } = await page.evaluate((rules) => globalThis.axe.run({ runOnly: rules }), RULES);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id}: ${target.join(" ")} ${any[0]?.message || ""}`));
}

async function inBothColours(address, settings, prepare = async () => {}) {
  await open(address, settings, async (page) => {
    await prepare(page);
    await page.evaluate(AXE);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await barriers(page), [], `${address} in ${colorScheme}`);
    }
  });
}

for (const locale of ["en-us", "ar-sa"]) {
  for (const [kind, address] of [...kinds(locale), ...ARTICLES.map((name) => ["article", `/${locale}/${name}`])]) {
    test(`${kind} ${address}`, async () => {
      await inBothColours(address, {});
      if (kind != "redirect") await inBothColours(address, { viewport: { width: 390, height: 800 } });
    });
  }

  test(`what opens on ${locale} pages`, async () => {
    const article = `/${locale}/${ARTICLES[0]}`;
    await inBothColours(article, {}, (page) => page.locator(".languages > summary").click());
    await inBothColours(article, {}, async (page) => {
      await page.locator("#_search").fill("2SV");
      await page.waitForSelector("#_search-list:not([hidden]) li");
    });
    await inBothColours(article, {}, (page) => page.locator("a.zoom").first().click());
    await inBothColours(`/${locale}/search/?q=code`, {}, (page) => page.waitForSelector(".search-hit"));
    await inBothColours(`/${locale}/search/?q=qqqqqq`, {}, (page) => page.waitForSelector(".search-status:not(:empty)"));
    await inBothColours(`/ja-jp/${STEPS}lost-phone/`, {}, async (page) => {
      await page.locator("button.compare").click();
      await page.waitForSelector(".pair");
    });
  });
}

for (const locale of ["en-us", "ar-sa"]) {
  test(`several selectors on a page of ${locale}`, () =>
    inBothColours(`/${locale}/${ARTICLES[0]}`, {}, (page) =>
      edited(page, (html) => html.replace(/<nav class="selector".*?<\/nav>/s, "$&\n$&\n$&"))));
}

test("the page where a language is chosen", () => inBothColours("/", {}));
