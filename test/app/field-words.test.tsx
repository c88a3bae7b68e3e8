// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { refusalWords, useFieldWords } from "../../web/app/field-words.ts";
import { words } from "../../web/app/language.ts";
import type { Language } from "../../web/ui/language.ts";

afterEach(cleanup);

function Form({ language }: { language: Language }) {
  useFieldWords(language);
  return (
    <form>
      <input aria-label="reason" required />
    </form>
  );
}
const field = () => screen.getByLabelText<HTMLInputElement>("reason");

it.each(["zh-CN", "en"] as const)("a field refuses in %s, until one does something", (language) => {
  render(<Form language={language} />);
  expect(field().checkValidity()).toBe(false);
  expect(field().validationMessage).toBe(words[language].fieldMissing);
  fireEvent.input(field(), { target: { value: "worn out" } });
  expect(field().validationMessage).toBe("");
  expect(field().checkValidity()).toBe(true);
});

describe("refusalWords", () => {
  const say = words.en;
  it.each([
    [{ valueMissing: true }, say.fieldMissing],
    [{ badInput: true }, say.fieldNumber],
    [{ rangeUnderflow: true }, say.fieldLeast("3")],
    [{ rangeOverflow: true }, say.fieldMost("60")],
    [{ stepMismatch: true }, say.fieldWhole],
    [{ tooShort: true }, say.fieldShort(10)],
    [{ patternMismatch: true }, say.fieldWrong],
    [{ customError: true, valueMissing: true }, null],
  ])("of %j says %j", (validity, said) =>
    expect(refusalWords(say, validity, { min: "3", max: "60", minLength: 10 })).toBe(said),
  );
});
