import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import type { Context } from "hono";
import type { HttpEnv } from "../http/router.ts";

/** The socket a request came through. */
export type Connection = {
  readonly peer: string | null;
  readonly localPort: number | null;
  /** `1.0` is a proxy's: no browser speaks it. */
  readonly httpVersion: string | null;
};

/** The socket of a request; null where there is none, as in tests that call the app directly. */
export function connectionOf(c: Context<HttpEnv>): Connection | null {
  // what @hono/node-server hands to the app beside the request; absent when it is called directly
  const bindings = c.env as { incoming?: IncomingMessage } | undefined;
  const incoming = bindings?.incoming;
  const socket = incoming?.socket;
  return socket
    ? {
        peer: socket.remoteAddress ?? null,
        localPort: socket.localPort ?? null,
        httpVersion: incoming.httpVersion ?? null,
      }
    : null;
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/** Whether a request comes from this machine: from a person here, or from whoever stands behind a proxy here. */
export const isFromLoopback = (c: Context<HttpEnv>) => LOOPBACK.test(connectionOf(c)?.peer ?? "");

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

/** Where a request to sign in comes from. */
export type Origin = {
  readonly address: string | null;
  /** A proxy that is not trusted stands before everybody, so the address says nothing of who it is. */
  readonly isHidden?: boolean;
  readonly userAgent: string | null;
};

/** @param isPublic  The server has a public address, and so perhaps a proxy before it. */
export const originOf = (
  c: Context<HttpEnv>,
  { isProxyTrusted, isPublic }: { readonly isProxyTrusted: boolean; readonly isPublic: boolean },
): Origin => ({
  address: addressOf(c, isProxyTrusted),
  isHidden: isPublic && !isProxyTrusted && isFromLoopback(c),
  userAgent: c.req.header("user-agent") ?? null,
});

/** The network that one subscriber has: an IPv4 address, or the first 64 bits of an IPv6 one. */
export function networkOf(address: string | null): string {
  if (address === null) return "?";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped || !isIPv6(address)) return mapped ?? address;
  const [head = "", tail] = address.split("%")[0]!.split("::");
  const groups = head === "" ? [] : head.split(":");
  const rest = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
  const all = [...groups, ...Array.from({ length: zeros }, () => "0"), ...rest];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
