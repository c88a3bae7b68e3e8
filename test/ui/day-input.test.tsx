// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";
import { DayInput } from "../../web/ui/day-input.tsx";
import { LanguageContext } from "../../web/ui/language.ts";

afterEach(cleanup);

function Form() {
  const [text, setText] = useState("");
  return (
    <LanguageContext value="en">
      <label htmlFor="day">Closed on</label>
      <DayInput id="day" text={text} isRequired onChange={setText} />
    </LanguageContext>
  );
}
const field = () => screen.getByLabelText<HTMLInputElement>("Closed on");
const type = (text: string) => fireEvent.change(field(), { target: { value: text } });

it("takes a day in another spelling, and writes it in its own once one goes on", () => {
  render(<Form />);
  type("2026/3/2");
  expect(field().value).toBe("2026/3/2"); // nothing moves under one's fingers
  fireEvent.blur(field());
  expect(field().value).toBe("2026-03-02");
  expect(field().validationMessage).toBe("");
});

it("keeps what is no day, and says what one looks like", () => {
  render(<Form />);
  type("tomorrow");
  fireEvent.blur(field());
  expect(field().value).toBe("tomorrow");
  expect(field().validationMessage).toMatch(/such as/);
});
