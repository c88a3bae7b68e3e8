// what each part needs is listed here and not in what loads first, which names this file alone

export const loadScenes = async () => ({ default: (await import("./scenes-page.tsx")).ScenesPage });
export const loadAlarms = async () => ({ default: (await import("./alarms-page.tsx")).AlarmsPage });
export const loadSettings = async () => ({
  default: (await import("./settings-page.tsx")).WallSettingsPage,
});
