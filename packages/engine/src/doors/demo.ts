// The main path over a synthetic practice.

export { type DemoResult, freshDemoFolder, runDemo } from '../demo.js';
