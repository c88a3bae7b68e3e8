import { expect, it } from "vitest";
import { patchOf, type Typed } from "../../web/facilities/edit-form.ts";

const typed: Typed = {
  ...{ name: "公厕", code: "GC001", nameEn: "", address: "", owner: "", manager: "" },
  ...{ openedOn: "", lng: "112.57", lat: "26.89", status: "open" },
};

it("sends a position as a whole", () => {
  expect(patchOf(typed, ["lng"])).toEqual({ position: [112.57, 26.89] });
});

it("never takes an emptied coordinate for 0: what is sent is refused", () => {
  const sent = JSON.parse(JSON.stringify(patchOf({ ...typed, lng: " " }, ["lng"])));
  expect(sent).toEqual({ position: [null, 26.89] });
});
