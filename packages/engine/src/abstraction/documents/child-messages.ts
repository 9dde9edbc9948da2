import type { PageImage } from '../../formats/image/page-image.js';
import type { ParsedDocument, ParseLimits } from './parse-document.js';

export interface ChildSetup {
  /** Bytes of resident memory at which the child ends itself. */
  readonly memory: number;
}

export type ChildTask =
  | { readonly kind: 'parse'; readonly bytes: Uint8Array; readonly limits: ParseLimits }
  | {
      readonly kind: 'render';
      readonly bytes: Uint8Array;
      readonly mediaType: string;
      readonly page: number;
      readonly dpi: number;
    };

export type ChildReply =
  | { readonly kind: 'ready' }
  /** Still at work, at this page. */
  | { readonly kind: 'page'; readonly page: number }
  | { readonly kind: 'parsed'; readonly document: ParsedDocument }
  | { readonly kind: 'rendered'; readonly image: PageImage }
  | { readonly kind: 'fault'; readonly code: string };

/** Ends a process without a core file, which would be its memory on disk, and is nobody else's in the child. */
export const MEMORY_SIGNAL = 'SIGUSR2';
