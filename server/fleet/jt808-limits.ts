import type { PartsLimits } from "./jt808-parts.ts";

/** How much the server of JT/T 808 lets its terminals ask of it. */
export type Jt808Limits = {
  readonly connections: number;
  /** A mobile network may show all its terminals under one address. */
  readonly connectionsPerAddress: number;
  /** Messages of one connection whose answers are still to come; above it nothing more is read. */
  readonly unacknowledged: number;
  /** Bytes of answers that a terminal has not fetched. */
  readonly outgoingBytes: number;
  /** Without one good message; terminals send a heartbeat when they have nothing else to say. */
  readonly silentMilliseconds: number;
  readonly unauthenticatedMilliseconds: number;
  /** Messages that are refused before a connection is closed: not authenticated, or a wrong code. */
  readonly unauthenticatedMessages: number;
  /** Pieces of the stream that are no message, one after the other. */
  readonly faults: number;
  readonly parts: PartsLimits;
  /** For answers to come when the server closes. */
  readonly closeMilliseconds: number;
};

export const JT808_LIMITS: Jt808Limits = {
  connections: 8000,
  connectionsPerAddress: 4000,
  unacknowledged: 32,
  outgoingBytes: 64 * 1024,
  silentMilliseconds: 180_000,
  unauthenticatedMilliseconds: 30_000,
  unauthenticatedMessages: 8,
  faults: 64,
  parts: { messages: 4, parts: 64, milliseconds: 60_000, bytes: 32 * 1024 * 1024 },
  closeMilliseconds: 5000,
};
