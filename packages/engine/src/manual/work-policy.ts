import { keyedTwice } from '../abstraction/work/simple-policy.js';
import type { KeyingPolicy } from '../artifacts/keying-policy.js';

/** By which the commands settle what was keyed. */
export const lanePolicy: KeyingPolicy = keyedTwice;
