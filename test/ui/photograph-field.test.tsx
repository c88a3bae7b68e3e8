// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { LanguageContext } from "../../web/ui/language.ts";
import { PhotographField } from "../../web/ui/photograph-field.tsx";

afterEach(cleanup);

const photograph = (name: string) => new File([name], name, { type: "image/jpeg" });

function Field({ most }: { most: number }) {
  const [files, setFiles] = useState<readonly File[]>([]);
  return <PhotographField title="Photographs" {...{ most, files }} onChange={setFiles} />;
}

const show = (most: number) =>
  render(
    <LanguageContext value="en">
      <Field most={most} />
    </LanguageContext>,
  );
const choose = (...names: string[]) =>
  fireEvent.change(screen.getByLabelText("Take or choose", { selector: "input" }), {
    target: { files: names.map(photograph) },
  });
const names = () => screen.queryAllByRole("img").map((image) => image.getAttribute("alt"));

describe("A field for photographs", () => {
  it("keeps those chosen before, and leaves out the one that is told", () => {
    show(3);
    choose("a.jpg");
    choose("b.jpg");
    expect(names()).toEqual(["a.jpg", "b.jpg"]);
    fireEvent.click(screen.getByRole("button", { name: "Leave a.jpg out" }));
    expect(names()).toEqual(["b.jpg"]);
  });

  it("says how many were not added when more are chosen than may go along, until one is left out", () => {
    show(2);
    choose("a.jpg", "b.jpg", "c.jpg", "d.jpg");
    expect(names()).toEqual(["a.jpg", "b.jpg"]);
    expect(screen.getByRole("status").textContent).toBe("At most 2: 2 not added.");
    expect(screen.queryByRole("button", { name: "Take or choose" })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Leave b.jpg out" }));
    expect(screen.queryByRole("status")).toBeNull();
    expect(screen.getByRole("button", { name: "Take or choose" })).toBeTruthy();
  });
});
