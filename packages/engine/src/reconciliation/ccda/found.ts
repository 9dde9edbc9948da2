import type { NarrativeIndex } from './narrative.js';
import { at, child, type XmlElement } from './xml-tree.js';

/** One thing that a document says: a name by role and place (`problem.value.code`, `reaction.severity.value.code`) and its text. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** The writer spares the line ends of the source by character references; both sides of a comparison have line feeds. */
const lineFeeds = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

export const fact = (name: string, value: string): Fact => ({ name, value: lineFeeds(value) });

/** What reading a statement gathers. */
export interface Found {
  readonly facts: Fact[];
  readonly ids: string[];
  readonly anchors: Set<string>;
  readonly narrative: NarrativeIndex;
}

/** Remembers the narrative that an element points at. */
export function anchors(element: XmlElement, found: Found): void {
  for (const holder of [element, child(element, 'originalText')]) {
    const reference = at(holder, 'reference')?.attributes.value;
    if (reference?.startsWith('#')) found.anchors.add(reference);
  }
}
