import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const quoted = (text: string) => [...text.matchAll(/"(\w+)"/g)].map(([, name]) => name!);

it("has one meaning for each parameter of a link: all pages share one", () => {
  const files = readdirSync("web", { recursive: true, encoding: "utf8" }).filter((name) =>
    /(^|\/)(params|\w+-link)\.ts$/.test(name),
  );
  const names = files.flatMap((file) => {
    const lists = readFileSync(join("web", file), "utf8").matchAll(/const LINKED = \[([^\]]*)\]/g);
    return [...lists].flatMap(([, list]) => quoted(list!).map((name) => ({ name, file })));
  });
  const view = readFileSync("web/app/search.ts", "utf8").match(
    /export type Search = \{([\s\S]*?)\n\};/,
  );
  const keys = [...view![1]!.matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)].map(([, name]) => name!);
  expect(keys).toContain("from"); // the view's own are found
  expect(names.length).toBeGreaterThan(40);
  const all = [...keys.map((name) => ({ name, file: "the view" })), ...names];
  const twice = all.filter(({ name }, i) => all.findIndex((one) => one.name === name) < i);
  expect(twice).toEqual([]);
});
