import { z } from "@hono/zod-openapi";
import { Role } from "../../data/roles.ts";

const instant = z.iso.datetime();

/** Who one is to the server, and how one could sign in. */
export const SessionState = z
  .object({
    account: z
      .object({
        accountId: z.string(),
        loginName: z.string(),
        displayName: z.string(),
        isOperator: z.boolean().describe("系统管理员: administrator of every district"),
        via: z.enum(["password", "oidc", "demo"]),
        mustDo: z
          .enum(["password", "totp"])
          .nullable()
          .describe("What must be done before anything is granted anywhere"),
        hasTotp: z.boolean(),
        hasPassword: z.boolean(),
        districts: z.array(
          z.object({
            districtId: z.string(),
            asksTotp: z
              .boolean()
              .describe(
                "It grants nothing before a second factor is set up; then no permission stands here",
              ),
            roles: z.array(z.object({ role: Role, areaIds: z.array(z.string()).nullable() })),
            permissions: z.array(
              z.object({
                permission: z.string(),
                isWhole: z.boolean(),
                areaIds: z.array(z.string()).describe("Empty when it is the whole district"),
              }),
            ),
          }),
        ),
      })
      .nullable(),
    demoRoles: z.array(Role).describe("Roles that one click signs in as, where that is allowed"),
    oidc: z.object({ title: z.string() }).nullable(),
  })
  .openapi("SessionState");
export type SessionState = z.infer<typeof SessionState>;

const password = z.string().min(1, "a password").max(1000, "at most 1000 characters");
const code = z.string().min(6, "six digits, or a recovery code").max(40);

export const SignIn = z.strictObject({
  loginName: z.string().min(1, "a login name").max(200, "at most 200 characters"),
  password,
  code: code.optional().describe("Of the second factor, or a recovery code"),
});

export const DemoSignIn = z.strictObject({ role: Role });

export const PasswordChange = z.strictObject({ current: password, next: password });

export const TotpBegin = z.strictObject({
  password: password.optional().describe("Of the account, where it has one"),
});

export const TotpCode = z.strictObject({ code });

export const TotpRemoval = z.strictObject({ password, code });

/** What one may know of one's own account. */
export const OwnAccount = z
  .object({
    accountId: z.string(),
    loginName: z.string(),
    displayName: z.string(),
    totp: z.object({
      isOn: z.boolean(),
      isRequired: z.boolean(),
      recoveryCodesLeft: z.number().int(),
    }),
    sessions: z.array(
      z.object({
        sessionId: z.string(),
        via: z.enum(["password", "oidc", "demo"]),
        createdAt: instant,
        lastSeenAt: instant,
        expiresAt: instant,
        address: z.string().nullable(),
        userAgent: z.string().nullable(),
        isThis: z.boolean(),
      }),
    ),
  })
  .openapi("OwnAccount");
export type OwnAccount = z.infer<typeof OwnAccount>;
