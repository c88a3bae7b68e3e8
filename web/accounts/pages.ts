// what each part needs is listed here and not in what loads first, which names this file alone

export const loadSignInPage = async () => ({ default: (await import("./sign-in.tsx")).SignInPage });
export const loadOwnAccountPage = async () => ({
  default: (await import("./own-account.tsx")).OwnAccountPage,
});
export const loadAdministrationPage = async () => ({
  default: (await import("./administration.tsx")).AdministrationPage,
});
export const loadAuditPage = async () => ({ default: (await import("./audit.tsx")).AuditPage });
export const loadAccountMenu = async () => ({
  default: (await import("./account-menu.tsx")).AccountMenu,
});
