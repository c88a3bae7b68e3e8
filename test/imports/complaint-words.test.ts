import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { categoryOf, meaningsOf, stateOfWord } from "../../server/imports/complaint-words.ts";
import { readCsv } from "../../server/imports/csv.ts";
import { prepare } from "../worlds/importing.ts";

describe("words of complaints", () => {
  it.each([
    ["exposed-waste", "exposed-waste"],
    ["暴露垃圾", "exposed-waste"],
    ["Exposed waste", "exposed-waste"],
    ["06010", "exposed-waste"], // GB/T 47678.5
    ["02 暴露垃圾", "exposed-waste"],
    ["市容环境/暴露垃圾", "exposed-waste"],
    ["0301", null], // a toilet as a component: dirty and closed ones share it
    ["Garbage in yard", null],
  ])("%s is the category %s", (word, category) => expect(categoryOf(word)).toBe(category));

  it.each([
    ["办理中", { isOpen: true, isDuplicate: false }],
    ["Completed", { isOpen: false, isDuplicate: false }],
    ["Completed - Dup", { isOpen: false, isDuplicate: true }],
    ["已办结（重复）", { isOpen: false, isDuplicate: true }],
    ["重复工单", { isOpen: false, isDuplicate: true }],
    ["whatever", null],
  ])("%s is the state %j", (word, state) => expect(stateOfWord(word)).toEqual(state));

  it("are told by a table where they are a city's own", () => {
    const table = readCsv(
      Buffer.from("字段,原词,含义\ncategory,Garbage in yard,暴露垃圾\nstate,归口,open\n"),
      {},
    );
    const meanings = meaningsOf(table);
    const { records, faults } = prepare(
      "number,nature,status,date\n1,Garbage in yard,归口,2026-03-01\n",
      { kind: "complaints", meanings },
    );
    expect([faults, records[0]!.values.category]).toEqual([[], "exposed-waste"]);
    expect(() =>
      meaningsOf(readCsv(Buffer.from("field,word,meaning\ncategory,x,暴露的垃圾\n"), {})),
    ).toThrow(/暴露垃圾 Exposed waste/);
  });
});
