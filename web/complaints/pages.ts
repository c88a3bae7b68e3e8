// what each part needs is listed here and not in what loads first, which names this file alone

export const loadIntakePanel = async () => ({
  default: (await import("./intake-panel.tsx")).IntakePanel,
});
export const loadOverMap = async () => ({ default: (await import("./over-map.tsx")).OverMap });
export const loadListPage = async () => ({ default: (await import("./list-page.tsx")).ListPage });
export const loadHandoverPage = async () => ({
  default: (await import("./duty-handover.tsx")).HandoverPage,
});
export const loadRosterPage = async () => ({
  default: (await import("./duty-roster.tsx")).RosterPage,
});
export const loadSettingsPage = async () => ({
  default: (await import("./settings-page.tsx")).SettingsPage,
});
export const loadSupervisionPage = async () => ({
  default: (await import("./supervision-page.tsx")).SupervisionPage,
});
export const loadRemindersPage = async () => ({
  default: (await import("./watch-page.tsx")).RemindersPage,
});
export const loadTermsPage = async () => ({
  default: (await import("./terms-page.tsx")).TermsPage,
});
export const loadRatesPage = async () => ({
  default: (await import("./rates-page.tsx")).RatesPage,
});
export const loadCasePage = async () => ({ default: (await import("./case-page.tsx")).CasePage });
