// what each part needs is listed here and not in what loads first, which names this file alone

export const loadPanel = async () => ({ default: (await import("./panel.tsx")).FleetPanel });
export const loadSettings = async () => ({
  default: (await import("./settings-page.tsx")).FleetSettingsPage,
});
export const loadVehicle = async () => ({
  default: (await import("./vehicle-page.tsx")).VehiclePage,
});
export const loadDrawing = async () => ({ default: (await import("./drawing.tsx")).OnFleet });
export const loadDrawer = async () => ({ default: (await import("./drawer.tsx")).VehicleDrawer });
export const loadFoot = async () => ({ default: (await import("./foot.tsx")).FleetFoot });
