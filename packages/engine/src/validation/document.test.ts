import { describe, expect, it } from 'vitest';
import { openDocument } from './document.js';

const refusal = (xml: string | Uint8Array, limits = { maxBytes: 1 << 20, maxDepth: 256 }) => {
  const opened = openDocument(xml, limits);
  if (opened.refusal) return opened.refusal.rule;
  opened.document.dispose();
  return null;
};

describe('openDocument', () => {
  it('refuses a DOCTYPE wherever it may stand', () => {
    for (const xml of [
      '<!DOCTYPE a><a/>',
      '\ufeff<?xml version="1.0"?>\n<!-- <a> --><?pi x?>\n<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
      '<!doctype a><a/>',
    ]) {
      expect(refusal(xml)).toBe('document-doctype');
      expect(refusal(Buffer.from(xml, 'utf16le'))).toBe('document-doctype');
    }
    expect(refusal('<a><!-- <!DOCTYPE --></a>')).toBeNull();
  });
  it('bounds size and depth', () => {
    expect(refusal('<a/>', { maxBytes: 3, maxDepth: 256 })).toBe('document-too-large');
    const deep = (n: number) => '<a>'.repeat(n) + '</a>'.repeat(n);
    expect(refusal(deep(256))).toBeNull();
    expect(refusal(deep(257))).toBe('document-too-deep');
    expect(refusal(deep(5000))).toBe('document-too-deep');
    expect(refusal(deep(20), { maxBytes: 1 << 20, maxDepth: 10 })).toBe('document-too-deep');
  });
  it('bounds depth also where texts are huge', () => {
    const xml = `${'<a>'.repeat(300)}${'x'.repeat(11 * 1024 * 1024)}${'</a>'.repeat(300)}`;
    expect(refusal(xml, { maxBytes: 1 << 26, maxDepth: 256 })).toBe('document-too-deep');
    expect(refusal(`<a>${'x'.repeat(11 * 1024 * 1024)}</a>`, { maxBytes: 1 << 26, maxDepth: 256 })).toBeNull();
  });
  it('refuses what is not XML and says where, without quoting it', () => {
    for (const xml of ['', 'MSH|^~\\&|SECRET', '{"a":1}', '<a>\n<b></a>', '<a>&SECRET;</a>']) {
      const opened = openDocument(xml);
      expect(opened.refusal).toBeDefined();
      expect(JSON.stringify(opened.refusal)).not.toContain('SECRET');
    }
  });
  it('reads the encodings that a declaration or mark states', () => {
    const text = (encoding: string, name: BufferEncoding, mark = '', said = 'é') => {
      const xml = `${mark}<?xml version="1.0" encoding="${encoding}"?><a>${said}</a>`;
      const opened = openDocument(Buffer.from(xml, name));
      if (opened.refusal) return opened.refusal.rule;
      const content = opened.document.root.content;
      opened.document.dispose();
      return content;
    };
    expect(text('UTF-8', 'utf8')).toBe('é');
    expect(text('UTF-8', 'utf8', '\ufeff')).toBe('é');
    expect(text('windows-1252', 'latin1')).toBe('é');
    expect(text('Windows-1252', 'latin1', '', '\x93\x80')).toBe('\u201c\u20ac');
    expect(text('utf-16', 'utf16le', '\ufeff')).toBe('é');
    expect(text('utf-16', 'utf8')).toBe('é');
    expect(text('UTF-8', 'latin1')).toBe('document-encoding');
    expect(text('no-such-thing', 'utf8')).toBe('document-encoding');
  });
});
