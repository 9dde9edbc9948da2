// A new workspace, and the presets that fill it.

export { type AppliedPreset, applyManualPreset, applyPreset, listPresets, presetFolder } from '../mapping/presets.js';
export { type InitOptions, type InitResult, initWorkspace } from '../vault/init.js';
