/** Why a connection, a frame or a message was not taken. */
export const REFUSALS = [
  "server-full",
  "address-full",
  "garbage",
  "too-long",
  "too-short",
  "escape",
  "checksum",
  "header",
  "body-length",
  "number",
  "part",
  "encrypted",
  "unsupported",
  "malformed",
  "split-unauthenticated",
  "split-limit",
  "split-duplicate",
  "split-expired",
  "terminal-unknown",
  "terminal-disabled",
  "code-wrong",
  "unauthenticated",
  "unauthenticated-too-long",
  "number-changed",
  "intake-failed",
  "directory-failed",
  "too-many-faults",
  "slow-reader",
  "silent",
  "replaced",
  "disconnected",
] as const;

export type Refusal = (typeof REFUSALS)[number];

/** What went over the wire since the start, and what is open now. */
export type Jt808Counters = {
  connections: number;
  /** Connections whose terminal is authenticated. */
  authenticated: number;
  connectionsTaken: number;
  messages: number;
  /** Positions whose message was answered as done, so stored or counted by the intake as rejected. */
  acknowledgedFixes: number;
  readonly refused: Record<Refusal, number>;
};

export function createJt808Counters(): Jt808Counters {
  const refused = Object.fromEntries(REFUSALS.map((reason) => [reason, 0]));
  return {
    connections: 0,
    authenticated: 0,
    connectionsTaken: 0,
    messages: 0,
    acknowledgedFixes: 0,
    refused: refused as Record<Refusal, number>, // every reason is a key
  };
}
