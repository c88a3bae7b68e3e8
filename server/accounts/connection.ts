import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import type { HttpEnv } from "../http/router.ts";

/** The socket a request came through. */
export type Connection = {
  readonly peer: string | null;
  readonly localPort: number | null;
};

/** The socket of a request; null where there is none, as in tests that call the app directly. */
export function connectionOf(c: Context<HttpEnv>): Connection | null {
  // what @hono/node-server hands to the app beside the request; absent when it is called directly
  const bindings = c.env as { incoming?: IncomingMessage } | undefined;
  const socket = bindings?.incoming?.socket;
  return socket
    ? { peer: socket.remoteAddress ?? null, localPort: socket.localPort ?? null }
    : null;
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/**
 * The address a request comes from.
 *
 * @param isProxyTrusted  A proxy on this machine says for whom it asks, last in X-Forwarded-For (TRUST_PROXY=loopback).
 */
export function addressOf(c: Context<HttpEnv>, isProxyTrusted: boolean): string | null {
  const peer = connectionOf(c)?.peer ?? null;
  if (!isProxyTrusted || !peer || !LOOPBACK.test(peer)) return peer;
  const told = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  return told && /^[\d.:a-fA-F]{2,45}$/.test(told) ? told : peer;
}
