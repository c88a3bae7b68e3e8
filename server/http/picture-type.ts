import { DomainError } from "./problem.ts";

/** What can be told from the first bytes of a file, and whether it is taken. */
const TYPES: readonly {
  readonly type: string;
  readonly isTaken: boolean;
  readonly at: number;
  readonly pattern: RegExp;
}[] = [
  { type: "image/jpeg", isTaken: true, at: 0, pattern: /^\xff\xd8\xff/ },
  { type: "image/png", isTaken: true, at: 0, pattern: /^\x89PNG\r\n/ },
  { type: "image/webp", isTaken: true, at: 0, pattern: /^RIFF[\s\S]{4}WEBP/ },
  { type: "image/avif", isTaken: false, at: 4, pattern: /^ftypavi[fs]/ },
  { type: "image/heic", isTaken: false, at: 4, pattern: /^ftyp(hei|hev|mif1|msf1)/ },
  { type: "video", isTaken: false, at: 4, pattern: /^ftyp/ },
  { type: "image/gif", isTaken: false, at: 0, pattern: /^GIF8/ },
  { type: "image/tiff", isTaken: false, at: 0, pattern: /^(II\*\0|MM\0\*)/ },
  { type: "application/pdf", isTaken: false, at: 0, pattern: /^%PDF/ },
];

const HEAD_BYTES = 32;

/**
 * Refuses whatever is not a photograph, by its first bytes: names and headers say what their sender likes.
 *
 * @throws {DomainError} `body-invalid` when it is empty; `media-type-unsupported` with the type that was found.
 */
export function requirePicture(bytes: Uint8Array) {
  if (bytes.length === 0)
    throw new DomainError("body-invalid", "The body is empty", [
      { field: "body", remedy: "the photograph itself", rule: "empty" },
    ]);
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString("latin1");
  const found = TYPES.find(({ at, pattern }) => pattern.test(head.slice(at)));
  if (found?.isTaken) return;
  const type = found?.type ?? "unknown";
  const remedy =
    type === "image/heic"
      ? "a JPEG: iPhones take them with Settings › Camera › Formats › Most Compatible"
      : "a photograph as JPEG, PNG or WebP";
  throw new DomainError("media-type-unsupported", `body: ${type} is not taken; ${remedy}`, [
    { field: "body", value: type, remedy, rule: type === "image/heic" ? "heic" : "picture-type" },
  ]);
}
