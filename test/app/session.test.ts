import { QueryClient } from "@tanstack/react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import { toApiError, UNKNOWN_CALLER } from "../../web/api/problem.ts";
import { believed, endedOf, mustDoIn, type Session, sessionQuery } from "../../web/api/session.ts";

const nobody: Session = { account: null, demoRoles: [], oidc: null };
const li: Session = {
  ...nobody,
  account: {
    ...{ accountId: "li", loginName: "li", displayName: "李", isOperator: false, via: "password" },
    ...{ mustDo: null, hasTotp: false, hasPassword: true, districts: [] },
  },
};

afterEach(() => vi.unstubAllGlobals());

describe("a session that ends", () => {
  const ended: Session = { ...li, isEnded: true };

  it("stays on the screen as ended while the server knows nobody", () => {
    expect(believed(li, nobody)).toEqual(ended);
    expect(believed(ended, nobody)).toEqual(ended);
  });

  it("is as if it had not when somebody is signed in again", () => {
    expect(believed(ended, li)).toEqual(li);
    expect(believed(undefined, li)).toEqual(li);
  });

  it("is none where nobody was signed in, or who was has left", () => {
    expect(believed(undefined, nobody)).toEqual(nobody);
    expect(believed(nobody, nobody)).toEqual(nobody);
  });

  it("is known by one refused request, where anybody was signed in", () => {
    const client = new QueryClient();
    expect(endedOf(client)).toBeNull();
    client.setQueryData(sessionQuery().queryKey, nobody);
    expect(endedOf(client)).toBeNull();
    client.setQueryData(sessionQuery().queryKey, li);
    expect(endedOf(client)).toEqual(ended);
  });

  it("is told to the page by any refusal of an unknown caller, and by no wrong password", async () => {
    const heard: string[] = [];
    vi.stubGlobal("dispatchEvent", (event: Event) => heard.push(event.type));
    const problem = { type: "about:blank", title: "no", status: 401 };
    await toApiError({ ...problem, code: "sign-in-failed" });
    expect(heard).toEqual([]);
    await toApiError({ ...problem, code: "unauthenticated" });
    expect(heard).toEqual([UNKNOWN_CALLER]);
  });
});

describe("what must be done first", () => {
  const districts = [
    { districtId: "asks", asksTotp: true },
    { districtId: "does-not", asksTotp: false },
  ];

  it("is a second factor where the district one looks at asks for one, and nowhere else", () => {
    expect(mustDoIn({ mustDo: null, districts }, "asks")).toBe("totp");
    expect(mustDoIn({ mustDo: null, districts }, "does-not")).toBe(null);
    expect(mustDoIn({ mustDo: null, districts }, null)).toBe(null);
  });

  it("is another password before anything else, wherever one looks", () => {
    expect(mustDoIn({ mustDo: "password", districts }, "asks")).toBe("password");
  });
});
