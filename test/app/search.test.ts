import { describe, expect, it } from "vitest";
import { stringifySearch } from "../../web/app/link.ts";
import { changedSearch, parseSearch, viewOf } from "../../web/app/search.ts";

const porto = {
  districtId: "porto",
  name: "波尔图",
  nameEn: "Porto",
  timeZone: "Europe/Lisbon",
  isDemo: false,
  bbox: [-8.7, 41.1, -8.5, 41.2],
  center: [-8.6, 41.15],
  today: "2026-03-01",
  attributions: [],
};

/** A link as a browser gives it: plain text by name. */
const given = (text: string) => Object.fromEntries(new URLSearchParams(text));

describe("a link", () => {
  it("restores everything it was written from", () => {
    const camera = { center: [-8.61, 41.145] as const, zoom: 15.5, bearing: 30, pitch: 45 };
    const search = changedSearch(
      {},
      {
        districtId: "porto",
        date: "2025-12-31",
        period: { from: "2025-01-01", to: "2025-06-30" },
        layers: ["toilets", "bins"],
        selection: { layerId: "toilets", id: "a:b,c/公厕" },
        camera,
      },
    );
    const view = viewOf(parseSearch(given(stringifySearch(search))), porto);
    expect(view).toMatchObject({
      date: "2025-12-31",
      period: { from: "2025-01-01", to: "2025-06-30" },
      layers: ["toilets", "bins"],
      selection: { layerId: "toilets", id: "a:b,c/公厕" },
      camera,
    });
  });

  it.each([
    ["district", "../etc"],
    ["at", "15/91/0"],
    ["at", "15/NaN/0"],
    ["at", "15/41"],
    ["date", "2025-02-30"],
    ["date", "yesterday"],
    ["layers", "toilets,,bins"],
    ["select", "toilets"],
    ["lang", "fr"],
  ])("drops %s=%s, which makes no sense", (name, value) => {
    expect(parseSearch({ [name]: value })).toEqual({});
  });

  it("keeps a period only whole and in order", () => {
    expect(parseSearch({ from: "2025-01-02" })).toEqual({});
    expect(parseSearch({ from: "2025-01-02", to: "2025-01-01" })).toEqual({});
    expect(parseSearch({ from: "2025-01-01", to: "2025-01-01" })).toEqual({
      from: "2025-01-01",
      to: "2025-01-01",
    });
  });

  it("keeps the parameters that capabilities put beside its own", () => {
    expect(parseSearch({ standard: "gb55013", at: "nowhere" })).toEqual({ standard: "gb55013" });
  });

  it("tells no layers from layers not chosen", () => {
    expect(viewOf(parseSearch({ layers: "" }), porto).layers).toEqual([]);
    expect(viewOf(parseSearch({}), porto).layers).toBeNull();
  });

  it("shows four weeks up to its date when no period is named", () => {
    const { period } = viewOf(parseSearch({}), porto);
    // 2026-02-02 is a Monday, 2026-03-01 the Sunday four weeks on: 28 days, both included
    expect(period).toEqual({ from: "2026-02-02", to: "2026-03-01" });
  });

  it("forgets the place, the record and the days of the district one leaves", () => {
    const search = { district: "porto", at: "15/41/-8", select: "bins:1", date: "2025-01-01" };
    expect(changedSearch({ ...search, layers: "bins" }, { districtId: "monaco" })).toEqual({
      district: "monaco",
      layers: "bins",
    });
  });

  it("reads well: slashes, commas and colons stay themselves", () => {
    expect(stringifySearch({ at: "15/41/-8", layers: "a,b", select: "a:1" })).toBe(
      "?at=15/41/-8&layers=a,b&select=a:1",
    );
  });
});
