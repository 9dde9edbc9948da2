import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeFolder } from '../../base/data-folder.js';
import { MigrationError } from '../../base/error.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { createValidator } from '../validator.js';
import { chooseArtefacts } from './chosen.js';
import { fetchArtefacts } from './fetch.js';
import { addArtefacts } from './install.js';
import { offeredFiles } from './offered-files.js';
import { PUBLISHED } from './published.js';
import { recogniseArtefacts } from './recognise.js';
import { storedArtefacts } from './store.js';

const HEADER = "cda:templateId[@root='2.16.840.1.113883.10.20.22.1.1' and @extension='2015-08-01']";
const SCH = `<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron"><sch:ns prefix="cda" uri="urn:hl7-org:v3"/><sch:ns prefix="voc" uri="http://www.lantanagroup.com/voc"/><sch:phase id="errors"><sch:active pattern="p"/></sch:phase><sch:pattern id="p"><sch:rule id="r" context="cda:ClinicalDocument[${HEADER}]"><sch:assert id="a-1" test="cda:realmCode[@code=document('voc.xml')/voc:systems/voc:system[@valueSetOid='1.2.3']/voc:code/@value]">A realm</sch:assert></sch:rule></sch:pattern></sch:schema>`;
const set = (oid: string, code: string): string =>
  `<system valueSetOid="${oid}" valueSetName="x"><code value="${code}" codeSystem="1"/></system>`;
const voc = (...sets: string[]): string =>
  `<?xml version="1.0"?><systems xmlns="http://www.lantanagroup.com/voc">${sets.join('\n')}</systems>`;
const VOC = voc(set('1.2.3', 'US'));
const schema = (body: string): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:hl7-org:v3" targetNamespace="urn:hl7-org:v3" elementFormDefault="qualified">${body}</xs:schema>`;
const XSD = schema(
  '<xs:include schemaLocation="../../processable/coreschemas/datatypes.xsd"/><xs:element name="ClinicalDocument" type="Doc"/>',
);
const TYPES = schema(
  '<xs:complexType name="Doc"><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/></xs:sequence></xs:complexType>',
);
const RULES = { 'validation/Consolidation.sch': SCH, 'validation/voc.xml': VOC };
const SCHEMA = { 'a/infrastructure/cda/CDA_SDTC.xsd': XSD, 'a/processable/coreschemas/datatypes.xsd': TYPES };
const clock = { now: () => Date.UTC(2026, 0, 2) };

/** A zip whose entries are stored as they are (APPNOTE 4.3). */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, place, Buffer.from(name)]));
    parts.push(local);
    at += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, listed, Buffer.from('PK\x05\x06'), end]);
}

const SHARED = sharedPath('ccda');

describe("HL7's files", () => {
  let dir: string;
  let store: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'artefacts-'));
    store = join(dir, 'store');
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const folder = (name: string, files: Readonly<Record<string, string>>): string => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, name, path)), { recursive: true });
      writeFileSync(join(dir, name, path), text);
    }
    return join(dir, name);
  };
  const fault = async (work: () => unknown): Promise<string> => {
    try {
      await work();
    } catch (error) {
      if (error instanceof MigrationError) return error.code;
      throw error;
    }
    return 'none';
  };

  it('are taken from folders and zips, and used from then on', async () => {
    expect(storedArtefacts(store)).toBeNull();
    const rules = await addArtefacts(store, [folder('one', RULES)], clock);
    expect(rules.added.map((file) => [file.path, file.tested])).toEqual([
      ['schematron/ccda-r2.1.sch', false],
      ['schematron/voc.xml', false],
    ]);
    writeFileSync(join(dir, 'schema.zip'), zip(SCHEMA));
    const both = await addArtefacts(store, [join(dir, 'schema.zip')], clock);
    expect(both.files.map((file) => file.path)).toEqual([
      'schematron/ccda-r2.1.sch',
      'schematron/voc.xml',
      'xsd/infrastructure/cda/CDA_SDTC.xsd',
      'xsd/processable/coreschemas/datatypes.xsd',
    ]);
    const chosen = chooseArtefacts(undefined, { CHARTLIFT_STORE: store });
    expect(chosen).toMatchObject({ origin: 'store', xsd: { sha256: both.added[0]?.sha256 } });
    const validator = await createValidator({ artefacts: chosen?.directory ?? null, isUnit: null });
    expect(validator.layersRun).toEqual(expect.arrayContaining(['xsd', 'schematron']));
    const verdict = validator.validate(
      '<ClinicalDocument xmlns="urn:hl7-org:v3"><realmCode code="CA"/><templateId root="2.16.840.1.113883.10.20.22.1.1" extension="2015-08-01"/></ClinicalDocument>',
    );
    expect(verdict.findings.map((finding) => finding.rule)).toContain('a-1');
    validator.dispose();
  });

  it('are taken once from several folders, and refused in two editions', async () => {
    const one = folder('one', RULES);
    const same = folder('same', RULES);
    expect((await addArtefacts(store, [one, same], clock)).files).toHaveLength(2);
    const other = folder('other', { ...RULES, 'validation/voc.xml': voc(set('1.2.3', 'CA')) });
    expect(await fault(() => addArtefacts(store, [one, other], clock))).toBe('ARTEFACTS_AMBIGUOUS');
    expect(storedArtefacts(store)?.files).toHaveLength(2);
    expect(readdirSync(join(store, 'artefacts'))).toEqual(['ccda']);
  });

  it('are not read from a record that names other folders', async () => {
    await addArtefacts(store, [folder('one', RULES)], clock);
    const record = join(store, 'artefacts', 'ccda', 'artefacts.json');
    writeFileSync(
      record,
      readFileSync(record, 'utf8').replace('schematron/voc.xml', 'schematron/../../../one/voc.xml'),
    );
    expect(await fault(() => storedArtefacts(store))).toBe('ARTEFACTS_CHANGED');
  });

  it('are asked for by name before the store is', async () => {
    await addArtefacts(store, [folder('one', RULES)], clock);
    const env = { CHARTLIFT_STORE: store, CHARTLIFT_CCDA_ARTEFACTS: join(dir, 'one') };
    expect(chooseArtefacts(join(dir, 'one'), env)?.origin).toBe('option');
    expect(chooseArtefacts(undefined, env)).toMatchObject({ origin: 'environment', xsd: null });
    expect(chooseArtefacts(undefined, { CHARTLIFT_STORE: join(dir, 'none') })).toBeNull();
    expect(storeFolder({ XDG_DATA_HOME: '/data' })).toBe(join('/data', 'chartlift'));
  });

  it('are refused with what to do, and the store stays as it was', async () => {
    await addArtefacts(store, [folder('one', RULES)], clock);
    const before = storedArtefacts(store);
    const codes = await Promise.all(
      [
        folder('empty', { 'readme.xml': '<x/>' }),
        join(dir, 'absent'),
        folder('bare', { 'a.sch': SCH }),
        folder('two', { 'a/a.sch': SCH, 'a/voc.xml': VOC, 'b/b.sch': `${SCH} `, 'b/voc.xml': VOC }),
        folder('broken', { ...SCHEMA, 'a/processable/coreschemas/datatypes.xsd': schema('<xs:nothing/>') }),
        folder('cut', { 'a.zip': 'PK' }).concat('/a.zip'),
      ].map((path) => fault(() => addArtefacts(store, [path], clock))),
    );
    expect(codes).toEqual([
      'ARTEFACTS_NOT_RECOGNISED',
      'ARTEFACTS_NOT_FOUND',
      'ARTEFACTS_INCOMPLETE',
      'ARTEFACTS_AMBIGUOUS',
      'ARTEFACTS_XSD_INVALID',
      'ARTEFACTS_ZIP',
    ]);
    expect(storedArtefacts(store)).toEqual(before);
  });

  it('are not used when somebody changed them', async () => {
    const { directory } = await addArtefacts(store, [folder('one', RULES)], clock);
    writeFileSync(join(directory, 'schematron/voc.xml'), VOC.replace('US', 'CA'));
    expect(await fault(() => chooseArtefacts(undefined, { CHARTLIFT_STORE: store }))).toBe('ARTEFACTS_CHANGED');
    await addArtefacts(store, [join(dir, 'one')], clock);
    expect(storedArtefacts(store)?.files).toHaveLength(2);
  });

  it('are kept without the value sets that no rule asks for', async () => {
    const rest = Array.from({ length: 12_000 }, (_, i) => set(`9.${i}`, `code ${i}`));
    const large = voc(...rest.slice(0, 100), set('1.2.3', 'US'), ...rest.slice(100));
    const { directory, added } = await addArtefacts(
      store,
      [folder('large', { ...RULES, 'validation/voc.xml': large })],
      clock,
    );
    expect(large.length).toBeGreaterThan(1 << 20);
    expect(readFileSync(join(directory, 'schematron/voc.xml'), 'utf8').replace(/\n/g, '')).toBe(VOC);
    expect(added[1]?.wholeSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.skipIf(SHARED === null)(
    `are known as HL7 publishes them${SHARED === null ? ` (${sharedReason('ccda')})` : ''}`,
    async () => {
      const found = recogniseArtefacts(await offeredFiles(SHARED ?? ''));
      expect(found.map((file) => file.layer)).toEqual([...Array(2).fill('schematron'), ...Array(7).fill('xsd')]);
    },
  );

  describe('from a server', () => {
    let server: Server;
    let from: string;
    let served: Record<string, string>;
    beforeEach(async () => {
      const [rules, main] = PUBLISHED.map((file) => `/${file.repository}/HEAD/${file.path}`);
      const core = '/HL7/CDA-core-2.0/HEAD/schema/extensions/SDTC';
      served = {
        [rules ?? '']: SCH,
        '/HL7/CDA-ccda-2.1/HEAD/validation/voc.xml': VOC,
        [main ?? '']: XSD,
        [`${core}/processable/coreschemas/datatypes.xsd`]: TYPES,
      };
      server = createServer((request, response) => {
        const text = served[decodeURIComponent(request.url ?? '')];
        response.writeHead(text === undefined ? 404 : 200).end(text);
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      from = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    });
    afterEach(() => new Promise((done) => server.close(done)));

    it('come with everything that they refer to', async () => {
      const seen: string[] = [];
      const { files } = await fetchArtefacts({ store, from, clock, onFile: (address) => seen.push(address) });
      expect(seen).toHaveLength(4);
      expect(files.map((file) => file.from).every((address) => address.startsWith(from))).toBe(true);
      expect(storedArtefacts(store)?.files).toHaveLength(4);
    });

    it('are not taken from where a server sends on to without protection', async () => {
      server.removeAllListeners('request');
      server.on('request', (request, response) => {
        // 0.0.0.0 is this machine, and no name of it that the rule takes.
        const { port } = server.address() as AddressInfo;
        if (request.headers.host?.startsWith('127.'))
          response.writeHead(302, { location: `http://0.0.0.0:${port}${request.url}` }).end();
        else response.writeHead(200).end(served[decodeURIComponent(request.url ?? '')]);
      });
      await new Promise<unknown>((done) => server.close(done));
      await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
      from = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      expect(await fault(() => fetchArtefacts({ store, from, clock }))).toBe('ARTEFACTS_ADDRESS');
      expect(storedArtefacts(store)).toBeNull();
    });

    it('follow a server that sends on to a safe address, and not for ever', async () => {
      server.removeAllListeners('request');
      server.on('request', (request, response) => {
        const asked = decodeURIComponent(request.url ?? '');
        const text = served[asked.replace(/^\/moved/, '')];
        if (asked.startsWith('/moved')) response.writeHead(200).end(text);
        else response.writeHead(302, { location: `/moved${request.url}` }).end();
      });
      expect((await fetchArtefacts({ store, from, clock })).files).toHaveLength(4);
      server.removeAllListeners('request');
      server.on('request', (request, response) => response.writeHead(302, { location: `${request.url}x` }).end());
      await expect(fetchArtefacts({ store, from, clock })).rejects.toThrow('sends on and on');
    });

    it('or not at all, with what to do by hand', async () => {
      delete served['/HL7/CDA-ccda-2.1/HEAD/validation/voc.xml'];
      await expect(fetchArtefacts({ store, from, clock })).rejects.toMatchObject({
        code: 'ARTEFACTS_FETCH',
        hint: expect.stringContaining('artefacts add'),
      });
      served = {};
      // A port that was free a moment ago.
      const gone = createServer();
      await new Promise<void>((done) => gone.listen(0, '127.0.0.1', done));
      const { port } = gone.address() as AddressInfo;
      await new Promise((done) => gone.close(done));
      await expect(fetchArtefacts({ store, from: `http://127.0.0.1:${port}`, clock })).rejects.toMatchObject({
        code: 'ARTEFACTS_FETCH',
        message: expect.stringContaining('(ECONNREFUSED)'),
      });
      expect(await fault(() => fetchArtefacts({ store, from: 'http://example.org', clock }))).toBe('ARTEFACTS_ADDRESS');
      expect(storedArtefacts(store)).toBeNull();
    });
  });
});
