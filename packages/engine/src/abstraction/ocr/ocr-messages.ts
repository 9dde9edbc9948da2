import type { PageReading } from '../../artifacts/page-reading.js';

export interface OcrSetup {
  /** Bytes of resident memory at which the child ends itself. */
  readonly memory: number;
  /** auto: the system's Tesseract for the first read where there is one. bundled: what npm installed alone. */
  readonly engine: 'auto' | 'bundled';
  readonly secondRead: 'auto' | 'always';
}

export type OcrTask =
  /** The document that the next tasks are about. */
  | { readonly kind: 'document'; readonly bytes: Uint8Array }
  | { readonly kind: 'count' }
  | { readonly kind: 'read'; readonly mediaType: string; readonly page: number };

export type OcrReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'counted'; readonly mediaType: string; readonly pages: number }
  | { readonly kind: 'read'; readonly reading: PageReading }
  | { readonly kind: 'fault'; readonly code: string };

/** As the child ends itself when it takes too much memory. */
export const MEMORY_SIGNAL = 'SIGUSR2';
