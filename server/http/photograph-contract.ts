import { z } from "@hono/zod-openapi";
import { json } from "./contract.ts";
import { GREATEST_UPLOAD_BYTES } from "./photograph.ts";
import { DomainError, failure, failures } from "./problem.ts";

/** What a photograph belongs to, as a sentence about it says. */
type Owner = "complaint" | "facility" | "entry" | "inspection";

/** What a photograph shows, in a line. */
export const Caption = z
  .string()
  .trim()
  .max(200, "at most 200 characters")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "one line, without control characters");

/** What is said with a photograph that is sent. */
export const NewPhotograph = z.object({
  caption: Caption.optional().describe("What it shows; one line of at most 200 characters"),
});

/** A photograph as a record shows it; each record gives it a name of its own. */
export const KeptPhotograph = z.object({
  photographId: z.string().describe("SHA-256 of the photograph as it is kept"),
  caption: z.string(),
  takenAt: z.iso
    .datetime()
    .nullable()
    .describe("By the camera's clock, where it wrote one that can be true"),
  addedAt: z.iso.datetime(),
  addedBy: z.string(),
  widthPixels: z.number().int(),
  heightPixels: z.number().int(),
});

/** The photographs of a record and how many it may have, as its list shows them. */
export const listedPhotographs = <T extends typeof KeptPhotograph>(photograph: T) => ({
  photographs: z.array(photograph).describe("In the order they were added"),
  greatestCount: z.number().int(),
});

/** What is answered to one that was sent. */
export const addedPhotograph = <T extends typeof KeptPhotograph>(photograph: T, owner: Owner) =>
  z.object({
    photograph,
    isNew: z.boolean().describe(`Whether the ${owner} did not have it yet`),
    positionHint: z
      .array(z.number())
      .nullable()
      .describe("[lng, lat], WGS 84: where the camera says it was. It is told here and not kept"),
  });

const file = { schema: z.string().openapi({ format: "binary" }) };

/** The body that is a photograph. */
export const photographFile = {
  description: `The file itself, at most ${GREATEST_UPLOAD_BYTES} bytes`,
  content: { "image/jpeg": file, "image/png": file, "image/webp": file },
  required: true,
};

/** How sending one ends. @param added  as `addedPhotograph` makes it. */
export const photographTaken = <T>(added: T, owner: Owner) => ({
  200: { description: `The ${owner} had it already`, ...json(added) },
  201: { description: "It was added", ...json(added) },
  ...failures,
  408: failure("The body took too long to come"),
  413: failure("The body is too large"),
  415: failure("It is not a photograph, by its content"),
  429: failure("Too many photographs are being taken in"),
});

/**
 * As many photographs as a record may have.
 *
 * @param remedy  what else can be done about one more.
 * @returns asks whether a record that has so many may have another; throws `limit-exceeded` where not.
 */
export const roomForPhotographs =
  (owner: Owner, { limit, remedy }: { readonly limit: number; readonly remedy: string }) =>
  (count: number) => {
    if (count < limit) return;
    throw new DomainError(
      "limit-exceeded",
      `The ${owner} has ${count} photographs, and may have ${limit}`,
      [{ field: "photographs", value: String(count), limit, remedy, rule: "photographs-full" }],
    );
  };
