import type { CdaElement } from '../cda-element.js';
import type { DocumentTree } from '../document-tree.js';
import type { Place } from '../tree-rule.js';

/** Importing systems whose demands are known; `generic` is what holds for most of them. */
export const PROFILES = ['generic', 'athenahealth', 'openemr'] as const;
export type ImporterProfile = (typeof PROFILES)[number];

/** What an importer's rule looks at. */
export interface ImporterView {
  readonly tree: DocumentTree;
  readonly sections: readonly CdaElement[];
  /** Clinical statements at any depth. */
  readonly statements: readonly CdaElement[];
  /** Encoding that the XML declaration states; null where it states none. */
  readonly encoding: string | null;
}

/** One demand of importing systems: which, who asks it and where that is known from, and where the document does not meet it. */
export interface ImporterRule {
  readonly rule: string;
  /** Profiles that ask it; a rule of `generic` is asked by every profile. */
  readonly profiles: readonly ImporterProfile[];
  readonly source: string;
  readonly message: string;
  readonly hint: string;
  readonly find: (view: ImporterView) => Iterable<Place>;
  /**
   * Of what is found, the places where the document already says all that is known, so that whoever gives it to an importer must know of it and nobody can
   * mend it in the document: told as information. Absent: every place is a warning.
   */
  readonly unavoidable?: {
    readonly at: (place: Place, view: ImporterView) => boolean;
    readonly message: string;
    readonly hint: string;
  };
}

export const GENERIC: readonly ImporterProfile[] = ['generic'];
