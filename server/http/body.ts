import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { DomainError } from "./problem.ts";
import type { HttpEnv } from "./router.ts";

/** Room for a drawn area of some ten thousand corners; files come in by command. */
const GREATEST_BODY_BYTES = 2 ** 20;

/** Where more may come in. Its endpoint reads the body by itself, after the guard has let the caller through. */
const UPLOADS =
  /^\/api\/districts\/[^/]+\/(?:[^/]+\/[^/]+\/photographs(?:\/(?:before|after))?|vehicles\/(?:import|[^/]+\/positions))$/;

/** Whether the body is of a size that nobody but its endpoint reads. */
export const isUpload = (c: Context) => c.req.method === "POST" && UPLOADS.test(c.req.path);

const tooLarge = (greatestBytes: number) =>
  new DomainError("too-large", `A body holds at most ${greatestBytes} bytes`, [
    {
      field: "body",
      remedy: `at most ${greatestBytes} bytes`,
      rule: "bytes",
      limit: greatestBytes,
    },
  ]);

const limited = bodyLimit({
  maxSize: GREATEST_BODY_BYTES,
  onError: () => {
    throw tooLarge(GREATEST_BODY_BYTES);
  },
});

/** Bounds every body but those of uploads, which nobody reads before it is known who sends them. */
export const smallBodies = () =>
  createMiddleware<HttpEnv>((c, next) => (isUpload(c) ? next() : limited(c, next)));

type BodyLimits = {
  readonly greatestBytes: number;
  /** Without a byte for so long, the sender is taken for gone. */
  readonly quietMilliseconds?: number;
  readonly wholeMilliseconds?: number;
};

/**
 * The whole body of an upload; no more than the limit is ever held, whatever its headers say.
 *
 * @throws {DomainError} `too-large`; `too-slow`; `body-invalid` when it breaks off.
 */
export async function readBody(
  c: Context<HttpEnv>,
  { greatestBytes, quietMilliseconds = 30_000, wholeMilliseconds = 300_000 }: BodyLimits,
): Promise<Uint8Array> {
  if (Number(c.req.header("content-length") ?? 0) > greatestBytes) throw tooLarge(greatestBytes);
  const reader = c.req.raw.body?.getReader();
  if (!reader) return new Uint8Array();
  const until = Date.now() + wholeMilliseconds;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const patience = Math.min(quietMilliseconds, until - Date.now());
      const { done, value } = await within(patience, reader.read());
      if (done) return Buffer.concat(chunks, bytes);
      bytes += value.length;
      if (bytes > greatestBytes) throw tooLarge(greatestBytes);
      chunks.push(value);
    }
  } catch (error) {
    reader.cancel().catch(() => {}); // it has ended already, or does so now
    if (error instanceof DomainError) throw error;
    throw new DomainError("body-invalid", "The body broke off", [], { cause: error });
  }
}

async function within<T>(milliseconds: number, awaited: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const refuse = () => reject(new DomainError("too-slow", "The body did not come in time"));
    timer = setTimeout(refuse, Math.max(0, milliseconds));
  });
  return Promise.race([awaited, late]).finally(() => clearTimeout(timer));
}
