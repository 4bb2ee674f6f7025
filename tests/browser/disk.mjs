// A site without a base address, read from a disk: all of it is there, and nothing is asked of a server.
import assert from "node:assert/strict";
import { test } from "node:test";
import { disk, open, search } from "./reader.mjs";

const HOME = `${disk}/index.html`;
const PAGE = `${disk}/en-us/guides/a%20%C3%BC/index.html`;

test("a reader comes from the languages to a page, and to its translation", () =>
  open(HOME, {}, async (page) => {
    await page.getByRole("link", { name: "English" }).click();
    await page.locator(".pages, main").getByRole("link", { name: "Recovery codes" }).first().click();
    assert.equal(page.url(), PAGE);
    await page.locator(".languages summary").click();
    await page.locator(".languages a[hreflang=nl-NL]").click();
    assert.equal(page.url(), PAGE.replace("en-us", "nl-nl"));
    assert.equal(await page.locator("h1").innerText(), "Herstelcodes");
  }));

test("a page has its styles, its scripts and its pictures", () =>
  open(PAGE, {}, async (page) => {
    assert.ok(await page.evaluate(() => [...document.styleSheets].length));
    await page.locator("main button").waitFor();
    assert.equal(await page.locator("main img").evaluate((image) => image.decode().then(() => image.naturalWidth)), 1);
  }));

test("a link leads to the section of another page, and the old address of a page to the new one", async () => {
  await open(PAGE, {}, async (page) => {
    await page.getByRole("link", { name: "print them" }).click();
    assert.equal(page.url(), `${disk}/en-us/guides/b/index.html#print`);
  });
  await open(`${disk}/en-us/old/index.html`, {}, async (page) => {
    await page.waitForURL(`${disk}/en-us/guides/b/index.html`);
  });
});

test("the search finds pages, in its box and on its own page", () =>
  open(PAGE, {}, async (page) => {
    assert.match((await search(page, "printer"))[0], /Printing/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/search|guides/);
    await page.goto(`${disk}/en-us/search/index.html?q=printer`);
    await page.locator("#search-results a").first().click();
    assert.match(page.url(), /\/en-us\/guides\/b\/index\.html/);
  }));

test("the same files are a site in a folder of a server", () =>
  open("/en-us/guides/b/index.html", {}, async (page) => {
    await page.getByRole("navigation").getByRole("link", { name: "Recovery codes" }).first().click();
    assert.equal(await page.locator("h1").innerText(), "Recovery codes");
  }));
