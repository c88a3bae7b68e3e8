import { describe, expect, it } from "vitest";
import { runsOf } from "../../server/cleaning/route-course.ts";
import { alongStreet, endsOf, type Going, pathThrough } from "../../server/cleaning/route-path.ts";
import { routeTown } from "../worlds/route-town.ts";

const town = routeTown();
const place = (id: string) => town.edges.findIndex((edge) => edge.id === id);
const places = (ids: string) => [...ids].map(place);
const named = (edges: readonly number[]) => edges.map((edge) => town.edges[edge]!.id).join("");
const path = (after: string, through: string, going: Going = "vehicle") =>
  named(pathThrough(town, places(after), places(through), going));

describe("the path through what is clicked", () => {
  it.each([
    { after: "", through: "a", path: "a", why: "the first is where it begins" },
    { after: "a", through: "b", path: "b", why: "it goes on from where it ends" },
    { after: "a", through: "c", path: "mc", why: "the one-way street leads north" },
    // 5→6→3→2: north 300, x 100, then south is entered at 3
    { after: "c", through: "b", path: "dxb", why: "the one-way street does not lead south" },
    { after: "ab", through: "c", path: "xdc", why: "from the end, not from the beginning" },
    { after: "ba", through: "d", path: "amd", why: "one-way along, and not against" },
    { after: "", through: "ac", path: "amc", why: "several clicks in one question" },
  ])("$after + $through → $path: $why", ({ after, through, path: expected }) => {
    expect(path(after, through)).toBe(expected);
  });

  it("is not bound by one-way streets on foot, and takes lanes", () => {
    expect(path("c", "b", "foot")).toBe("mb");
    expect(path("ba", "c", "foot")).toBe("wc");
    expect(path("ba", "c", "vehicle")).toBe("amc");
  });

  it("turns round in a dead end", () => {
    expect(path("be", "d")).toBe("exd");
  });

  it("never leaves out what was clicked, in its order", () => {
    for (const a of "abcdemx")
      for (const b of "abcdemx") {
        const found = path("", a + b);
        expect(found.startsWith(a) && found.endsWith(b)).toBe(true);
        const breaks: number[] = [];
        endsOf(town, places(found), "vehicle", breaks);
        expect(breaks).toEqual([]); // all of it can be driven in one go
      }
  });
});

describe("a whole street", () => {
  const street = places("abe");
  it("is gone along from the end that is near", () => {
    expect(named(alongStreet(town, places("w"), street, "foot"))).toBe("abe");
    expect(named(alongStreet(town, places("dx"), street, "vehicle"))).toBe("eba");
  });
});

describe("ends of a course", () => {
  it("are two while one edge does not say which way, and one once the next does", () => {
    const nodes = (edges: string) =>
      endsOf(town, places(edges), "vehicle").map((node) => town.nodeIds[node]);
    expect(nodes("")).toEqual([]);
    expect(new Set(nodes("a"))).toEqual(new Set([1, 2]));
    expect(nodes("m")).toEqual([5]);
    expect(nodes("ab")).toEqual([3]);
  });
});

describe("a course, street by street", () => {
  const told = (course: string, going: Going = "vehicle") =>
    runsOf(town, places(course), going).map(
      ({ streetId, edges, fromStreets, toStreets, isBreak }) => ({
        ...{ streetId, edges: named(edges), from: fromStreets, to: toStreets, isBreak },
      }),
    );

  it("names the streets that meet each where it is entered and left", () => {
    expect(told("abxd")).toEqual([
      { streetId: "south", edges: "ab", from: ["lane"], to: [], isBreak: false },
      { streetId: null, edges: "x", from: ["south"], to: ["north"], isBreak: false },
      { streetId: "north", edges: "d", from: [], to: ["middle"], isBreak: false },
    ]);
  });

  it("tells where it breaks", () => {
    expect(told("ac").map(({ isBreak }) => isBreak)).toEqual([false, true]);
    expect(told("ae").map(({ edges, isBreak }) => [edges, isBreak])).toEqual([
      ["a", false],
      ["e", true],
    ]);
  });
});
