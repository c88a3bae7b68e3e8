import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keeps what is under way in the browser itself, which can neither read nor change it: any process of the server takes
 * it back, and nobody fills the server's memory with what never comes back.
 *
 * @param secret  the same in every process of the server.
 * @param purpose  what is sealed for one purpose opens for no other.
 */
export function createSeal(secret: string, purpose: string, now: () => number = Date.now) {
  const key = Buffer.from(hkdfSync("sha256", secret, "", `huanwei ${purpose}`, 32));
  return {
    /** @returns a text for a cookie. */
    close(value: unknown, seconds: number): string {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv);
      const text = JSON.stringify({ value, until: now() + seconds * 1000 });
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
    },
    /** @returns null where it was not sealed here, was changed, or is too old. */
    open(sealed: string): unknown {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        const body = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
        const text = Buffer.concat([body, decipher.final()]).toString("utf8");
        const { value, until } = JSON.parse(text); // sealed here, so of the shape above
        return until > now() ? value : null;
      } catch {
        return null; // not ours
      }
    },
  };
}
