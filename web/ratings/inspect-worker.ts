import { KEPT_ANSWERS, PAGE, whoAnswers } from "./inspect-worker-rules.ts";

/** The files that the page needs, by their paths; written in when it is built. */
declare const INSPECT_FILES: readonly string[];
/** Names them together: another build keeps others. */
declare const INSPECT_BUILD: string;

/** What of a service worker is used here; the page's own types know nothing of one. */
type Worker = {
  addEventListener(type: "install" | "activate", hear: (event: Lasting) => void): void;
  addEventListener(type: "fetch", hear: (event: Fetching) => void): void;
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
};
type Lasting = { waitUntil(work: Promise<unknown>): void };
type Fetching = Lasting & {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
};
const worker = self as unknown as Worker; // it is one: nothing else loads this file

const FILES = new Set(INSPECT_FILES);
const KEPT = `inspect-${INSPECT_BUILD}`;
/** What the server says of compressing is not asked again. */
const OF_THIS = { cacheName: KEPT, ignoreVary: true };
/** Pages write to it too: web/api/session.ts. */
const ANSWERS = "inspect-answers";
/** Longer than this nobody waits for a page that is here. */
const PATIENCE_MILLISECONDS = 4_000;

worker.addEventListener("install", (event) => {
  event.waitUntil(keepAll());
});

async function keepAll() {
  const kept = await caches.open(KEPT);
  await kept.put(PAGE, await sound(fetch(PAGE, { cache: "reload" })));
  await kept.addAll([...FILES]);
  // the page that brought us asked before we could hear it
  for (const path of KEPT_ANSWERS) await answer(new Request(path), path);
}

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter(
        (name) => name.startsWith("inspect-") && name !== KEPT && name !== ANSWERS,
      );
      await Promise.all(old.map((name) => caches.delete(name)));
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname: path } = new URL(request.url);
  if (origin !== worker.location.origin) return;
  const isPage = request.mode === "navigate";
  switch (whoAnswers({ method: request.method, path, isPage }, FILES)) {
    case "page":
      return event.respondWith(page(request));
    case "file":
      return event.respondWith(file(request));
    case "answer":
      return event.respondWith(answer(request, path));
  }
});

/** @throws {TypeError} when the server failed: then what is kept is better. */
async function sound(answered: Promise<Response>): Promise<Response> {
  const response = await answered;
  if (response.status >= 500) throw new TypeError(`the server answered ${response.status}`);
  return response;
}

async function page(request: Request): Promise<Response> {
  const kept = await caches.match(PAGE, OF_THIS);
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new TypeError("nobody answers")), PATIENCE_MILLISECONDS),
  );
  const asked = sound(fetch(request));
  if (!kept) return asked;
  return Promise.race([asked, late]).catch(() => kept);
}

const file = async (request: Request): Promise<Response> =>
  (await caches.match(request, OF_THIS)) ?? fetch(request);

async function answer(request: Request, path: string): Promise<Response> {
  const answers = await caches.open(ANSWERS);
  try {
    const response = await sound(fetch(request));
    if (response.ok) await answers.put(path, response.clone());
    return response;
  } catch (error) {
    const kept = await answers.match(path);
    if (kept) return kept;
    throw error;
  }
}
