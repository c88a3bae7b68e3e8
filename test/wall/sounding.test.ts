import { expect, it } from "vitest";
import { soundFor } from "../../web/wall/sounding.ts";

const RULES = {
  sounds: {
    "late-case": { day: "soft", night: "none" },
    "feed-silent": { day: "urgent", night: "clear" },
    downgrade: { day: "none", night: "none" },
  },
  criticalSound: "clear",
} as const;
const alarm = (kind: string, severity = "warning") => ({ alarmId: kind, kind, severity });

it("sounds as the kind is set for the part of the day", () => {
  expect(soundFor([alarm("late-case")], RULES, "day")).toBe("soft");
  expect(soundFor([alarm("late-case")], RULES, "night")).toBe("none");
});

it("sounds once for all that came together, as loud as the loudest", () => {
  expect(soundFor([alarm("late-case"), alarm("feed-silent")], RULES, "day")).toBe("urgent");
  expect(soundFor([], RULES, "day")).toBe("none");
});

it("is never silent for what is critical, also at night", () => {
  expect(soundFor([alarm("downgrade", "critical")], RULES, "night")).toBe("clear");
  expect(soundFor([alarm("feed-silent", "critical")], RULES, "day")).toBe("urgent");
});

it("is silent for a kind or a part of the day nobody has set", () => {
  expect(soundFor([alarm("unheard-of")], RULES, "day")).toBe("none");
  expect(soundFor([alarm("late-case")], RULES, "noon")).toBe("none");
});
