// what each part needs is listed here and not in what loads first, which names this file alone

export const loadPanel = async () => ({ default: (await import("./panel.tsx")).HotspotsPanel });
export const loadSettings = async () => ({
  default: (await import("./settings-page.tsx")).HotspotSettingsPage,
});
export const loadDrawing = async () => ({ default: (await import("./drawing.tsx")).OnHotspots });
