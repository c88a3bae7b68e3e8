import { describe, expect, it } from "vitest";
import { auditAsked, auditLinkedOf, NO_FILTER } from "../../web/accounts/audit-params.ts";

describe("the filters of the trail in a link", () => {
  const whole = {
    ...{ actor: "a1", action: "facility.close", record: "facility", recordId: "t1" },
    ...{ since: "2026-02-01", until: "2026-02-28", text: "道路" },
  };

  it("come back as they went, and ask the server by its own names", () => {
    const link = { ...whole, district: "north", at: "13/26/112" };
    expect(auditLinkedOf(link)).toEqual(whole);
    expect(auditAsked(auditLinkedOf(link))).toEqual({
      ...{ actor: "a1", action: "facility.close", record: "facility", recordId: "t1" },
      ...{ from: "2026-02-01", to: "2026-02-28", q: "道路" },
    });
  });

  it("leave out what makes no sense: no text, no such day, more text than can be asked", () => {
    const broken = { actor: 7, action: "", since: "2026-02-30", until: "x", text: "x".repeat(101) };
    expect(auditLinkedOf(broken)).toEqual({});
    expect(auditAsked({})).toEqual({});
  });

  it("are all gone when they are cleared", () => {
    expect(auditLinkedOf({ ...whole, ...NO_FILTER })).toEqual({});
  });
});
