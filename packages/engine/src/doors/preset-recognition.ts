// Which known system a staged source is.

export { type PresetFit, presetDoubt, recognisePresets } from '../analysis/preset-recognition.js';
