import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from './main.js';
import { OutputNames } from './output-file.js';

const folder = mkdtempSync(join(tmpdir(), 'chartlift-output-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const sink = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
const run = (...args: string[]): Promise<number> => main(args, { stdout: sink(), stderr: sink(), interactive: false });

describe('names of outputs', () => {
  it('are never those of an input, however it is spelled', () => {
    const note = file('note.html', 'a');
    symlinkSync(folder, join(folder, 'link'));
    for (const spelled of [note, relative('.', note), join(folder, 'link', 'note.html'), `${folder}/./x/../note.html`])
      for (const into of [folder, relative('.', folder), join(folder, 'link')])
        expect(new OutputNames([spelled]).free(into, 'note', '.html')).toBe(join(into, 'note-2.html'));
  });

  it('are never given twice, also in a folder that is not there yet', () => {
    const names = new OutputNames([]);
    const given = [names.free(join(folder, 'new'), 'a', '.x'), names.free(join(folder, 'new', '.'), 'a', '.x')];
    expect(given.map((path) => relative(folder, path))).toEqual(['new/a.x', 'new/a-2.x']);
  });
});

describe('render', () => {
  const document = '<ClinicalDocument xmlns="urn:hl7-org:v3"><title>T</title></ClinicalDocument>';

  it('leaves the page of somebody else, and makes its own anew', async () => {
    mkdirSync(join(folder, 'r'));
    const input = file('r/a.xml', document);
    const theirs = file('r/a.html', 'theirs');
    expect(await run('render', input)).toBe(0);
    expect(readFileSync(theirs, 'utf8')).toBe('theirs');
    const own = join(folder, 'r', 'a-2.html');
    writeFileSync(own, readFileSync(own, 'utf8').replace('<body>', '<body>old'));
    expect(await run('render', input)).toBe(0);
    expect(readFileSync(own, 'utf8')).not.toContain('<body>old');
  });

  it('writes no file of a document over another one', async () => {
    mkdirSync(join(folder, 's'));
    const large = Buffer.alloc(2_000_000).toString('base64');
    const input = file(
      's/a.xml',
      `<ClinicalDocument xmlns="urn:hl7-org:v3"><component><nonXMLBody><text mediaType="application/pdf" representation="B64">${large}</text></nonXMLBody></component></ClinicalDocument>`,
    );
    const theirs = file('s/a-file-1.pdf', 'theirs');
    expect(await run('render', input)).toBe(3);
    expect(readFileSync(theirs, 'utf8')).toBe('theirs');
  });
});
