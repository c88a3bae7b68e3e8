// what each part needs is listed here and not in what loads first, which names this file alone

export const loadPanel = async () => ({ default: (await import("./panel.tsx")).CoveragePanel });
export const loadSettings = async () => ({
  default: (await import("./settings-page.tsx")).LensSettingsPage,
});
export const loadScenarios = async () => ({
  default: (await import("./scenario-page.tsx")).ScenarioPage,
});
export const loadDrawing = async () => ({ default: (await import("./drawing.tsx")).OnCoverage });
