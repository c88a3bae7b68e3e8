import { brotliCompressSync, constants } from "node:zlib";
import type { Rolldown } from "vite";
import { build } from "vite";
import { beforeAll, describe, expect, it, vi } from "vitest";

/** Design §9: JavaScript until the base map is idle, MapLibre's worker included, in bytes of brotli. */
const BUDGET_BYTES = 480_000;

let output: (Rolldown.OutputChunk | Rolldown.OutputAsset)[];

beforeAll(async () => {
  vi.stubEnv("NODE_ENV", "production"); // Vitest's own value would bundle React for development
  // a library build of one entry answers with one output
  const built = (await build({
    logLevel: "silent",
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  output = built.output;
  vi.unstubAllEnvs();
}, 120_000);

const bytesOf = (file: Rolldown.OutputChunk | Rolldown.OutputAsset) =>
  Buffer.from(file.type === "chunk" ? file.code : file.source);

function chunkOf(isIt: (chunk: Rolldown.OutputChunk) => boolean): Rolldown.OutputChunk {
  const chunk = output.find((file) => file.type === "chunk" && isIt(file));
  if (chunk?.type !== "chunk") throw new Error("There is no such chunk");
  return chunk;
}

const pageChunk = () => chunkOf(({ facadeModuleId }) => /index\.html$/.test(facadeModuleId ?? ""));
const workerChunk = () => chunkOf(({ name }) => name === "maplibre-gl-worker");

/** A chunk and everything it imports before it runs. */
function withImports(names: readonly string[]): Rolldown.OutputChunk[] {
  const seen = new Map<string, Rolldown.OutputChunk>();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const chunk = output.find((file) => file.fileName === name);
    if (chunk?.type !== "chunk" || seen.has(name)) continue;
    seen.set(name, chunk);
    queue.push(...chunk.imports);
  }
  return [...seen.values()];
}

describe("the first load", () => {
  it("names no deck.gl, charts, drawing or component library in its page", () => {
    const page = output.find(({ fileName }) => fileName === "index.html");
    expect(page).toBeDefined();
    expect(bytesOf(page!).toString()).not.toMatch(/deck|echarts|antd|draw-/);
  });

  it("is at most 480 kB of brotli until the base map and the layer panel stand", () => {
    const panel = chunkOf(
      (file) => file.facadeModuleId?.endsWith("/web/layers/panel.tsx") === true,
    );
    const files = [pageChunk(), panel, workerChunk()].map(({ fileName }) => fileName);
    const sizes = withImports(files).map((file) => {
      const bytes = bytesOf(file);
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      };
      return { name: file.fileName, size: brotliCompressSync(bytes, { params }).length };
    });
    const total = sizes.reduce((sum, { size }) => sum + size, 0);
    expect(sizes.length).toBeGreaterThan(4);
    expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(BUDGET_BYTES);
  }, 120_000);

  it("reads for the map's worker what only the worker runs, and not again what the page runs as well", () => {
    const worker = workerChunk();
    const page = withImports([pageChunk().fileName]);
    const more = withImports([worker.fileName]).filter((file) => !page.includes(file));
    expect(more).toEqual([worker]);
    expect(bytesOf(worker).length).toBeLessThan(30_000); // the rest it imports: half a megabyte
  });

  it("carries the four font files of the map, so that labels need no network", () => {
    const fonts = output.filter(({ fileName }) => fileName.endsWith(".woff2"));
    expect(fonts.map(({ fileName }) => fileName).sort()).toEqual([
      "fonts/noto-sans-sc-chinese-simplified-400-normal.woff2",
      "fonts/noto-sans-sc-chinese-simplified-700-normal.woff2",
      "fonts/noto-sans-sc-latin-400-normal.woff2",
      "fonts/noto-sans-sc-latin-700-normal.woff2",
    ]);
  });
});
