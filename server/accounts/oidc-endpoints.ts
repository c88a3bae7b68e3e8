import { z } from "@hono/zod-openapi";
import { json } from "../http/contract.ts";
import { endpoint } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";

const tags = ["accounts"];
const body = <T>(schema: T) => ({ body: { ...json(schema), required: true } });
const leads = (description: string) => ({ 302: { description }, ...failures });
const wrong = {
  401: failure("The password or the code is wrong"),
  403: failure("It comes from another site, or is not allowed here"),
  409: failure("It is linked otherwise"),
  429: failure("Too early: Retry-After says when"),
  503: failure("The provider does not answer"),
  ...failures,
};
const Password = z.strictObject({ password: z.string().min(1).max(1000) });

export const getBegin = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/session/oidc",
  operationId: "beginSignOn",
  tags,
  summary: "Go to the provider of single sign-on",
  request: {
    query: z.object({
      next: z.string().max(2000).optional().describe("A path on this server to come back to"),
    }),
  },
  responses: leads("To the provider, or back to the sign-in page when it does not answer"),
});
export const getCallback = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/session/oidc/callback",
  operationId: "endSignOn",
  tags,
  summary: "Come back from the provider of single sign-on",
  responses: leads("To where one wanted to go, or to the sign-in page with what went wrong"),
});
export const postCode = endpoint({
  access: "anyone",
  method: "post",
  path: "/api/session/oidc/code",
  operationId: "completeSignOn",
  tags,
  summary: "The code of one's second factor here, where the provider asked for none",
  request: body(z.strictObject({ code: z.string().min(6).max(40) })),
  responses: {
    200: {
      description: "Signed in; the session is a cookie",
      ...json(z.object({ next: z.string().describe("Where one wanted to go") })),
    },
    ...wrong,
  },
});
export const getOwn = endpoint({
  access: "signed-in",
  method: "get",
  path: "/api/account/sign-on",
  operationId: "getOwnSignOn",
  tags,
  summary: "Whether one's own account is linked to single sign-on",
  responses: {
    200: {
      description: "The link",
      ...json(z.object({ linkedAt: z.iso.datetime().nullable() }).openapi("OwnSignOn")),
    },
    ...failures,
  },
});
export const postOwn = endpoint({
  access: "signed-in",
  method: "post",
  path: "/api/account/sign-on",
  operationId: "linkOwnSignOn",
  tags,
  summary: "Link one's own account to single sign-on: where to go for it",
  request: body(Password),
  responses: {
    200: { description: "Where to go", ...json(z.object({ url: z.string() })) },
    ...wrong,
  },
});
export const postRemoval = endpoint({
  access: "signed-in",
  method: "post",
  path: "/api/account/sign-on/removal",
  operationId: "unlinkOwnSignOn",
  tags,
  summary: "Take the link to single sign-on away; the password remains",
  request: body(Password),
  responses: { 204: { description: "Done" }, ...wrong },
});
