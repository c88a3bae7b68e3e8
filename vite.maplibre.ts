import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Plugin, transformWithOxc } from "vite";

const PACKAGE = createRequire(import.meta.url).resolve("maplibre-gl/package.json");
const SOURCE = join(dirname(PACKAGE), "src");
const WORKER = join(SOURCE, "source/worker.ts");
const WORKER_ADDRESS = "\0maplibre-worker-address";
/** Stands in for the decoder of MapLibre's own kind of tile, which no source of ours has: `decodeTile` is never called. */
const NO_DECODER = "\0no-mlt-decoder";

/** As MapLibre compiles itself: a field that only has a type must not hide what a base class has set. */
const compilerOptions = { target: "es2022", useDefineForClassFields: false };

function reachedFrom(ids: readonly string[], importedBy: (id: string) => readonly string[]) {
  const reached = new Set(ids);
  for (const id of reached) for (const next of importedBy(id)) reached.add(next); // the loop comes to it, too
  return reached;
}

/**
 * Builds MapLibre from the source in its package, so that page and worker share a file: its two bundles each carry all of
 * what both run, a fifth of the first load. Nothing else changes; development and tests read the bundles.
 *
 * @returns the plugin, and who runs a module, once that is known.
 */
export function maplibreFromSource() {
  let inWorker: ReadonlySet<string> = new Set();
  let onPage: ReadonlySet<string> = new Set();
  const plugin: Plugin = {
    name: "maplibre-from-source",
    apply: "build",
    enforce: "pre",
    resolveId(name) {
      if (name === "maplibre-gl") return join(SOURCE, "index.ts");
      if (name === "@maplibre/mlt") return NO_DECODER;
      return name === "maplibre-gl/dist/maplibre-gl-worker.mjs?url" ? WORKER_ADDRESS : null;
    },
    load(id) {
      if (id === NO_DECODER) return "export const decodeTile = null, GEOMETRY_TYPE = {};";
      if (id !== WORKER_ADDRESS) return null;
      const reference = this.emitFile({ type: "chunk", id: WORKER, name: "maplibre-gl-worker" });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
    transform(code, id) {
      if (id === PACKAGE) return JSON.stringify({ version: JSON.parse(code).version });
      if (!id.startsWith(SOURCE) || !id.endsWith(".ts")) return null;
      return transformWithOxc(code, id, { tsconfig: { compilerOptions } });
    },
    buildEnd() {
      const isEntry = (id: string) => id !== WORKER && this.getModuleInfo(id)?.isEntry === true;
      const importedBy = (id: string) => {
        const { importedIds = [], dynamicallyImportedIds = [] } = this.getModuleInfo(id) ?? {};
        return [...importedIds, ...dynamicallyImportedIds];
      };
      inWorker = reachedFrom([WORKER], importedBy);
      onPage = reachedFrom([...this.getModuleIds()].filter(isEntry), importedBy);
    },
  };
  return {
    plugin,
    isShared: (id: string) => inWorker.has(id) && onPage.has(id),
    isOfPage: (id: string) => id.startsWith(SOURCE) && onPage.has(id),
  };
}
