import { describe, expect, it } from 'vitest';
import { makeDocx, makeZip, paragraph } from '../../testing/docx-maker.js';
import { failure } from '../../testing/failure.js';
import { mediaTypeOf } from '../media-type/media-type.js';
import { readDocx } from './docx-document.js';

const LIMITS = { bytes: 50 << 20, ratio: 100, parts: 100 };
const read = (bytes: Uint8Array) => readDocx(bytes, LIMITS);

describe('readDocx', () => {
  it('reads header, body and footer, tables by row, and special characters', async () => {
    const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`;
    const table = `<w:tbl><w:tr>${cell('Sodium')}${cell('140')}</w:tr></w:tbl>`;
    const docx = makeDocx({
      body: `${paragraph('Temp < 38 °C & stable')}${table}<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>`,
      header: paragraph('Jane Doe  MRN 12'),
      footer: paragraph('Page 1'),
    });
    expect((await read(docx)).text).toBe('Jane Doe  MRN 12\n\nTemp < 38 °C & stable\n\nSodium\t140\n\nPage 1');
  });

  it('refuses entities, expansion and damage', async () => {
    const doctype = makeDocx({
      body: '',
      parts: { 'word/document.xml': '<!DOCTYPE x [<!ENTITY a "b">]><w:document>&a;</w:document>' },
    });
    expect(await failure(() => read(doctype))).toMatchObject({ code: 'docx-broken' });
    const bomb = makeDocx({ body: paragraph('x'), parts: { 'word/media/a.bin': Buffer.alloc(5 << 20) } });
    expect(await failure(() => read(bomb))).toMatchObject({ code: 'zip-expands' });
    const whole = makeDocx({ body: paragraph('whole') });
    expect(await failure(() => read(whole.subarray(0, whole.length - 30)))).toMatchObject({ code: 'zip-broken' });
    expect(await failure(() => read(makeZip({ 'word/document.xml': '<a' })))).toMatchObject({ code: 'docx-broken' });
  });

  it.each(['../../escape.txt', '/etc/absolute', 'C:/windows'])('refuses an archive with %s', async (name) => {
    const docx = makeDocx({ body: paragraph('calm'), parts: { [name]: 'x' } });
    expect(await failure(() => read(docx))).toMatchObject({ code: 'zip-broken' });
  });
});

describe('mediaTypeOf', () => {
  const text = (content: string) => Buffer.from(content);
  it.each<[string, Uint8Array]>([
    ['application/pdf', text('junk\n%PDF-1.4\n1 0 obj')],
    ['text/plain', text('saved as %PDF-1.4')],
    ['image/jpeg', Buffer.from('ffd8ffe0', 'hex')],
    ['image/tiff', Buffer.from('4d4d002a00000008', 'hex')],
    ['text/rtf', text('\ufeff {\\rtf1 x}')],
    ['text/html', text('<!DOCTYPE html><p>x')],
    ['text/html', text('<p>seen <b>today</b></p>')],
    ['text/plain', text('Temp <38, see <http://x>')],
    ['text/plain', Buffer.from('caf\u00e9 cr\u00e8me', 'latin1')],
    ['text/plain', Buffer.from('\ufeffwide', 'utf16le')],
    ['text/plain', text('BMI 24, normal')],
    ['application/xml', text('<?xml version="1.0"?><ClinicalDocument/>')],
    ['application/x-ole-storage', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['application/zip', makeZip({ 'a.txt': 'x' })],
    ['application/octet-stream', Buffer.from([0, 1, 2, 3, 200, 0, 7])],
    ['application/x-empty', text('')],
  ])('%s', async (type, bytes) => expect(await mediaTypeOf(bytes)).toBe(type));
  it('knows Word by its parts', async () =>
    expect(await mediaTypeOf(makeDocx({ body: '' }))).toMatch(/wordprocessingml/));
});
