import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type BasemapSettings, configurationApi } from "../../server/http/configuration.ts";

const none: BasemapSettings = { file: null, url: null, datum: "wgs84", attribution: "" };

describe("the configured base map", () => {
  it("is null when the operator set nothing", async () => {
    const answer = await configurationApi(none, "1.2.3").request("/api/configuration");
    expect(await answer.json()).toEqual({ version: "1.2.3", basemap: null });
  });

  it.each([
    ["https://tiles.example/{z}/{x}/{y}.png", "raster"],
    ["https://tiles.example/{z}/{x}/{y}.pbf?key=a", "vector"],
  ])("tells raster from vector tiles by the address %s", async (url, kind) => {
    const api = configurationApi({ ...none, url, datum: "gcj02" }, "1");
    const { basemap } = await (await api.request("/api/configuration")).json();
    expect(basemap).toEqual({ kind, url, datum: "gcj02", attribution: "" });
  });

  it("is read from a PMTiles file in byte ranges", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "basemap-")), "city.pmtiles");
    writeFileSync(file, "0123456789");
    const api = configurationApi({ ...none, file }, "1");
    const part = await api.request("/basemap.pmtiles", { headers: { Range: "bytes=2-5" } });
    expect([part.status, await part.text()]).toEqual([206, "2345"]);
    expect(part.headers.get("content-range")).toBe("bytes 2-5/10");
    const beyond = await api.request("/basemap.pmtiles", { headers: { Range: "bytes=10-11" } });
    expect(beyond.status).toBe(416);
  });
});
