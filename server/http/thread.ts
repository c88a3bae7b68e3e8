import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * A worker thread that runs a module of TypeScript. It does not inherit the loader, so it begins by asking for it.
 *
 * @param module  such as `new URL("worker.ts", import.meta.url)`.
 */
export function startThread(module: URL, options: WorkerOptions = {}): Worker {
  const entry = `import(${JSON.stringify(import.meta.resolve("tsx/esm/api"))})
    .then(({ tsImport }) => tsImport(${JSON.stringify(module.href)}, "file:///"))`;
  return new Worker(entry, { ...options, eval: true });
}
