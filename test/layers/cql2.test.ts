import type { Geometry } from "geojson";
import { describe, expect, it } from "vitest";
import { DomainError } from "../../server/http/problem.ts";
import { type Cql2Subject, cql2Matcher, isLike } from "../../server/layers/cql2-match.ts";

/** Three toilets along 60°N; row k counts 2ᵏ, so that a total says who was found. */
const rows = [
  {
    name: "冶金公厕",
    stars: 5,
    stalls: 8,
    isOpen: true,
    since: "2007-05-01",
    seen: "2026-01-01T08:00:00+08:00",
  },
  {
    name: "O'Brien's 100%",
    stars: 3,
    stalls: 0,
    isOpen: false,
    since: "2020-02-29",
    seen: "2026-01-01T01:00:00Z",
  },
  { name: "平湖公园", stars: null, stalls: 12, isOpen: true, since: null, seen: null },
] as const;

const subject: Cql2Subject = {
  columns: [
    { name: "name", type: "text" },
    { name: "stars", type: "integer" },
    { name: "stalls", type: "number" },
    { name: "isOpen", type: "boolean" },
    { name: "since", type: "date" },
    { name: "seen", type: "instant" },
  ],
  reader: (column) => (row) => rows[row]![column as keyof (typeof rows)[number]],
  geometryAt: (row): Geometry | null =>
    row === 2 ? null : { type: "Point", coordinates: [25 + row, 60] },
};

function found(text: string) {
  const matches = cql2Matcher(text, subject);
  return rows.reduce((sum, _, row) => sum + (matches(row) ? 2 ** row : 0), 0);
}

describe("cql2Matcher", () => {
  it.each([
    ["stars = 5", 0b001],
    ["stars <> 5", 0b010], // an absent rating is not "another rating"
    ["NOT stars = 5", 0b010],
    ["stars IS NULL", 0b100],
    ["stars IS NOT NULL", 0b011],
    ["stars >= 3 AND isOpen = TRUE", 0b001],
    ["stars = 5 OR stars IS NULL AND stalls > 100", 0b001], // AND binds before OR
    ["(stars = 5 OR stars IS NULL) AND stalls > 10", 0b100],
    ["stars = 5 OR stalls = 12", 0b101],
    ["stars BETWEEN 3 AND 4", 0b010],
    ["stars NOT BETWEEN 3 AND 4", 0b001],
    ["name IN ('冶金公厕', '平湖公园')", 0b101],
    ["name NOT IN ('冶金公厕')", 0b110],
    ["stars IN (5, 3)", 0b011],
    ["name LIKE '%公%'", 0b101],
    ["name LIKE '_金公厕'", 0b001],
    ["name LIKE '%100\\%'", 0b010],
    ["name NOT LIKE '平%'", 0b011],
    ["name = 'O''Brien''s 100%'", 0b010],
    ["CASEI(name) LIKE CASEI('o''brien%')", 0b010],
    ['"stalls" = 8', 0b001],
    ["stalls + 4 = 12", 0b001],
    ["stalls = 2 + 2 * 3", 0b001],
    ["stalls = (2 + 2) * 3", 0b100],
    ["stalls = 2 ^ 3", 0b001],
    ["stalls div 5 = 2", 0b100],
    ["stalls % 5 = 2", 0b100],
    ["-stalls < -9", 0b100],
    ["24 / stalls = 3", 0b001], // dividing by 0 finds nothing and fails nothing
    ["stars < stalls", 0b001],
    ["isOpen", 0b101],
    ["NOT isOpen", 0b010],
    ["since > DATE('2010-01-01')", 0b010],
    ["since = '2007-05-01'", 0b001],
    ["seen = TIMESTAMP('2026-01-01T00:00:00Z')", 0b001], // 08:00 in Shanghai
    ["seen > TIMESTAMP('2026-01-01T00:30:00Z')", 0b010],
    ["S_INTERSECTS(geometry, POINT(26 60))", 0b010],
    ["s_intersects(geometry, BBOX(24.5, 59, 25.5, 61))", 0b001],
    ["S_WITHIN(geometry, POLYGON((24 59, 27 59, 27 61, 24 61, 24 59)))", 0b011],
    ["S_CONTAINS(POLYGON((24 59, 25.5 59, 25.5 61, 24 61, 24 59)), geometry)", 0b001],
    ["S_DISJOINT(geometry, POINT(26 60))", 0b001], // an unknown place is nowhere, and not elsewhere
    ["not (stars = 5 and isOpen)", 0b010], // unknown AND true is unknown
  ])("%s", (text, expected) => {
    expect(found(text)).toBe(expected);
  });

  it.each([
    ["stars = ", 9, /expected a property/],
    ["stars == 5", 8, /expected a property/],
    ["colour = 'red'", 1, /no property colour; there are name/],
    ["stars = '5'", 9, /a number is compared with this text/],
    ["name = 'open", 8, /not closed/],
    ["(stars = 5", 11, /expected "\)"/],
    ["stars = 5 stalls", 11, /expected AND, OR or the end/],
    ["stars NOT = 5", 11, /LIKE, BETWEEN or IN/],
    ["stars BETWEEN 1 OR 2", 17, /expected AND/],
    ["stars", 1, /expected a boolean/],
    ["since = DATE('2026-02-30')", 9, /write DATE/],
    ["seen > TIMESTAMP('yesterday')", 8, /write TIMESTAMP/],
    ["S_TOUCHES(geometry, POINT(1 2))", 1, /no function S_TOUCHES/],
    ["S_INTERSECTS(geometry, POINT(1))", 31, /expected a number/],
    ["S_INTERSECTS(name, POINT(1 2))", 14, /expected a geometry/],
    ["geometry = POINT(1 2)", 1, /S_INTERSECTS/],
    ["name LIKE 5", 11, /expected a text/],
    ["", 1, /expected a property/],
    [`${"(".repeat(100)}stars = 5`, 61, /nest at most/],
  ])("says where %j goes wrong", (text, character, remedy) => {
    expect(() => found(text)).toThrow(DomainError);
    expect(() => found(text)).toThrow(remedy);
    expect(() => found(text)).toThrow(`character ${character}:`);
  });

  it("refuses a filter too long to read", () => {
    expect(() => found(`name = '${"x".repeat(9_000)}'`)).toThrow(/at most/);
  });

  it("reads positions of literals in another system", () => {
    const matches = cql2Matcher("S_INTERSECTS(geometry, POINT(60 26))", subject, ([lat, lng]) => [
      lng!,
      lat!,
    ]);
    expect([0, 1, 2].filter(matches)).toEqual([1]);
  });
});

describe("isLike", () => {
  it("answers a pattern made to hold the server", () => {
    expect(isLike("a".repeat(50_000), `${"%a".repeat(30)}b`)).toBe(false); // each % tried anew would never end
  });

  it.each([
    ["abc", "abc", true],
    ["abc", "a%", true],
    ["abc", "%c", true],
    ["abc", "%b", false],
    ["abc", "____", false],
    ["", "%", true],
    ["a%c", "a\\%c", true],
    ["abc", "a\\%c", false],
    ["aXbXc", "%X%X%", true],
  ])("%s is like %s: %s", (text, pattern, expected) => {
    expect(isLike(text, pattern)).toBe(expected);
  });
});
