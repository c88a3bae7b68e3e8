import { readFileSync, writeFileSync } from "node:fs";

const README = new URL("README.md", import.meta.url);

/** Replaces what the README says of one bench. */
export function record(name: string, report: string) {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const readme = readFileSync(README, "utf8");
  const section = `${begin}\n${report.trim()}\n${end}`;
  const at = readme.indexOf(begin);
  const next =
    at < 0
      ? `${readme.trimEnd()}\n\n${section}\n`
      : readme.slice(0, at) + section + readme.slice(readme.indexOf(end) + end.length);
  writeFileSync(README, next);
}
