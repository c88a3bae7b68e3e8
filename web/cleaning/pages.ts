// what each part needs is listed here and not in what loads first, which names this file alone

export const loadPanel = async () => ({ default: (await import("./panel.tsx")).CleaningPanel });
export const loadProof = async () => ({ default: (await import("./proof-page.tsx")).ProofPage });
export const loadCompliance = async () => ({
  default: (await import("./compliance-page.tsx")).CompliancePage,
});
export const loadConfirm = async () => ({
  default: (await import("./confirm-page.tsx")).ConfirmPage,
});
export const loadSettings = async () => ({
  default: (await import("./settings-page.tsx")).CleaningSettingsPage,
});
export const loadDrawing = async () => ({ default: (await import("./drawing.tsx")).OnCleaning });
