import { createHash } from "node:crypto";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { GREATEST_UPLOAD_BYTES } from "../../server/http/photograph.ts";
import { canvas, jpeg, servedPhotographs, T1 } from "../worlds/photographs.ts";
import { listening } from "../worlds/served.ts";
import { codeOf, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const north = servedPhotographs();
const { upload, get, rows, keptOf } = north;

let who: SignedIn;
beforeAll(async () => {
  who = await signedIn(north.database(), "north", "inspector");
});

describe("what is no photograph", () => {
  it.each([
    ["an empty body", () => Buffer.alloc(0), 400],
    ["HTML named as a picture", () => Buffer.from("<html><script>alert(1)</script>"), 415],
    ["an SVG with a script", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415],
    ["a GIF", () => canvas().gif().toBuffer(), 415],
    ["a TIFF", () => canvas().tiff().toBuffer(), 415],
    ["PHP behind the first bytes of a GIF", () => Buffer.from("GIF89a<?php echo 1;"), 415],
    ["a JPEG cut in half", async () => (await jpeg(2000, 1500)).subarray(0, 4000), 400],
    [
      "the first bytes of a JPEG and then a script",
      () => Buffer.from("\xff\xd8\xff<script>", "latin1"),
      400,
    ],
  ])("%s is refused and leaves nothing", async (_, make, status) => {
    const before = await rows();
    const answer = await upload(who, await make());
    expect(answer.status).toBe(status);
    expect((await answer.json()).faults[0].remedy).not.toBe("");
    expect(await rows()).toBe(before);
  });

  it("a small file of a huge picture is refused before it is unpacked", async () => {
    // 20,000 × 20,000 black pixels: 1.2 GB once unpacked
    const bomb = await sharp({
      create: { width: 20_000, height: 20_000, channels: 3, background: "#000" },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(GREATEST_UPLOAD_BYTES);
    const begun = process.memoryUsage().rss;
    expect(await codeOf(await upload(who, bomb))).toBe("limit-exceeded");
    expect(process.memoryUsage().rss - begun).toBeLessThan(300 * 2 ** 20);
  }, 60_000);

  it("is not let through inside a picture: comments, what is appended and names are gone", async () => {
    const picture = await jpeg();
    const comment = Buffer.from("<script>alert('comment')</script>");
    const polyglot = Buffer.concat([
      picture.subarray(0, 2),
      Buffer.from([0xff, 0xfe, 0, comment.length + 2]),
      comment,
      picture.subarray(2),
      Buffer.from("PK\x03\x04<?php system($_GET['c']); ?><html><script>alert('tail')</script>"),
    ]);
    const kept = await keptOf(who, polyglot);
    for (const trace of ["<script", "<?php", "PK\x03\x04", "<html"])
      expect(kept.includes(trace)).toBe(false);
  });

  it.each(["text/html", "multipart/form-data; boundary=x", "image/svg+xml", "../../etc/passwd"])(
    "nothing is believed of a Content-Type of %s",
    async (type) => {
      const answer = await upload(who, await jpeg(), T1, type);
      expect([201, 415, 400]).toContain(answer.status);
      if (answer.status !== 201) return;
      const { photograph } = await answer.json();
      const served = await get(who, `/api/districts/north/photographs/${photograph.photographId}`);
      expect(served.headers.get("content-type")).toBe("image/jpeg");
    },
  );

  it.each(["../../../etc/passwd", "%2e%2e%2f", "0".repeat(63)])(
    "no path leads out of the store: %s",
    async (id) => {
      const path = `/api/districts/north/photographs/${encodeURIComponent(id)}`;
      expect([400, 404]).toContain((await get(who, path)).status);
    },
  );
});

describe("a body", () => {
  let server: Awaited<ReturnType<typeof listening>>;
  const begin = async () => {
    server ??= await listening(north.app());
    return server;
  };

  it("of more than 20 MB is refused by its length, and by what comes when it has none", async () => {
    const { url, close } = await begin();
    const more = new Uint8Array(GREATEST_UPLOAD_BYTES + 1).fill(255);
    const sized = await fetch(url + T1, { method: "POST", headers: who.headers, body: more });
    expect(await codeOf(sized)).toBe("too-large");
    let sent = 0;
    const endless = new ReadableStream({
      pull(stream) {
        sent += 2 ** 20;
        stream.enqueue(new Uint8Array(2 ** 20));
        if (sent > 3 * GREATEST_UPLOAD_BYTES) stream.close();
      },
    });
    const chunked = await fetch(url + T1, {
      method: "POST",
      headers: who.headers,
      body: endless,
      duplex: "half",
    } as RequestInit).catch(() => null); // the server may hang up first
    if (chunked) expect(await codeOf(chunked)).toBe("too-large");
    expect(sent).toBeLessThanOrEqual(3 * GREATEST_UPLOAD_BYTES);
    await close();
  }, 30_000);
});

it("a facility has at most fifty, and is told so before more is read", async () => {
  const path = "/api/districts/north/facilities/b1/photographs";
  await north.database().transaction(
    async (tx) => {
      for (let i = 0; i < 50; i++) {
        const id = createHash("sha256").update(String(i)).digest("hex");
        await tx.query(
          `insert into photograph (district_id, photograph_id, media_type, width_pixels, height_pixels, bytes, thumbnail)
           values ('north', $1, 'image/jpeg', 1, 1, '\\x00', '\\x00')`,
          [id],
        );
        await tx.query(
          `insert into photograph_link (district_id, subject_kind, subject_id, photograph_id, added_by)
           values ('north', 'facility', 'b1', $1, 'test')`,
          [id],
        );
      }
    },
    { districtId: "north" },
  );
  expect(await codeOf(await upload(who, await jpeg(), path))).toBe("limit-exceeded");
});
