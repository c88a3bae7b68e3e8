import { describe, expect, it, vi } from "vitest";
import { isBack, removing, whileThere } from "../../web/facilities/edit-leaving.ts";

describe("a record that is being removed", () => {
  it("is asked for only once it is known to stay", async () => {
    const read = vi.fn(async () => "page");
    let fail = (_: Error) => {};
    const removal = removing("stays", () => new Promise((_, reject) => (fail = reject)));
    const reading = whileThere("stays", read);
    await Promise.resolve();
    expect(read).not.toHaveBeenCalled();
    fail(new Error("somebody was first"));
    await expect(removal).rejects.toThrow("somebody was first");
    await expect(reading).resolves.toBe("page");
  });

  it("is never asked for once it is gone, until it is back", async () => {
    const read = vi.fn(async () => "page");
    await expect(removing("goes", async () => null)).resolves.toBeNull();
    await expect(whileThere("goes", read)).rejects.toThrow("goes");
    await expect(whileThere("another", read)).resolves.toBe("page");
    expect(read).toHaveBeenCalledTimes(1);
    isBack("goes");
    await expect(whileThere("goes", read)).resolves.toBe("page");
  });
});
