import { createHash } from "node:crypto";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { GREATEST_UPLOAD_BYTES } from "../../server/http/photograph.ts";
import { listening, servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

const north = servedNorth();
const T1 = "/api/districts/north/facilities/t1/photographs";
const T2 = "/api/districts/north/facilities/t2/photographs";

let colour = 0;
/** A picture of a colour that no other test has. */
const canvas = (width = 640, height = 480) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: { r: (++colour * 37) % 256, g: (colour * 91) % 256, b: 60 },
    },
  });
const jpeg = (width?: number, height?: number) => canvas(width, height).jpeg().toBuffer();

const upload = (who: SignedIn, body: Uint8Array, path = T1, type = "image/jpeg") =>
  north.request(path, {
    method: "POST",
    headers: { ...who.headers, "Content-Type": type },
    body: new Uint8Array(body),
  });
const get = (who: Pick<SignedIn, "headers">, path: string) =>
  north.request(path, { headers: who.headers });
const codeOf = async (answer: Response) => (await answer.json()).code;
const rows = async () => {
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
};

let who: SignedIn;
beforeAll(async () => {
  who = await signedIn(north.database(), "north", "inspector");
});

/** The bytes that are kept of what was sent. */
async function keptOf(sent: Uint8Array): Promise<Buffer> {
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
}

describe("a photograph", () => {
  it("is added, listed, shown large and small, described and removed, and the trail says so", async () => {
    const before = await rows();
    const answer = await upload(who, await jpeg(1200, 900), `${T1}?caption=${encodeURI("正门")}`);
    expect(answer.status).toBe(201);
    const { photograph } = await answer.json();
    const { photographId } = photograph;
    expect(photograph).toMatchObject({
      caption: "正门",
      addedBy: "inspector",
      widthPixels: 1200,
      heightPixels: 900,
    });
    const path = `/api/districts/north/photographs/${photographId}`;
    const small = await get(who, `${path}?size=thumbnail`);
    expect(await sharp(await small.arrayBuffer()).metadata()).toMatchObject({
      format: "jpeg",
      width: 320,
      height: 240,
    });
    const large = await get(who, path);
    expect(large.headers.get("content-type")).toBe("image/jpeg");
    expect(large.headers.get("content-security-policy")).toContain("sandbox");
    expect(large.headers.get("x-content-type-options")).toBe("nosniff");
    expect(large.headers.get("cache-control")).toMatch(/^private/);
    const known = { ...who.headers, "If-None-Match": large.headers.get("etag")! };
    expect((await north.request(path, { headers: known })).status).toBe(304);

    const described = await north.request(`${T1}/${photographId}`, {
      method: "PATCH",
      headers: { ...who.headers, "Content-Type": "application/json" },
      body: JSON.stringify({ caption: "<img src=x onerror=alert(1)>" }),
    });
    expect((await described.json()).photographs[0].caption).toBe("<img src=x onerror=alert(1)>");
    const removed = await north.request(`${T1}/${photographId}`, {
      method: "DELETE",
      headers: who.headers,
    });
    expect((await removed.json()).photographs).toEqual([]);
    expect((await get(who, path)).status).toBe(404);
    expect(await rows()).toBe(before);
    const trail = await north
      .database()
      .transaction(
        (tx) =>
          tx.query<{ action: string }>(
            "select action from audit where record = 'photograph' and record_id = $1 order by entry_id",
            [`t1/${photographId}`],
          ),
        { districtId: "north" },
      );
    expect(trail.map(({ action }) => action)).toEqual([
      "photograph.add",
      "photograph.caption",
      "photograph.remove",
    ]);
  });

  it("is kept once for two facilities, and goes with the last that has it", async () => {
    const sent = await jpeg();
    const [first, second] = [await upload(who, sent), await upload(who, sent, T2)];
    const { photographId } = (await first.json()).photograph;
    expect((await second.json()).photograph.photographId).toBe(photographId);
    expect((await upload(who, sent)).status).toBe(200); // it has it already
    const remove = (path: string) =>
      north.request(`${path}/${photographId}`, { method: "DELETE", headers: who.headers });
    await remove(T1);
    expect((await get(who, `/api/districts/north/photographs/${photographId}`)).status).toBe(200);
    await remove(T2);
    expect((await get(who, `/api/districts/north/photographs/${photographId}`)).status).toBe(404);
  });

  it("is seen and added only within one's areas and district", async () => {
    const { photograph } = await (await upload(who, await jpeg())).json();
    const path = `/api/districts/north/photographs/${photograph.photographId}`;
    const east = await signedIn(north.database(), "north", "inspector", ["east"]);
    const viewer = await signedIn(north.database(), "north", "viewer");
    await writeSmallDistrict(north.database(), "elsewhere");
    const foreign = await signedIn(north.database(), "elsewhere", "administrator");
    expect((await get(east, path)).status).toBe(403);
    expect((await get(viewer, path)).status).toBe(200);
    expect((await get(foreign, path)).status).toBe(403);
    expect((await get(foreign, path.replace("north", "elsewhere"))).status).toBe(404);
    expect((await north.request(path)).status).toBe(401);
    const sent = await jpeg();
    const before = await rows();
    for (const nobody of [east, viewer, foreign])
      expect(await codeOf(await upload(nobody, sent))).toBe("forbidden");
    expect(await rows()).toBe(before);
  });

  it("stands upright, is no larger than it may be, and has lost when and where it was taken", async () => {
    const sent = await canvas(400, 300)
      .jpeg()
      .withMetadata({ orientation: 6 })
      .withExif({
        IFD0: { Make: "Secret Camera" },
        IFD2: { DateTimeOriginal: "2024:05:06 07:08:09" },
        IFD3: {
          GPSLatitudeRef: "N",
          GPSLatitude: "26/1 53/1 30/1",
          GPSLongitudeRef: "E",
          GPSLongitude: "112/1 34/1 0/1",
        },
      })
      .toBuffer();
    expect(sent.includes("Secret Camera")).toBe(true);
    const answer = await upload(who, sent);
    const { photograph, positionHint } = await answer.json();
    expect(photograph.takenAt).toBe("2024-05-06T04:08:09.000Z"); // Helsinki in summer
    expect(positionHint[0]).toBeCloseTo(112 + 34 / 60, 6);
    expect(positionHint[1]).toBeCloseTo(26 + 53.5 / 60, 6);
    const kept = Buffer.from(
      await (
        await get(who, `/api/districts/north/photographs/${photograph.photographId}`)
      ).arrayBuffer(),
    );
    expect(kept.includes("Secret Camera")).toBe(false);
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
  });

  it("of noise still fits into 2 MB, and its small picture into 128 kB", async () => {
    const noise = sharp({
      create: {
        width: 3000,
        height: 2250,
        channels: 3,
        noise: { type: "gaussian", mean: 128, sigma: 90 },
        background: "#000",
      },
    });
    const kept = await keptOf(await noise.jpeg({ quality: 95 }).toBuffer());
    expect(kept.length).toBeLessThanOrEqual(2 * 2 ** 20);
  }, 30_000);
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
    const kept = await keptOf(polyglot);
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

it("what was done to photographs is in the history of their facility, and of no other whose id begins the same", async () => {
  const here = "/api/districts/north/facilities/t2";
  const added = await upload(who, await jpeg(), T2);
  const { photographId } = (await added.json()).photograph;
  await north.request(`${T2}/${photographId}`, {
    method: "PATCH",
    headers: { ...who.headers, "Content-Type": "application/json" },
    body: JSON.stringify({ caption: "正门" }),
  });
  await north.request(`${T2}/${photographId}`, { method: "DELETE", headers: who.headers });
  const { entries } = await (await get(who, `${here}/history`)).json();
  type Entry = { action: string; photographId: string | null };
  const ofIt = entries.filter((entry: Entry) => entry.photographId === photographId);
  expect(ofIt.map(({ action }: Entry) => action)).toEqual([
    "photograph.remove",
    "photograph.caption",
    "photograph.add",
  ]);
  expect(ofIt[1]).toMatchObject({ before: { caption: "" }, after: { caption: "正门" } });
  // one that begins the photograph's, and one that begins as it does
  for (const facilityId of ["t", "t2/x"]) {
    await north.database().transaction(
      (tx) =>
        tx.query(
          `insert into facility (district_id, facility_id, kind, code, name, position)
             select district_id, $1, kind, $1, $1, position from facility where facility_id = 't2'`,
          [facilityId],
        ),
      { districtId: "north" },
    );
    const path = `/api/districts/north/facilities/${encodeURIComponent(facilityId)}/history`;
    expect((await (await get(who, path)).json()).entries).toEqual([]);
  }
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
