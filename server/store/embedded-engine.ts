import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  constants as modes,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { type Extension, PGlite } from "@electric-sql/pglite";

/** What of PostGIS we use: without raster, topology and geocoder it opens in a third of the memory. */
const NEEDED =
  /^(lib\/postgresql\/postgis-3\.so|share\/proj\/proj\.db|share\/postgresql\/extension\/postgis(\.control|--\d+\.\d+\.\d+\.sql))$/;

/** What differs from PGlite's own start. Emscripten's fdatasync does nothing; its fsync reaches our hook. */
const SETTINGS = [
  "wal_sync_method=fsync",
  "shared_buffers=16MB",
  "max_wal_size=64MB",
  "min_wal_size=16MB",
  "work_mem=16MB",
  "maintenance_work_mem=64MB",
  "jit=off",
  "max_stack_depth=512kB", // most recursion then ends in an error before V8's own stack ends (see nodeFlags)
  "intervalstyle=iso_8601", // as native.ts sets it
];
const START = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"), // -F turns fsync off
  ...SETTINGS.flatMap((setting) => ["-c", setting]),
];

/** The part of Emscripten's NODEFS that we add `fsync` to; it is not in the published types. */
type NodeFs = {
  stream_ops: {
    fsync?(stream: { nfd?: number; node: unknown }): number;
  };
  realPath(node: unknown): string;
  tryFSOperation(operation: () => void): void;
};

/** Makes PostgreSQL's own fsync calls reach the disk: NODEFS leaves them out. */
function hookSync(nodeFs: NodeFs) {
  nodeFs.stream_ops.fsync = ({ nfd, node }) => {
    nodeFs.tryFSOperation(() => {
      if (nfd) fsyncSync(nfd);
      else syncFolder(nodeFs.realPath(node)); // PostgreSQL syncs folders too, which NODEFS does not open
    });
    return 0;
  };
}

function syncFolder(path: string) {
  const file = openSync(path, "r");
  fsyncSync(file);
  closeSync(file);
}

function syncTree(folder: string) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    syncFolder(join(entry.parentPath, entry.name));
  }
  syncFolder(folder);
}

/** The extension's archive reduced to `NEEDED`, made once. A tar is blocks of 512: a header, then the content. */
function leanBundle(cacheFolder: string): string {
  const entry = fileURLToPath(import.meta.resolve("@electric-sql/pglite-postgis"));
  const source = join(entry, "../postgis.tar.gz");
  const { version } = JSON.parse(readFileSync(join(source, "../../package.json"), "utf8"));
  const path = join(cacheFolder, `postgis-${version}.tar.gz`);
  if (existsSync(path)) return path;

  const tar = gunzipSync(readFileSync(source));
  const kept: Buffer[] = [];
  for (let at = 0; at + 512 <= tar.length; ) {
    const name = tar.toString("latin1", at, tar.indexOf(0, at)).replace(/^\.\//, "");
    const sizeBytes = Number.parseInt(tar.toString("latin1", at + 124, at + 135), 8) || 0;
    const end = at + 512 + Math.ceil(sizeBytes / 512) * 512;
    if (NEEDED.test(name)) kept.push(tar.subarray(at, end));
    at = end;
  }
  writeWhole(path, gzipSync(Buffer.concat([...kept, Buffer.alloc(1024)]), { level: 1 }));
  return path;
}

function writeWhole(path: string, content: Buffer) {
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, content);
  renameSync(partial, path);
}

const postgis = (bundle: string): Extension => ({
  name: "postgis",
  setup: async (_database, emscripten) => {
    emscripten.PGLITE_ENV.PROJ_DATA = "/pglite/share/proj";
    emscripten.preRun.push((module: { FS: { filesystems: { NODEFS: NodeFs } } }) =>
      hookSync(module.FS.filesystems.NODEFS),
    );
    return { emscriptenOpts: emscripten, bundlePath: pathToFileURL(bundle) };
  },
});

const open = (dataDir: string, bundle: string) =>
  PGlite.create({
    dataDir,
    extensions: { postgis: postgis(bundle) },
    startParams: START,
    initDbStartParams: ["--wal-segsize=4"],
  });

/**
 * The engine's stack pointer, to be put back after each request: PGlite 0.5.8 leaves 1,120 bytes of its stack
 * behind with every SQL error, and answers only "stack depth limit exceeded" after some 1,870 of them.
 */
function stackPointerOf(module: object): WebAssembly.Global {
  const pointer = "___stack_pointer" in module ? module.___stack_pointer : null;
  if (pointer instanceof WebAssembly.Global) return pointer;
  throw new Error("this version of PGlite does not export its stack pointer");
}

/** An open embedded PostgreSQL. */
export type Engine = {
  /** Answers one request of PostgreSQL's protocol. Nothing else runs meanwhile. */
  run(request: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
};

/**
 * Opens the database of a folder, making it first when there is none: from a template, or from nothing, which
 * takes about ten seconds.
 *
 * @param folder  locked by this process; `data` inside it is PostgreSQL's.
 * @param cacheFolder  where the reduced extension archive is kept.
 * @param templateFolder  a folder made by this function earlier, closed; or null.
 * @param fail  called when the engine itself has broken, after which nothing it says can be trusted.
 */
export async function openEngine(
  { folder, cacheFolder, templateFolder }: EngineSettings,
  log: (message: string) => void,
  fail: (error: unknown) => void,
): Promise<Engine> {
  const data = join(folder, "data");
  const bundle = leanBundle(cacheFolder);
  if (!existsSync(data)) {
    for (const name of readdirSync(folder)) {
      if (name.startsWith("data.")) rmSync(join(folder, name), { recursive: true }); // left half made
    }
    const partial = join(folder, "data.partial");
    if (templateFolder) {
      cpSync(join(templateFolder, "data"), partial, {
        recursive: true,
        mode: modes.COPYFILE_FICLONE,
      });
    } else {
      log("making the embedded database, once: about ten seconds");
      const first = await open(partial, bundle);
      log("adding PostGIS to it");
      await first.exec("create extension postgis");
      await first.close();
      syncTree(partial);
    }
    renameSync(partial, data);
    syncFolder(folder);
  }

  const database = await open(data, bundle);
  const module = database.Module;
  const once = module._PostgresMainLoopOnce;
  module._PostgresMainLoopOnce = () => {
    try {
      once();
    } catch (error) {
      // PostgreSQL's own errors unwind as a string or an exit status; a trap of WebAssembly is a real Error,
      // which PGlite would swallow.
      if (error instanceof Error && error.name !== "ExitStatus") fail(error);
      throw error;
    }
  };
  const stackPointer = stackPointerOf(module);
  return {
    run: async (request) => {
      const chunks: Buffer[] = [];
      const base = stackPointer.value;
      await database.execProtocolRawStream(request, {
        syncToFs: false,
        onRawData: (bytes) => chunks.push(Buffer.from(bytes)), // a copy: the engine uses its memory again
      });
      stackPointer.value = base;
      return Buffer.concat(chunks);
    },
    close: () => database.close(),
  };
}

export type EngineSettings = {
  readonly folder: string;
  readonly cacheFolder: string;
  readonly templateFolder: string | null;
};
