import { z } from "@hono/zod-openapi";
import { Role } from "../../data/roles.ts";
import { DisplayName, LoginName } from "./names.ts";

const Instant = z.iso.datetime({ offset: true });

/** A role of an account in the district. */
export const AccountGrant = z
  .object({
    grantId: z.string(),
    role: Role.or(z.string()).describe(
      "A role of a later version may stand here; it grants nothing",
    ),
    areaIds: z
      .array(z.string())
      .nullable()
      .describe("Areas it is limited to, as they were granted; null is the whole district"),
    areas: z
      .array(
        z.object({
          areaId: z.string().describe("The version of the area that holds today"),
          name: z.string(),
          nameEn: z.string().nullable(),
        }),
      )
      .nullable()
      .describe("The areas as they are today; one that no longer exists is missing"),
    grantedAt: Instant,
    grantedBy: z.string(),
  })
  .openapi("AccountGrant");

/** An account as the district's administrators see it. */
export const ManagedAccount = z
  .object({
    accountId: z.string(),
    loginName: z.string(),
    displayName: z.string(),
    isOperator: z.boolean().describe("系统管理员: administrator of every district"),
    isDemo: z.boolean().describe("A role of the demonstration, entered by one click"),
    isDisabled: z.boolean(),
    isSelf: z.boolean(),
    hasPassword: z.boolean(),
    isLinked: z
      .boolean()
      .describe(
        "Somebody at 统一身份认证 signs in to it; where neither this nor a password is, they have not come yet",
      ),
    hasTotp: z.boolean(),
    createdAt: Instant,
    lastSignInAt: Instant.nullable(),
    grants: z.array(AccountGrant).describe("In this district only"),
    canManage: z
      .boolean()
      .describe(
        "Whether the caller may change its name, password and second factor, and enable it. Not so where another district made it, or where it also holds grants in a district the caller does not administer; its grants here can be changed in any case",
      ),
    canStop: z
      .boolean()
      .describe(
        "Whether the caller may disable it and end its sessions and tokens: also where only their district made it",
      ),
  })
  .openapi("ManagedAccount");
export type ManagedAccount = z.infer<typeof ManagedAccount>;

/** The accounts of a district. */
export const AccountList = z
  .object({
    districtId: z.string(),
    accounts: z.array(ManagedAccount),
    lastAdministratorId: z
      .string()
      .nullable()
      .describe(
        "The only account left that can administer the district; null where there are more",
      ),
  })
  .openapi("AccountList");

/** The areas that a role can be limited to. */
export const GrantAreas = z
  .object({
    districtId: z.string(),
    areas: z
      .array(
        z.object({
          areaId: z.string(),
          level: z.string(),
          code: z.string(),
          name: z.string(),
          nameEn: z.string().nullable(),
        }),
      )
      .describe("As they are today, by code"),
  })
  .openapi("GrantAreas");

/** A role to give. */
export const NewGrant = z
  .strictObject({
    role: Role,
    areaIds: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(500)
      .nullable()
      .describe("Areas of the district that it is limited to; null is the whole district"),
  })
  .openapi("NewGrant");
export type NewGrant = z.infer<typeof NewGrant>;

/** A role for somebody who has an account already. */
export const Invitation = NewGrant.extend({ loginName: LoginName }).openapi("Invitation");
export type Invitation = z.infer<typeof Invitation>;

/** An account to make. */
export const NewAccount = z
  .strictObject({
    loginName: LoginName,
    displayName: DisplayName,
    grants: z.array(NewGrant).min(1).max(20),
    signOn: z
      .enum(["password", "oidc"])
      .describe("By a password of one's own, or by 统一身份认证 under the same login name"),
  })
  .openapi("NewAccount");
export type NewAccount = z.infer<typeof NewAccount>;

/** An account that was made. */
export const MadeAccount = z
  .object({
    account: ManagedAccount,
    oneTimePassword: z
      .string()
      .nullable()
      .describe("Shown once, to be changed at the first sign-in; null where it signs in elsewhere"),
  })
  .openapi("MadeAccount");

/** What of an account is changed. */
export const AccountChange = z
  .strictObject({ displayName: DisplayName.optional(), isDisabled: z.boolean().optional() })
  .openapi("AccountChange");
export type AccountChange = z.infer<typeof AccountChange>;

/** A password for one sign-in. */
export const OneTimePassword = z
  .object({ oneTimePassword: z.string().describe("Shown once; it must be changed when used") })
  .openapi("OneTimePassword");

/** What was ended. */
export const Revocation = z
  .object({ sessions: z.number().int(), tokens: z.number().int() })
  .openapi("Revocation");

const Words = z.object({ zh: z.string(), en: z.string() });

/** Every role and what it may do. */
export const RoleList = z
  .object({
    permissions: z.array(z.object({ permission: z.string(), title: Words })),
    roles: z.array(z.object({ role: Role, title: Words, permissions: z.array(z.string()) })),
  })
  .openapi("RoleList");
