import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const OUTPUT = "dist/web";
const STAMP = "dist/web.sha256";
const COMPRESSIBLE = /\.(js|mjs|css|html|json|svg)$/;

/** What the bundle is made of, as one hash: the same hash needs no new build. */
function sourcesHash() {
  const hash = createHash("sha256");
  const files = readdirSync("web", { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const borrowed = readdirSync("data")
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join("data", name));
  for (const file of [
    ...files,
    ...borrowed,
    "vite.config.ts",
    "vite.maplibre.ts",
    "package-lock.json",
  ].sort()) {
    hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** Writes a .br and a .gz beside every text file, so that the server never compresses the bundle again. */
async function precompress() {
  const files = readdirSync(OUTPUT, { recursive: true, encoding: "utf8" }).filter((name) =>
    COMPRESSIBLE.test(name),
  );
  await Promise.all(
    files.map(async (name) => {
      const bytes = await readFile(join(OUTPUT, name));
      if (bytes.length < 1024) return;
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      };
      await writeFile(
        join(OUTPUT, `${name}.br`),
        await promisify(brotliCompress)(bytes, { params }),
      );
      await writeFile(join(OUTPUT, `${name}.gz`), await promisify(gzip)(bytes, { level: 9 }));
    }),
  );
}

const hash = sourcesHash();
const isCurrent = existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash;
if (!isCurrent || process.argv.includes("--force")) {
  process.stderr.write("Building the web application (only when its sources have changed)…\n");
  const { build } = await import("vite");
  await build({ logLevel: "warn" });
  await precompress();
  writeFileSync(STAMP, hash);
}
