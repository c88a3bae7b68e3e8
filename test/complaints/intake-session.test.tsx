// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import {
  beginAnew,
  changeDraft,
  openIntake,
  ownerOf,
  save,
  useIntake,
} from "../../web/complaints/intake-session.ts";

/** Answers of the server that are still to come; the client takes hold of `fetch` as it is imported. */
const asked = vi.hoisted(() => {
  const answers: ((response: Response) => void)[] = [];
  globalThis.fetch = () => new Promise<Response>((answer) => answers.push(answer));
  return answers;
});
const DISTRICT = "zhengxiang";

it("is changed by nothing that comes while it is being sent, and by nothing once it is saved", async () => {
  const { result } = renderHook(useIntake);
  act(() => openIntake(ownerOf("a1", DISTRICT)));
  act(() => changeDraft({ text: "路口垃圾堆了两天" }));
  act(() => void save(DISTRICT));
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  act(() => changeDraft({ text: "晚到的" })); // a street that was found for the place, say
  expect(result.current.saving.is).toBe("sending");
  expect(result.current.draft.text).toBe("路口垃圾堆了两天");

  const complaint = { complaintId: "c1", number: "TS202603020001" };
  asked[0]!(Response.json(complaint, { status: 200 }));
  await vi.waitFor(() => expect(result.current.saving.is).toBe("saved"));
  act(() => changeDraft({ text: "晚到的" }));
  expect(result.current.saving).toMatchObject({ is: "saved", wasThere: true, complaint });
  expect(result.current.draft.text).toBe("");

  act(() => beginAnew());
  expect(result.current.last).toEqual(complaint);
  act(() => changeDraft({ text: "下一件" }));
  expect(result.current.draft.text).toBe("下一件");
});
