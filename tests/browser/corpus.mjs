// What a reader of real articles does: three languages, one of them Chinese, one of them translated only in part.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isSeen, open, overflow, pages, read, search } from "./reader.mjs";

const STEPS = "articles/multi-factor-authentication/";
const NAME = "multi-factor-authentication";
const SIGNING_IN = `${STEPS}${NAME}-end-user-signin/`;

test("the search finds identifiers, words without accents, Chinese and mistyped words", async () => {
  for (const [locale, query, expected] of [
    ["en-ca", "2147483648", /LDAP|directory/i],
    ["en-ca", "authentcation reports", /report/i],
    ["nl-nl", "geimporteerd", /./],
    ["nl-nl", "verifieren", /verifi/i],
    ["zh-tw", "登入體驗", /登入/],
    ["zh-tw", "多重因素", /多重因素/],
  ]) {
    await open(`/${locale}/`, {}, async (page) => {
      const found = await search(page, query);
      assert.ok(found.length > 1, `${query}: ${found}`);
      assert.match(found.join("\n"), expected);
    });
  }
});

test("a word means the same with and without its accent", () =>
  open("/nl-nl/", {}, async (page) => {
    assert.deepEqual(await search(page, "geinstalleerd"), await search(page, "geïnstalleerd"));
  }));

test("the results are there again after a reload", () =>
  open("/zh-tw/search/?q=%E9%A9%97%E8%AD%89", {}, async (page) => {
    await page.waitForSelector(".search-hit");
    const before = await page.locator("#search-results").innerText();
    await page.reload();
    await page.waitForSelector(".search-hit");
    assert.equal(await page.locator("#search-results").innerText(), before);
  }));

test("the section stays from English to Dutch to Chinese", () =>
  open(`/en-ca/${SIGNING_IN}#what-will-your-sign-in-experience-be`, {}, async (page) => {
    for (const [language, locale] of [["Nederlands", "nl-nl"], ["繁體中文", "zh-tw"]]) {
      await page.locator(".languages > summary").click();
      await page.locator(".languages a", { hasText: language }).click();
      await page.waitForURL(new RegExp(`/${locale}/.*#what-will-your-sign-in-experience-be$`));
      assert.ok(await isSeen(page.locator("#what-will-your-sign-in-experience-be")));
    }
    await page.locator("article a[href^='/en-ca/']", { hasText: "English" }).first().click();
    await page.waitForURL(/en-ca/);
  }));

for (const [name, settings] of [
  ["with scripts", {}], ["without scripts", { javaScriptEnabled: false }],
  ["on a phone in the dark", { viewport: { width: 320, height: 640 }, colorScheme: "dark" }],
]) {
  test(`all articles are readable ${name}`, async () => {
    const articles = pages().filter((address) => /^\/(en-ca|zh-tw)\/articles/.test(address));
    await open("/", settings, async (page) => {
      for (const address of articles) {
        await page.goto(new URL(address, page.url()).href);
        assert.ok(await page.locator("h1").first().isVisible(), address);
        assert.ok(await overflow(page) <= 0, `${address} is ${await overflow(page)} pixels too wide`);
      }
    });
  });
}

test("tables have heads and images have words", () => {
  const html = pages().filter((address) => address.startsWith("/en-ca/articles")).map(read).join("");
  assert.ok(html.includes('<th scope="col">'));
  assert.equal(html.match(/<img(?![^>]* alt=)[^>]*>/), null);
});
