// what each part needs is listed here and not in what loads first, which names this file alone

export const loadReports = async () => ({
  default: (await import("./reports-page.tsx")).ReportsPage,
});
export const loadBulletin = async () => ({
  default: (await import("./bulletin-page.tsx")).BulletinPage,
});
export const loadRanking = async () => ({
  default: (await import("./ranking-page.tsx")).RankingPage,
});
export const loadRecord = async () => ({
  default: (await import("./record-page.tsx")).RecordPage,
});
export const loadSettings = async () => ({
  default: (await import("./settings-page.tsx")).ReportSettingsPage,
});
