import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import react from "@vitejs/plugin-react";
import { build, defineConfig, type Plugin, type Rolldown } from "vite";
import { maplibreFromSource } from "./vite.maplibre.ts";

const API = `http://127.0.0.1:${process.env.PORT ?? 8080}`;
const FONTS = join(
  dirname(createRequire(import.meta.url).resolve("@fontsource/noto-sans-sc/package.json")),
  "files",
);
const FONT_FILES = ["latin", "chinese-simplified"].flatMap((subset) =>
  ["400", "700"].map((weight) => `noto-sans-sc-${subset}-${weight}-normal.woff2`),
);

/** The map's fonts beside the page, 2.3 MB of a package of 76: labels need no glyph server and no system font. */
function mapFonts(): Plugin {
  return {
    name: "map-fonts",
    configureServer(server) {
      server.middlewares.use("/fonts/", (request, response, next) => {
        const file = FONT_FILES.find((name) => request.url === `/${name}`);
        if (!file) return next();
        response.setHeader("Content-Type", "font/woff2");
        createReadStream(join(FONTS, file)).pipe(response);
      });
    },
    generateBundle() {
      for (const file of FONT_FILES) {
        const source = readFileSync(join(FONTS, file));
        this.emitFile({ type: "asset", fileName: `fonts/${file}`, source });
      }
    },
  };
}

/** What the page of inspections is made of: the way in, itself, and who one is. */
const INSPECTING =
  /[\\/]web[\\/](main\.tsx|index\.html|ratings[\\/]inspect-page\.tsx|accounts[\\/]account-menu\.tsx)$/;

/** Every file that some chunks need before they run. */
function neededBy(
  bundle: Rolldown.OutputBundle,
  isMeant: (chunk: Rolldown.OutputChunk) => boolean,
) {
  const files = new Set<string>();
  const take = (name: string) => {
    const chunk = bundle[name];
    if (files.has(name) || chunk?.type !== "chunk") return;
    files.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
    for (const other of chunk.imports) take(other);
  };
  for (const [name, file] of Object.entries(bundle))
    if (file.type === "chunk" && isMeant(file)) take(name);
  return [...files].sort();
}

/** The service worker that keeps the page of inspections, with the list of what that needs and nothing else. */
function inspectWorker(): Plugin {
  return {
    name: "inspect-worker",
    apply: "build",
    enforce: "post",
    async generateBundle(_, bundle) {
      const files = neededBy(
        bundle,
        (chunk) => chunk.isEntry || INSPECTING.test(chunk.facadeModuleId ?? ""),
      ).map((name) => `/${name}`);
      const name = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 12);
      // a library build of one entry answers with one output
      const [built] = (await build({
        ...{ configFile: false, logLevel: "silent" },
        define: {
          INSPECT_FILES: JSON.stringify(files),
          INSPECT_BUILD: JSON.stringify(name),
        },
        build: {
          ...{ write: false, target: "es2022" },
          lib: { entry: "web/ratings/inspect-worker.ts", formats: ["iife"], name: "inspect" },
        },
      })) as Rolldown.RolldownOutput[];
      this.emitFile({ type: "asset", fileName: "sw.js", source: built!.output[0].code });
    },
  };
}

const inPackages = (names: string) => new RegExp(`node_modules[\\\\/](${names})[\\\\/]`);

const maplibre = maplibreFromSource();

export default defineConfig({
  root: "web",
  plugins: [react(), mapFonts(), maplibre.plugin, inspectWorker()],
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/api", "/tiles", "/ogc", "/basemap.pmtiles"].map((path) => [path, API]),
    ),
  },
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // without a chunk of its own the entry would import whatever chunk the helper landed in
            { name: "preload", test: /preload-helper/, priority: 100 },
            // what every page needs, together: apart, each of these is mostly the naming of what it shares
            {
              name: "ui",
              test: /web[\\/]ui[\\/](answer|format|formatters|language|icon|words)\.tsx?$/,
              priority: 10,
            },
            // what many pages need, but not the first: apart, each is a name in the entry's list of what is to be had;
            // below the priority of ui, for this takes with it what it leans on
            {
              name: "more",
              test: /web[\\/](map[\\/](clock|hold-clicks|reach-palette)|ui[\\/](clipboard|day-input|device-storage|dialog|download|file-menu|online|outbox|own-id|rows|setting-edits|shared-value|typed-number|typed-text))\.tsx?$/,
              priority: 9,
            },
            // what the tree of layers draws with and asks, together for the same reason
            {
              name: "tree",
              test: /web[\\/]layers[\\/](tree|words|heat|complaint-columns|complaint-query|queries|record-queries|swatch)\.tsx?$/,
              priority: 8,
            },
            {
              name: "react",
              test: inPackages("react|react-dom|scheduler|@tanstack"),
              priority: 50,
            },
            { name: "maplibre-shared", test: maplibre.isShared, priority: 60 },
            { name: "maplibre", test: maplibre.isOfPage, priority: 40 },
            { name: "h3", test: inPackages("h3-js"), priority: 36 },
            {
              name: "deck",
              test: inPackages(
                "@deck\\.gl|@luma\\.gl|@loaders\\.gl|@math\\.gl|mjolnir\\.js|@probe\\.gl",
              ),
              priority: 35,
            },
            { name: "echarts", test: inPackages("echarts|zrender"), priority: 30 },
            {
              name: "antd",
              test: inPackages("antd|@ant-design|@rc-component|dayjs"),
              priority: 25,
            },
            {
              name: "draw",
              test: inPackages("terra-draw|terra-draw-maplibre-gl-adapter|@turf"),
              priority: 20,
            },
          ],
        },
      },
    },
  },
});
