import { inNorth, type Samples } from "./sample.ts";

const somebody = { ...inNorth, accountId: "somebody" }; // written by the guard test

/** Accounts, their roles and tokens, and who did what. */
export const ACCOUNT_SAMPLES: Samples = {
  signOut: { path: {} },
  getOwnAccount: { path: {} },
  changePassword: { path: {}, body: { current: "not-it-at-all", next: "another-word-77" } },
  beginTotp: { path: {}, body: { password: "not-it-at-all" } },
  confirmTotp: { path: {}, body: { code: "000000" } },
  removeTotp: { path: {}, body: { password: "not-it-at-all", code: "000000" } },
  getOwnSignOn: { path: {} },
  linkOwnSignOn: { path: {}, body: { password: "not-it-at-all" } },
  unlinkOwnSignOn: { path: {}, body: { password: "not-it-at-all" } },
  endSession: { path: { sessionId: "none" } },
  endOtherSessions: { path: {} },
  getOwnTokens: { path: {} },
  createOwnToken: { path: {}, body: { name: "", access: "read", expiresInDays: null } },
  revokeOwnToken: { path: { tokenId: "none" } },
  getAccounts: { path: inNorth },
  getGrantAreas: { path: inNorth },
  createAccount: {
    path: inNorth,
    body: {
      loginName: "new.colleague",
      displayName: "新同事",
      grants: [{ role: "viewer", areaIds: null }],
      signOn: "oidc",
    },
  },
  changeAccount: { path: somebody, body: { displayName: "换了名字" } },
  resetPassword: { path: somebody },
  resetSignOn: { path: somebody },
  resetTotp: { path: somebody },
  revokeSessions: { path: somebody },
  inviteAccount: {
    path: inNorth,
    body: { loginName: "somebody", role: "planner", areaIds: ["west"] },
  },
  giveGrant: { path: somebody, body: { role: "inspector", areaIds: ["west"] } },
  withdrawGrant: { path: { ...somebody, grantId: "somebody-views" } },
  getDisplays: { path: inNorth },
  createDisplay: { path: inNorth, body: { name: "值班室大屏", expiresInDays: null } },
  revokeDisplay: { path: { ...inNorth, tokenId: "wall" } },
  getSignInRules: { path: inNorth },
  setSignInRules: { path: inNorth, body: { totpRoles: [] } },
  getAudit: { path: inNorth },
  getAuditChoices: { path: inNorth },
};
