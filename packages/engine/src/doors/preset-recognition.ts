// Which known system a staged source is.

export { type PresetFit, presetDoubt, recognisePresets } from '../preset-recognition.js';
