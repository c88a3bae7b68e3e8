import { randomBytes, randomInt, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { DomainError } from "../http/problem.ts";

/** A password as it is kept. The cost stands beside the hash, so that it can be raised later. */
export type PasswordHash = {
  readonly hash: string;
  readonly salt: string;
  readonly cost: number;
  /** It was given by somebody else and must be changed before anything is granted. */
  readonly mustChange?: boolean;
};

const scryptOf = promisify<
  string,
  Buffer,
  number,
  { N: number; r: number; p: number; maxmem: number },
  Buffer
>(scrypt);

/** 2^16 with r 8 and p 2 takes 64 MiB. @see OWASP Password Storage Cheat Sheet, scrypt. */
const COST = 2 ** 16;
const BLOCK = 8;
const PARALLEL = 2;
const KEY_BYTES = 32;

/** Each hash takes 64 MiB and a thread: so many at once, so many waiting, and the next is told to come back. */
const AT_ONCE = 2;
const GREATEST_QUEUE = 64;

let running = 0;
const waiting: (() => void)[] = [];

/** @throws {DomainError} `rate-limited` when too many wait already. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= GREATEST_QUEUE)
      throw new DomainError("rate-limited", "Too many people are signing in at once", [], {
        more: { retryAfterSeconds: 5 },
      });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift(); // the turn is handed on: nobody comes between
    if (next) next();
    else running--;
  }
}

const derive = (password: string, salt: Buffer, cost: number) =>
  inTurn(() =>
    scryptOf(password.normalize("NFKC"), salt, KEY_BYTES, {
      N: cost,
      r: BLOCK,
      p: PARALLEL,
      maxmem: 256 * cost * BLOCK,
    }),
  );

/** What is kept of a password. */
export async function passwordHash(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  return { hash: hash.toString("base64"), salt: salt.toString("base64"), cost: COST };
}

/** Nobody's password: an unknown name takes as long as a wrong password. */
const NOBODYS: PasswordHash = {
  hash: randomBytes(KEY_BYTES).toString("base64"),
  salt: randomBytes(16).toString("base64"),
  cost: COST,
};

/** Whether a password is the one that is kept; null is kept for nobody, and takes as long to say no. */
export async function isPassword(password: string, kept: PasswordHash | null): Promise<boolean> {
  const { hash, salt, cost } = kept ?? NOBODYS;
  const given = await derive(password, Buffer.from(salt, "base64"), cost);
  return timingSafeEqual(given, Buffer.from(hash, "base64")) && kept !== null;
}

/**
 * Holds whoever acts on their own account to its password.
 *
 * @param field  The field it was sent in.
 * @throws {DomainError} `sign-in-failed` when it is not the one that is kept.
 */
export async function requirePassword(
  password: string,
  kept: PasswordHash | null,
  field = "password",
) {
  if (await isPassword(password, kept)) return;
  throw new DomainError("sign-in-failed", `${field}: not the password of this account`, [
    { field, remedy: "the password you sign in with", rule: "password-wrong" },
  ]);
}

/** Letters and digits that are not mistaken for each other when read from a screen. */
const READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password for the first sign-in: four groups of four, about 79 random bits. */
export const oneTimePassword = () =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => READABLE[randomInt(READABLE.length)]).join(""),
  ).join("-");

const LEAST_CHARACTERS = 10;
const GREATEST_CHARACTERS = 200;
const LEAST_DIFFERENT = 5;
const COMMON = /^(password|passw0rd|qwerty|administrator|huanwei|letmein|welcome|iloveyou|abc)/i;

/** @throws {DomainError} `body-invalid` when a new password is too easy to guess. */
export function requireGoodPassword(password: string, loginName: string) {
  const plain = password.normalize("NFKC").toLowerCase();
  const refuse = (rule: string, remedy: string, limit?: number) => {
    throw new DomainError("body-invalid", `next: ${remedy}`, [
      { field: "next", remedy, rule, ...(limit === undefined ? {} : { limit }) },
    ]);
  };
  if ([...plain].length < LEAST_CHARACTERS)
    refuse("too-short", `at least ${LEAST_CHARACTERS} characters`, LEAST_CHARACTERS);
  if (plain.length > GREATEST_CHARACTERS)
    refuse("too-long", `at most ${GREATEST_CHARACTERS} characters`, GREATEST_CHARACTERS);
  if (new Set(plain).size < LEAST_DIFFERENT)
    refuse("password-few", `at least ${LEAST_DIFFERENT} different characters`, LEAST_DIFFERENT);
  if (loginName.length > 2 && plain.includes(loginName))
    refuse("password-name", "something without the login name");
  if (COMMON.test(plain) || "01234567890123456789 98765432109876543210".includes(plain))
    refuse("password-common", "something that is not among the first to be guessed");
}
