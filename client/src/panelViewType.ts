/** By which VS Code knows the simulation panel, also after a reload. */
export const PANEL_VIEW_TYPE = 'dryfit.preview';
