import { createHash } from "node:crypto";
import sharp from "sharp";
import { expect } from "vitest";
import { servedNorth } from "./served.ts";
import type { SignedIn } from "./signed-in.ts";

export const T1 = "/api/districts/north/facilities/t1/photographs";

let colour = 0;
/** A picture of a colour that no other of the test file has. */
export const canvas = (width = 640, height = 480) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: { r: (++colour * 37) % 256, g: (colour * 91) % 256, b: 60 },
    },
  });
export const jpeg = (width?: number, height?: number) => canvas(width, height).jpeg().toBuffer();

/** The small district, to which photographs are sent. Call it at the top of a test file. */
export function servedPhotographs() {
  const north = servedNorth();
  const upload = (who: SignedIn, body: Uint8Array, path = T1, type = "image/jpeg") =>
    north.request(path, {
      method: "POST",
      headers: { ...who.headers, "Content-Type": type },
      body: new Uint8Array(body),
    });
  const get = (who: Pick<SignedIn, "headers">, path: string) =>
    north.request(path, { headers: who.headers });
  return {
    ...north,
    upload,
    get,
    /** How many photographs and links to them are kept. */
    async rows() {
      const [row] = await north
        .database()
        .transaction(
          (tx) =>
            tx.query<{ n: number }>(
              "select (select count(*) from photograph)::int + (select count(*) from photograph_link)::int as n",
            ),
          { asOwner: true },
        );
      return row!.n;
    },
    /** The bytes that are kept of what was sent. */
    async keptOf(who: SignedIn, sent: Uint8Array): Promise<Buffer> {
      const answer = await upload(who, sent);
      expect(answer.status).toBe(201);
      const { photograph } = await answer.json();
      const served = await get(who, `/api/districts/north/photographs/${photograph.photographId}`);
      const kept = Buffer.from(await served.arrayBuffer());
      expect(createHash("sha256").update(kept).digest("hex")).toBe(photograph.photographId);
      await north.request(`${T1}/${photograph.photographId}`, {
        method: "DELETE",
        headers: who.headers,
      });
      return kept;
    },
  };
}
