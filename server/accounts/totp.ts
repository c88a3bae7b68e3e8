import { Secret, TOTP } from "otpauth";

/** What is kept of a second factor. */
export type TotpKept = {
  /** Base32. */
  readonly secret: string;
  /** When its owner first gave a right code; until then it asks nothing of anybody. */
  readonly confirmedAt: string | null;
  /** The step of the last code taken: a code is good once. */
  readonly lastStep: number;
};

const PERIOD_SECONDS = 30;
const ISSUER = "Huanwei Atlas";

const totpOf = (secret: string, label = "") =>
  new TOTP({ issuer: ISSUER, label, period: PERIOD_SECONDS, secret: Secret.fromBase32(secret) });

/** A new secret of 160 bits, base32. */
export const newTotpSecret = () => new Secret({ size: 20 }).base32;

/** The address an authenticator reads from a QR code. */
export const totpUrl = (secret: string, loginName: string) => totpOf(secret, loginName).toString();

/**
 * The step a code stands for; null when it is wrong, too old by more than a step, or was taken before.
 *
 * @see RFC 6238, 5.2: the same code must not be accepted twice.
 */
export function totpStep(kept: TotpKept, code: string, now: number = Date.now()): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totpOf(kept.secret).validate({ token: code, timestamp: now, window: 1 });
  if (delta === null) return null;
  const step = Math.floor(now / 1000 / PERIOD_SECONDS) + delta;
  return step > kept.lastStep ? step : null;
}
