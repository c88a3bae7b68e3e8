import { randomBytes, scryptSync } from "node:crypto";
import type { PasswordHash } from "../../server/accounts/password.ts";

/**
 * A password as it is kept, at 1/4096 of the server's cost: for accounts whose test is not about the cost.
 *
 * The cost stands beside the hash, so the server checks it like any other.
 */
export function cheapHash(password: string): PasswordHash {
  const [salt, cost] = [randomBytes(16), 2 ** 4];
  const hash = scryptSync(password.normalize("NFKC"), salt, 32, { N: cost, r: 8, p: 2 });
  return { hash: hash.toString("base64"), salt: salt.toString("base64"), cost };
}
