import { createHash } from "node:crypto";

/** A short name of a text that is the same on every machine: 12 hexadecimal digits. */
export const digest = (text: string) =>
  createHash("sha256").update(text).digest("hex").slice(0, 12);

/** The key of a street: streets of one name are one street, whichever file they come from. */
export const streetId = (name: string) => `street-${digest(name.normalize("NFC"))}`;
