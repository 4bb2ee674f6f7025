// Every page of the site is correct HTML by html-validate's standard rules.
import assert from "node:assert/strict";
import { test } from "node:test";
import { modules, pages, read } from "./reader.mjs";

const { HtmlValidate, StaticConfigLoader } = modules("html-validate");
const rules = new StaticConfigLoader({ root: true, extends: ["html-validate:standard"] });

test("all pages are correct HTML", async () => {
  const validator = new HtmlValidate(rules);
  const mistakes = new Map();
  const addresses = pages();
  for (const address of addresses) {
    const { results } = await validator.validateString(read(address), address);
    for (const { ruleId, message, line, column } of results.flatMap(({ messages }) => messages)) {
      const mistake = `${ruleId}: ${message}`;
      mistakes.set(mistake, [...(mistakes.get(mistake) || []), `${address}:${line}:${column}`]);
    }
  }
  assert.ok(addresses.length > 100, "the site has pages");
  const list = [...mistakes].map(([mistake, places]) => `${mistake} (${places.length}, first ${places[0]})`);
  assert.deepEqual(list, []);
});
